import type { ModelName } from '@vividwalls/attribution';
import { Parameters } from '@vividwalls/persistence';
import type { DataSource, EntityManager } from 'typeorm';
import type { Book } from '../../journal/journal-entry.js';
import type { AttributedOrder } from './attributed-order.js';
import type { PathTouch } from '../touches/touch.js';
import type { TiedTouch } from './considered-touches.js';

const COLUMNS = `order_id, shop, book, currency, placed_at, placed_on::text, closes_at, model, model_version, state,
  net_minor, seq`;

/** What of an order is kept as JSON: read and written whole, never searched. */
interface OrderStateJson {
  readonly keys: readonly string[];
  readonly own: readonly string[];
  readonly ownTouches: readonly TiedTouch[];
  readonly path: readonly PathTouch[];
  /** As text: they may exceed what a JSON number holds. */
  readonly weights: readonly string[];
  readonly lookbackDays: number;
  readonly markovVersion: number;
}

interface AttributedRow {
  readonly order_id: string;
  readonly shop: string;
  readonly book: Book;
  readonly currency: string;
  readonly placed_at: Date;
  readonly placed_on: string;
  readonly closes_at: Date;
  readonly model: ModelName;
  readonly model_version: number;
  readonly state: OrderStateJson;
  /** bigint, as text */
  readonly net_minor: string;
  readonly seq: number;
}

/** The orders among these that have credits, locked until the transaction ends. In id order, so that nobody deadlocks. */
export async function lockAttributedOrders(
  tx: EntityManager,
  orderIds: readonly string[],
): Promise<Map<string, AttributedOrder>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.query<AttributedRow[]>(
    `SELECT ${COLUMNS} FROM attribution_orders WHERE order_id = ANY($1::text[]) ORDER BY order_id FOR UPDATE`,
    [orderIds],
  );
  return new Map(rows.map((row) => [row.order_id, fromRow(row)]));
}

export async function findAttributedOrder(
  dataSource: DataSource,
  orderId: string,
): Promise<AttributedOrder | undefined> {
  const rows = await dataSource.query<AttributedRow[]>(
    `SELECT ${COLUMNS} FROM attribution_orders WHERE order_id = $1`,
    [orderId],
  );
  return rows[0] && fromRow(rows[0]);
}

/** Writes these orders as they are now; they are new or locked. One round trip. */
export async function saveAttributedOrders(tx: EntityManager, orders: readonly AttributedOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const parameters = new Parameters();
  const column = (type: string, of: (order: AttributedOrder) => unknown) => parameters.array(orders.map(of), type);
  await tx.query(
    `INSERT INTO attribution_orders (order_id, shop, book, currency, placed_at, placed_on, closes_at, model, model_version,
       net_minor, seq, state)
     SELECT * FROM unnest(${[
       ...[column('text', (o) => o.orderId), column('text', (o) => o.shop), column('text', (o) => o.book)],
       ...[
         column('text', (o) => o.currency),
         column('timestamptz', (o) => o.placedAt),
         column('date', (o) => o.placedOn),
       ],
       ...[column('timestamptz', (o) => o.closesAt), column('text', (o) => o.model)],
       ...[column('integer', (o) => o.modelVersion), column('bigint', (o) => o.netMinor.toString())],
       ...[column('integer', (o) => o.seq), parameters.longTexts(orders.map(asState), 'json')],
     ].join(', ')})
     ON CONFLICT (order_id) DO UPDATE SET shop = excluded.shop, book = excluded.book, currency = excluded.currency,
       placed_at = excluded.placed_at, placed_on = excluded.placed_on, closes_at = excluded.closes_at, state = excluded.state,
       net_minor = excluded.net_minor, seq = excluded.seq`,
    parameters.values,
  );
}

const DELETE_KEYS = `DELETE FROM order_keys k USING unnest($1::text[], $2::text[]) AS gone (key, order_id)
  WHERE k.key = gone.key AND k.order_id = gone.order_id`;

// Writing takes the table's lock before touches are read and keeps it to the end: by it a late touch knows for which orders
// it must wait (see running-bookings.ts). So this runs even when no order has a key.
const INSERT_KEYS = `INSERT INTO order_keys (key, order_id, placed_at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[])
  ON CONFLICT (key, order_id) DO UPDATE SET placed_at = excluded.placed_at`;

/** An order's keys as they must be, and those that it had before. */
export interface KeyChange {
  readonly order: { readonly orderId: string; readonly placedAt: string; readonly keys: readonly string[] };
  readonly before: readonly string[];
}

/** Makes orders findable by their keys. One round trip, two when an order lost a key. */
export async function saveOrderKeys(tx: EntityManager, changes: readonly KeyChange[]): Promise<void> {
  const gone = changes.flatMap(({ order: { orderId, keys }, before }) =>
    before.filter((key) => !keys.includes(key)).map((key) => ({ key, orderId })),
  );
  if (gone.length > 0) await tx.query(DELETE_KEYS, [gone.map(({ key }) => key), gone.map(({ orderId }) => orderId)]);
  const rows = changes.flatMap(({ order: { orderId, placedAt, keys } }) =>
    keys.map((key) => ({ key, orderId, placedAt })),
  );
  await tx.query(INSERT_KEYS, [
    rows.map(({ key }) => key),
    rows.map(({ orderId }) => orderId),
    rows.map(({ placedAt }) => placedAt),
  ]);
}

function asState({ keys, own, ownTouches, path, weights, lookbackDays, markovVersion }: AttributedOrder): string {
  const rest = { path, weights: weights.map(String), lookbackDays, markovVersion };
  const state: OrderStateJson = { keys, own, ownTouches, ...rest };
  return JSON.stringify(state);
}

function fromRow(row: AttributedRow): AttributedOrder {
  const { shop, book, currency, model, seq, state } = row;
  return {
    ...{ orderId: row.order_id, shop, book, currency, model, seq },
    ...{ placedAt: row.placed_at.toISOString(), placedOn: row.placed_on, closesAt: row.closes_at.toISOString() },
    ...{ modelVersion: row.model_version, netMinor: BigInt(row.net_minor) },
    ...state,
    weights: state.weights.map(BigInt),
  };
}
