import { jetstream } from '@nats-io/jetstream';
import { publish } from '@vividwalls/messaging';
import { Parameters } from '@vividwalls/persistence';
import type { DataSource } from 'typeorm';
import type { BenchServers } from '../servers/bench-servers.js';
import { sealed, things } from './thing-counted.js';

/** What most outbox relays are: a hundred rows at a time, each published and awaited, then marked. */
export const USUAL_BATCH = 100;

const READ = `SELECT id, event_id, subject, payload FROM usual_outbox
  WHERE published_at IS NULL ORDER BY id LIMIT ${USUAL_BATCH} FOR UPDATE SKIP LOCKED`;
const MARK = 'UPDATE usual_outbox SET published_at = now() WHERE id = ANY($1::bigint[])';

interface UsualRow {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly payload: string;
}

export async function fillUsualOutbox(dataSource: DataSource, count: number): Promise<void> {
  const rows = things(count).map(sealed);
  for (let start = 0; start < rows.length; start += 5_000) {
    const part = rows.slice(start, start + 5_000);
    const parameters = new Parameters();
    const columns = [
      parameters.array(
        part.map(({ messageId }) => messageId),
        'uuid',
      ),
      parameters.array(
        part.map(({ subject }) => subject),
        'text',
      ),
      parameters.longTexts(part.map(({ payload }) => payload)),
    ];
    const insert = `INSERT INTO usual_outbox (event_id, subject, payload) SELECT * FROM unnest(${columns.join(', ')})`;
    await dataSource.query(insert, parameters.values);
  }
}

/** Relays until the table has nothing unpublished left. Returns how many were published. */
export async function runUsualRelay(dataSource: DataSource, { connection }: Pick<BenchServers, 'connection'>) {
  const client = jetstream(connection);
  for (let published = 0; ;) {
    const count = await dataSource.transaction(async (tx) => {
      const rows = await tx.query<UsualRow[]>(READ);
      for (const { event_id: messageId, subject, payload } of rows) {
        const outcome = await publish(client, { messageId, subject, payload, headers: {} });
        if (outcome.kind !== 'acknowledged') throw new Error(`the usual relay could not publish: ${outcome.error}`);
      }
      if (rows.length > 0) await tx.query(MARK, [rows.map(({ id }) => id)]);
      return rows.length;
    });
    if (count === 0) return published;
    published += count;
  }
}
