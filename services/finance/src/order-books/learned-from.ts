import type { EventEnvelope } from '@vividwalls/messaging';
import { bookOf } from './book-of.js';
import { duePostings, type Due } from './due-postings.js';
import { factsOfEvent, type OrderEvent } from './facts-of-event.js';
import { mergeFacts, sameState } from './merge-facts.js';
import type { ChangedOrderBook, OrderBook } from './order-book-store.js';

export type OrderEnvelope = EventEnvelope<OrderEvent>;

/** An order about which a batch told something new, and what the books must hold since then. */
export interface Learned extends ChangedOrderBook {
  readonly due: Due;
  /** The last event that told something: the cause of what is booked now. */
  readonly cause: OrderEnvelope;
}

/** What the events of one order add to what is known of it; undefined when all of it was known before. */
export function learnedFrom(order: OrderBook, events: readonly OrderEnvelope[]): Learned | undefined {
  let { state } = order;
  let cause: OrderEnvelope | undefined;
  for (const event of events) {
    const merged = mergeFacts(state, factsOfEvent(event.data, event));
    if (sameState(merged, state)) continue;
    state = merged;
    cause = event;
  }
  if (!cause) return undefined;
  const due = duePostings(state);
  return { ...order, state, book: bookOf(state), waiting: due.waiting, due, cause };
}
