import { toPage, type Page } from '@vividwalls/platform';
import type { DataSource, EntityManager } from 'typeorm';

export interface DeliveryRecord {
  readonly eventId: string;
  readonly shop: string;
  readonly topic: string;
  readonly deliveryId: string;
  readonly apiVersion: string | null;
  readonly receivedAt: string;
  readonly bodyBytes: number;
  readonly status: 'translated' | 'untranslatable';
  readonly reason: string | null;
  readonly message: string | null;
  /** How many facts it became. */
  readonly facts: number;
  /** What a person should know about the translation: a foreign API version, why an order counts as a test. */
  readonly notes: readonly string[];
}

const INSERT = `INSERT INTO deliveries
    (event_id, shop, topic, delivery_id, api_version, received_at, body_bytes, status, reason, message, facts, notes)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::int[],
                       $8::text[], $9::text[], $10::text[], $11::int[], $12::jsonb[])
  ON CONFLICT (event_id) DO NOTHING`;

export async function insertDeliveries(tx: EntityManager, records: readonly DeliveryRecord[]): Promise<void> {
  const column = (value: (record: DeliveryRecord) => unknown) => records.map(value);
  await tx.query(INSERT, [
    column(({ eventId }) => eventId),
    column(({ shop }) => shop),
    column(({ topic }) => topic),
    column(({ deliveryId }) => deliveryId),
    column(({ apiVersion }) => apiVersion),
    column(({ receivedAt }) => receivedAt),
    column(({ bodyBytes }) => bodyBytes),
    column(({ status }) => status),
    column(({ reason }) => reason),
    column(({ message }) => message),
    column(({ facts }) => facts),
    column(({ notes }) => JSON.stringify(notes)),
  ]);
}

export interface DeliveryFilter {
  readonly status?: string;
  readonly topic?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** A delivery in a list; `id` is its place there. */
export interface ListedDelivery extends DeliveryRecord {
  readonly id: string;
}

/** Deliveries, newest first. The cursor is the id of the last one shown. */
export async function listDeliveries(dataSource: DataSource, filter: DeliveryFilter): Promise<Page<ListedDelivery>> {
  const rows = await dataSource.query<(Omit<ListedDelivery, 'receivedAt'> & { receivedAt: Date })[]>(
    `SELECT id, event_id AS "eventId", shop, topic, delivery_id AS "deliveryId", api_version AS "apiVersion",
            received_at AS "receivedAt", body_bytes AS "bodyBytes", status, reason, message, facts, notes
       FROM deliveries
      WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR topic = $2) AND ($3::bigint IS NULL OR id < $3)
      ORDER BY id DESC LIMIT $4`,
    [filter.status ?? null, filter.topic ?? null, filter.cursor ?? null, filter.limit + 1],
  );
  const items = rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
  return toPage(items, filter.limit, ({ id }) => id);
}
