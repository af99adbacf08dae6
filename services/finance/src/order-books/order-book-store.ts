import type { EntityManager } from 'typeorm';
import { Tally } from '../journal/tally.js';
import type { Book } from '../journal/journal-entry.js';
import type { BookedCause } from './entries-due.js';
import { NOTHING_KNOWN, type OrderState } from './order-state.js';

/** One order's row, locked by the transaction that read it. */
export interface OrderBook {
  readonly orderId: string;
  readonly shop: string;
  readonly state: OrderState;
  /** Number of changes so far; zero for an order just heard of, which then has nothing booked. */
  readonly version: number;
}

const LOCK = `SELECT order_id, shop, state, version FROM order_books WHERE order_id = ANY($1::text[]) ORDER BY order_id FOR UPDATE`;

const BOOKED = `SELECT e.order_id, e.book, e.cause, p.account, p.currency, max(e.seq) AS seq, sum(p.amount_minor) AS amount
  FROM journal_entries e JOIN postings p ON p.entry_id = e.id
  WHERE e.order_id = ANY($1::text[])
  GROUP BY e.order_id, e.book, e.cause, p.account, p.currency`;

/**
 * Locks the rows of these orders (id → shop), in the order of their ids. An order without a row is given as one of which
 * nothing is known; `saveOrderBooks` finds out whether somebody else has made its row meanwhile.
 */
export async function lockOrderBooks(tx: EntityManager, shops: ReadonlyMap<string, string>): Promise<OrderBook[]> {
  const rows = await tx.query<LockedRow[]>(LOCK, [[...shops.keys()]]);
  const known = new Map(rows.map((row) => [row.order_id, row]));
  return [...shops].map(([orderId, shop]) => {
    const row = known.get(orderId);
    if (!row) return { orderId, shop, state: NOTHING_KNOWN, version: 0 };
    return { orderId, shop: row.shop, state: { ...NOTHING_KNOWN, ...row.state }, version: row.version };
  });
}

/** What the journal holds for these orders, by order; an order with nothing booked is absent. */
export async function readBooked(tx: EntityManager, orderIds: readonly string[]): Promise<Map<string, BookedCause[]>> {
  const booked = new Map<string, BookedCause[]>();
  if (orderIds.length === 0) return booked;
  const rows = await tx.query<BookedRow[]>(BOOKED, [orderIds]);
  const byCause = new Map<string, BookedRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.order_id, row.book, row.cause]);
    byCause.set(key, [...(byCause.get(key) ?? []), row]);
  }
  for (const lines of byCause.values()) {
    const { order_id, book, cause } = lines[0]!;
    const sums = new Tally();
    for (const { account, currency, amount } of lines) sums.add(account, BigInt(amount), currency);
    const seq = Math.max(...lines.map((line) => line.seq));
    booked.set(order_id, [...(booked.get(order_id) ?? []), { book, cause, seq, sums }]);
  }
  return booked;
}

interface LockedRow {
  readonly order_id: string;
  readonly shop: string;
  readonly state: Partial<OrderState>;
  readonly version: number;
}

interface BookedRow {
  readonly order_id: string;
  readonly book: Book;
  readonly cause: string;
  readonly account: string;
  readonly currency: string;
  readonly seq: number;
  /** numeric, as text */
  readonly amount: string;
}
