import { toPage, type Page } from '@vividwalls/platform';
import type { DataSource } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import { NOTHING_KNOWN, type OrderState } from '../order-books/order-state.js';
import type { EntryView, JournalEntryView, PostingView } from './entry-view.js';
import type { EntriesQuery } from './ledger-query.js';
import type { OrderLedgerView } from './order-ledger-view.js';

const ENTRY_COLUMNS = `e.id, e.order_id, e.kind, e.cause, e.seq, e.book, e.occurred_at, e.recorded_at, e.event_id,
  e.correlation_id, e.actor, e.reverses,
  (SELECT json_agg(json_build_object('account', p.account, 'amountMinor', p.amount_minor::text, 'currency', p.currency)
     ORDER BY p.line) FROM postings p WHERE p.entry_id = e.id) AS postings`;

/** Everything about one order, or undefined when nothing is known of it, not even its currency. */
export async function findOrderLedger(dataSource: DataSource, orderId: string): Promise<OrderLedgerView | undefined> {
  const [order] = await dataSource.query<{ book: Book; state: Partial<OrderState>; waiting: string[] }[]>(
    'SELECT book, state, waiting FROM order_books WHERE order_id = $1',
    [orderId],
  );
  if (!order) return undefined;
  const rows = await dataSource.query<EntryRow[]>(
    `SELECT ${ENTRY_COLUMNS} FROM journal_entries e WHERE e.order_id = $1 ORDER BY e.id`,
    [orderId],
  );
  const currency = currencyOf({ ...NOTHING_KNOWN, ...order.state });
  if (!currency) return undefined;
  return { orderId, currency, test: order.book === 'test', entries: rows.map(toEntry), waiting: order.waiting };
}

/** What of the journal is asked for. */
export interface EntriesAsked extends Pick<
  EntriesQuery,
  'kind' | 'orderId' | 'book' | 'account' | 'currency' | 'cursor' | 'limit'
> {
  /** When it happened: from then on, and before then. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

/** Entries of all orders, newest first. */
export async function findEntries(dataSource: DataSource, query: EntriesAsked): Promise<Page<JournalEntryView>> {
  const conditions: string[] = ['true'];
  const values: unknown[] = [];
  const where = (sql: (parameter: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(sql(`$${values.length}`));
  };
  where((p) => `e.kind = ${p}`, query.kind);
  where((p) => `e.order_id = ${p}`, query.orderId);
  where((p) => `e.book = ${p}`, query.book);
  where((p) => `e.occurred_at >= ${p}`, query.since);
  where((p) => `e.occurred_at < ${p}`, query.until);
  where((p) => `EXISTS (SELECT FROM postings p WHERE p.entry_id = e.id AND p.account = ${p})`, query.account);
  where((p) => `EXISTS (SELECT FROM postings p WHERE p.entry_id = e.id AND p.currency = ${p})`, query.currency);
  where((p) => `e.id < ${p}::uuid`, query.cursor);
  values.push(query.limit + 1);
  const rows = await dataSource.query<EntryRow[]>(
    `SELECT ${ENTRY_COLUMNS} FROM journal_entries e WHERE ${conditions.join(' AND ')}
     ORDER BY e.id DESC LIMIT $${values.length}`,
    values,
  );
  const page = toPage(rows, query.limit, (row) => row.id);
  return { ...page, items: page.items.map((row) => ({ orderId: row.order_id, ...toEntry(row) })) };
}

function currencyOf({ order, refunds, transactions }: OrderState): string | undefined {
  const refund = Object.values(refunds).find(({ currency }) => currency !== undefined);
  return order?.currency ?? refund?.currency ?? Object.values(transactions)[0]?.currency;
}

interface EntryRow {
  readonly id: string;
  readonly order_id: string | null;
  readonly reverses: string | null;
  readonly kind: string;
  readonly cause: string;
  readonly seq: number;
  readonly book: Book;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly event_id: string;
  readonly correlation_id: string;
  readonly actor: string;
  readonly postings: PostingView[];
}

function toEntry(row: EntryRow): EntryView {
  const { id, kind, cause, seq, book, actor, postings } = row;
  return {
    ...{ id, kind, cause, seq, book },
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    eventId: row.event_id,
    correlationId: row.correlation_id,
    actor,
    ...(row.reverses !== null && { reverses: row.reverses }),
    postings,
  };
}
