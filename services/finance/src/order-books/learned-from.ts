import type { EventEnvelope } from '@vividwalls/messaging';
import { becauseOf, type BookedBecause } from '../journal/journal.js';
import { bookOf } from './book-of.js';
import type { BookRules } from './book-rules.js';
import { duePostings, type Due } from './due-postings.js';
import { factsOfEvent, type OrderEvent } from './facts-of-event.js';
import { mergeFacts, sameState } from './merge-facts.js';
import type { Book } from '../journal/journal-entry.js';
import type { OrderBook } from './order-book-store.js';
import type { OrderState } from './order-state.js';

export type OrderEnvelope = EventEnvelope<OrderEvent>;

/** What somebody tells of one order. */
export interface OrderNews {
  readonly orderId: string;
  readonly shop: string;
  readonly facts: OrderState;
  readonly because: BookedBecause;
  /** When it happened, ISO 8601. */
  readonly time: string;
}

/** An order about which a batch told something new, and what the books must hold since then. */
export interface Learned extends OrderBook {
  readonly book: Book;
  /** What is known and cannot be booked yet, with the reason. */
  readonly waiting: readonly string[];
  readonly due: Due;
  /** The last news that told something: the cause of what is booked now. */
  readonly news: OrderNews;
}

export function newsOf(orderId: string, event: OrderEnvelope): OrderNews {
  const { shop, time } = event;
  return { orderId, shop, facts: factsOfEvent(event.data, event), because: becauseOf(event), time };
}

/**
 * What the news of one order adds to what is known of it; undefined when all of it was known before.
 * @param again derives the order even so: the rules have changed
 */
export function learnedFrom(
  order: OrderBook,
  news: readonly OrderNews[],
  rules: BookRules,
  again = false,
): Learned | undefined {
  let { state } = order;
  let last = again ? news.at(-1) : undefined;
  for (const one of news) {
    const merged = mergeFacts(state, one.facts);
    // The first that is told of an order is news without comparing, which costs more than all the rest.
    const isFirst = state.order === undefined && one.facts.order !== undefined;
    if (!isFirst && sameState(merged, state)) continue;
    state = merged;
    last = one;
  }
  if (!last) return undefined;
  const due = duePostings(state, rules);
  return { ...order, state, book: bookOf(state), waiting: due.waiting, due, news: last };
}
