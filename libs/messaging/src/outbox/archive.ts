import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource, EntityManager } from 'typeorm';
import { RELAY_BATCH_MAX } from '../limits.js';
import { PublishPipeline } from './publish-pipeline.js';
import { bounded } from './relay-store.js';

/** A stretch of time, by when events were appended; `until` is excluded and means now when left out. */
export interface ArchiveSpan {
  readonly from: Date;
  readonly until?: Date;
}

export interface RepublishProgress {
  readonly published: number;
  /** Of these, so many the stream still knew by their message ids. */
  readonly duplicates: number;
}

interface ArchiveRow {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

const PUBLISHED_IN_SPAN = `FROM outbox o, outbox_relay r
 WHERE o.created_at >= $1 AND ($2::timestamptz IS NULL OR o.created_at < $2)
   AND o.id <= r.high AND NOT r.holes @> o.id
   AND NOT EXISTS (SELECT 1 FROM outbox_parked p WHERE p.outbox_id = o.id)`;

/**
 * The published events that the outbox keeps, as long as it keeps them: the source of truth from which a lost stream is made
 * again. Publishing an event that the stream still has does no harm: within the broker's window it is recognised by its
 * message id, and later by every inbox. The window outlives a purge: what was purged comes back only after it, or into a
 * stream that was made anew.
 */
export class OutboxArchive {
  private readonly pipeline: PublishPipeline;

  constructor(
    private readonly dataSource: DataSource,
    connection: NatsConnection,
  ) {
    this.pipeline = new PublishPipeline(connection);
  }

  async count({ from, until }: ArchiveSpan): Promise<number> {
    const [row] = await this.dataSource.query<{ n: string }[]>(`SELECT count(*) AS n ${PUBLISHED_IN_SPAN}`, [
      from,
      until ?? null,
    ]);
    return Number(row!.n);
  }

  /**
   * Publishes a span again, oldest first. Stops at the signal.
   * @throws when the broker does not take a message; what was published until then stays published
   */
  async republish(
    { from, until = new Date() }: ArchiveSpan,
    progress: (so_far: RepublishProgress) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<RepublishProgress> {
    const total = { published: 0, duplicates: 0 };
    for (let after = '0'; !signal?.aborted;) {
      const rows = await this.dataSource.query<ArchiveRow[]>(
        bounded(`SELECT o.* ${PUBLISHED_IN_SPAN} AND o.id > $3 ORDER BY o.id LIMIT $4`),
        [from, until, after, RELAY_BATCH_MAX],
      );
      if (rows.length === 0) break;
      const outcomes = await this.pipeline.publishAll(rows.map((row) => ({ ...row, messageId: row.event_id })));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.kind !== 'acknowledged') {
          throw new Error(`${rows[index]!.event_id} was not published again: ${outcome.error}`);
        }
        total.published += 1;
        if (outcome.duplicate) total.duplicates += 1;
      }
      after = rows.at(-1)!.id;
      progress({ ...total });
    }
    return total;
  }
}

/** A row that the broker refused. */
export interface ParkedRow {
  readonly outboxId: string;
  readonly messageId: string;
  readonly subject: string;
  readonly error: string;
  readonly parkedAt: Date;
}

/** Parked rows, oldest first, after a given one. */
export function parkedRows(dataSource: DataSource, after: string, limit: number): Promise<ParkedRow[]> {
  return dataSource.query(
    `SELECT p.outbox_id AS "outboxId", o.event_id AS "messageId", o.subject, p.error, p.parked_at AS "parkedAt"
       FROM outbox_parked p JOIN outbox o ON o.id = p.outbox_id WHERE p.outbox_id > $1 ORDER BY p.outbox_id LIMIT $2`,
    [after, limit],
  );
}

/** Gives a parked row another chance, as a new row under the same message id. False when it is not parked. */
export async function unpark(tx: EntityManager, outboxId: string): Promise<boolean> {
  const gone = await tx.query<[unknown[], number]>('DELETE FROM outbox_parked WHERE outbox_id = $1', [outboxId]);
  if (gone[1] === 0) return false;
  // Moved and not copied: an event stands in the archive once.
  await tx.query(
    `WITH parked AS (DELETE FROM outbox WHERE id = $1 RETURNING event_id, subject, headers, payload)
     INSERT INTO outbox (event_id, subject, headers, payload) SELECT * FROM parked`,
    [outboxId],
  );
  return true;
}
