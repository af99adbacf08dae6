import type { DataSource, EntityManager } from 'typeorm';
import type { Delivery } from './consumer-definition.js';

const UPSERT = (column: 'failures' | 'begun_alone', change: string) => `INSERT INTO trials AS t
    (consumer, stream, stream_created_at, sequence, ${column}) VALUES ($1, $2, $3, $4, 1)
  ON CONFLICT (consumer, stream, stream_created_at, sequence)
  DO UPDATE SET ${change}, at = now() RETURNING ${column} AS n`;

/** To fail is an outcome: it was not the process that died. */
const FAILED = UPSERT('failures', 'failures = t.failures + 1, begun_alone = 0');
const BEGUN_ALONE = UPSERT('begun_alone', 'begun_alone = t.begun_alone + 1');

const FORGET = `DELETE FROM trials USING unnest($2::text[], $3::text[], $4::bigint[]) AS done (stream, created, sequence)
  WHERE consumer = $1 AND trials.stream = done.stream AND stream_created_at = created AND trials.sequence = done.sequence`;

/**
 * What is known of messages that did not work at once: how often they failed, and how often they were begun alone.
 *
 * The broker's count of deliveries cannot tell these from a message that merely lay fetched in a process that died, was given
 * back on shutdown, or waited; with it, a few deaths in a row would condemn the innocent. A message that works the first time
 * costs nothing here.
 */
export class Trials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consumer: string,
  ) {}

  /** Notes a failure and returns how many there have been. */
  failed(delivery: Delivery): Promise<number> {
    return this.note(FAILED, delivery);
  }

  /** Notes, before it is handled, that a message is begun alone. Without an outcome the note stays: its process died. */
  begunAlone(delivery: Delivery): Promise<number> {
    return this.note(BEGUN_ALONE, delivery);
  }

  /** An outcome: nothing is held against these any more. Only what was delivered before can have a trial. */
  async forget(tx: EntityManager | DataSource, deliveries: readonly Delivery[]): Promise<void> {
    const known = deliveries.filter(({ deliveryCount }) => deliveryCount > 1);
    if (known.length === 0) return;
    await tx.query(FORGET, [
      this.consumer,
      known.map(({ stream }) => stream),
      known.map(({ streamCreatedAt }) => streamCreatedAt),
      known.map(({ sequence }) => sequence),
    ]);
  }

  private async note(statement: string, { stream, streamCreatedAt, sequence }: Delivery): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(statement, [
      this.consumer,
      stream,
      streamCreatedAt,
      sequence,
    ]);
    return row!.n;
  }
}
