import type { DataSource, EntityManager } from 'typeorm';
import { retryDelayMs } from '../backoff.js';
import { WAITING_RETRY_MAX_MS, WAITING_RETRY_MIN_MS, WAITING_TURN_MS } from '../limits.js';
import type { DecodedDelivery, Delivery } from './consumer-definition.js';

/** An event that waits for its cause, as it was delivered. */
export interface Waiting {
  readonly eventId: string;
  readonly delivery: Delivery;
  /** Tries that failed since it waits; waiting itself is none. */
  readonly attempts: number;
  readonly tries: number;
  /** Deadline of its wait. */
  readonly until: Date;
}

/** An event whose turn it is. */
export interface Begun {
  readonly eventId: string;
  /** This time included; more than once means that a process died meanwhile. */
  readonly times: number;
}

interface WaitingRow {
  readonly event_id: string;
  readonly stream: string;
  readonly stream_created_at: string;
  readonly sequence: string;
  readonly subject: string;
  readonly stored_at: Date;
  readonly headers: Record<string, string>;
  readonly payload: string;
  readonly attempts: number;
  readonly tries: number;
  readonly until: Date;
}

const INSERT = `INSERT INTO waiting (consumer, event_id, stream, stream_created_at, sequence, subject, stored_at, headers,
    payload, attempts, reason, since, until, next_at, tries)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1) ON CONFLICT DO NOTHING`;

const BEGIN = `WITH due AS MATERIALIZED
   (SELECT event_id AS id FROM waiting WHERE consumer = $1 AND next_at <= $2 AND (begun > 0) = $4
     ORDER BY next_at LIMIT $5 FOR UPDATE SKIP LOCKED)
  UPDATE waiting SET begun = begun + 1, next_at = $3 FROM due
   WHERE consumer = $1 AND event_id = due.id RETURNING event_id, begun`;

const LOCK = `SELECT event_id, stream, stream_created_at, sequence, subject, stored_at, headers, payload, attempts, tries, until
  FROM waiting WHERE consumer = $1 AND event_id = ANY($2::text[]) ORDER BY event_id FOR UPDATE SKIP LOCKED`;

/**
 * Where events wait for their cause.
 *
 * Left with the broker, a waiting event would come back again and again, use up its deliveries, and stay in the consumer's
 * window of unacknowledged messages until that is full and nothing moves any more. So it is taken over into a table of the
 * service, acknowledged, and tried again from there: *waiting* → *begun* → handled, together with its removal; or back, with a
 * growing delay; or, past its deadline, a dead letter. Replicas share the room; what one has begun is not the others' for a
 * while. A begun event without an outcome is told from one that waits: its process died, and it may have died of it.
 */
export class WaitingRoom {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consumer: string,
    private readonly now: () => Date,
  ) {}

  /** Takes an event over. Afterwards its message may be acknowledged. */
  async admit(delivery: DecodedDelivery, reason: string, until: Date): Promise<void> {
    await this.dataSource.query(INSERT, [
      this.consumer,
      delivery.envelope.id,
      delivery.stream,
      delivery.streamCreatedAt,
      delivery.sequence,
      delivery.subject,
      delivery.storedAt,
      delivery.headers,
      new TextDecoder().decode(delivery.bytes),
      0,
      reason,
      this.now(),
      until,
      this.nextAt(1),
    ]);
  }

  /** How many wait, up to a limit. */
  async count(limit: number): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      'SELECT count(*)::int AS n FROM (SELECT FROM waiting WHERE consumer = $1 LIMIT $2) AS counted',
      [this.consumer, limit],
    );
    return row!.n;
  }

  /** Begins those whose time has come, the longest due first; or those that were begun before and came to no outcome. */
  async begin(limit: number, which: 'fresh' | 'begun before'): Promise<Begun[]> {
    const now = this.now();
    const turnEnds = new Date(now.getTime() + WAITING_TURN_MS);
    const [rows] = await this.dataSource.query<[{ event_id: string; begun: number }[], number]>(BEGIN, [
      this.consumer,
      now,
      turnEnds,
      which === 'begun before',
      limit,
    ]);
    return rows.map(({ event_id, begun }) => ({ eventId: event_id, times: begun }));
  }

  /** Takes back that these were begun: something kept them from being tried. */
  async release(ids: readonly string[]): Promise<void> {
    await this.dataSource.query(
      'UPDATE waiting SET begun = begun - 1, next_at = $3 WHERE consumer = $1 AND event_id = ANY($2::text[])',
      [this.consumer, ids, this.nextAt(1)],
    );
  }

  /** The waiting of these ids that nobody else has under way, locked until the transaction ends. */
  async lock(tx: EntityManager, ids: readonly string[]): Promise<Waiting[]> {
    const rows = await tx.query<WaitingRow[]>(LOCK, [this.consumer, ids]);
    return rows.map((row) => ({
      eventId: row.event_id,
      attempts: row.attempts,
      tries: row.tries,
      until: row.until,
      delivery: {
        stream: row.stream,
        streamCreatedAt: row.stream_created_at,
        sequence: Number(row.sequence),
        subject: row.subject,
        storedAt: row.stored_at,
        deliveryCount: row.attempts + 1,
        bytes: Buffer.from(row.payload, 'utf8'),
        headers: row.headers,
      },
    }));
  }

  async remove(tx: EntityManager, ids: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM waiting WHERE consumer = $1 AND event_id = ANY($2::text[])', [this.consumer, ids]);
  }

  /** Goes on waiting: a missing cause by the room's own delays, a failure by its. */
  async putBack(
    tx: EntityManager,
    { eventId, tries, attempts }: Waiting,
    why: { readonly reason: string; readonly until?: Date; readonly retryInMs?: number },
  ): Promise<void> {
    const failed = why.retryInMs !== undefined;
    const nextAt = failed ? new Date(this.now().getTime() + why.retryInMs!) : this.nextAt(tries + 1);
    await tx.query(
      `UPDATE waiting SET tries = $3, attempts = $4, reason = $5, until = coalesce($6, until), next_at = $7, begun = 0
        WHERE consumer = $1 AND event_id = $2`,
      [this.consumer, eventId, tries + 1, attempts + (failed ? 1 : 0), why.reason, why.until ?? null, nextAt],
    );
  }

  private nextAt(tries: number): Date {
    return new Date(this.now().getTime() + retryDelayMs(tries, WAITING_RETRY_MIN_MS, WAITING_RETRY_MAX_MS));
  }
}
