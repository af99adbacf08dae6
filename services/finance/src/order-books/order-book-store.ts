import type { EntityManager } from 'typeorm';
import { Tally } from '../journal/tally.js';
import type { Book } from '../journal/journal-entry.js';
import type { BookedCause } from './entries-due.js';
import { NOTHING_KNOWN, type OrderState } from './order-state.js';

/** One order's row, locked by the transaction that read it. */
export interface OrderBook {
  readonly orderId: string;
  readonly state: OrderState;
  /** Number of changes so far; zero for an order just heard of, which then has nothing booked. */
  readonly version: number;
}

export interface ChangedOrderBook extends OrderBook {
  readonly book: Book;
  readonly waiting: readonly string[];
}

// FOR UPDATE locks nothing where there is no row, so the empty row comes first. Both statements go in id order.
const INSERT_MISSING = `INSERT INTO order_books (order_id, shop, book, state, version)
  SELECT id, shop, 'real', '{}', 0 FROM unnest($1::text[], $2::text[]) AS o (id, shop) ORDER BY id
  ON CONFLICT DO NOTHING`;
const LOCK = `SELECT order_id, state, version FROM order_books WHERE order_id = ANY($1::text[]) ORDER BY order_id FOR UPDATE`;

const BOOKED = `SELECT e.order_id, e.book, e.cause, p.account, p.currency, max(e.seq) AS seq, sum(p.amount_minor) AS amount
  FROM journal_entries e JOIN postings p ON p.entry_id = e.id
  WHERE e.order_id = ANY($1::text[])
  GROUP BY e.order_id, e.book, e.cause, p.account, p.currency`;

const SAVE = `UPDATE order_books o
  SET state = c.state::jsonb, book = c.book, waiting = ARRAY(SELECT jsonb_array_elements_text(c.waiting::jsonb)),
    version = o.version + 1
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS c (order_id, state, book, waiting)
  WHERE o.order_id = c.order_id`;

/** Locks the rows of these orders (id → shop), creating those that are missing. */
export async function lockOrderBooks(tx: EntityManager, shops: ReadonlyMap<string, string>): Promise<OrderBook[]> {
  const ids = [...shops.keys()];
  await tx.query(INSERT_MISSING, [ids, [...shops.values()]]);
  const rows = await tx.query<{ order_id: string; state: Partial<OrderState>; version: number }[]>(LOCK, [ids]);
  return rows.map(({ order_id, state, version }) => ({
    orderId: order_id,
    state: { ...NOTHING_KNOWN, ...state },
    version,
  }));
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

export async function saveOrderBooks(tx: EntityManager, changed: readonly ChangedOrderBook[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.query(SAVE, [
    changed.map((order) => order.orderId),
    changed.map((order) => JSON.stringify(order.state)),
    changed.map((order) => order.book),
    changed.map((order) => JSON.stringify(order.waiting)),
  ]);
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
