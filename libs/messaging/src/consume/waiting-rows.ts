import type { DataSource } from 'typeorm';
import { MalformedEnvelope, decodeEnvelope } from '../envelope.js';

/** An event in a service's waiting room, as operators see it. */
export interface WaitingEvent {
  readonly consumer: string;
  readonly eventId: string;
  readonly stream: string;
  readonly sequence: string;
  /** The broker's address of it. */
  readonly address: string;
  /** Of its envelope; null where the message is too large to be read for a list. */
  readonly type: string | null;
  readonly subject: string | null;
  readonly correlationId: string | null;
  /** What it waits for, as its consumer said. */
  readonly reason: string;
  readonly since: Date;
  /** Then it becomes a dead letter. */
  readonly until: Date;
  /** When it is tried again. */
  readonly nextAt: Date;
  readonly tries: number;
}

interface WaitingEventRow extends Omit<WaitingEvent, 'type' | 'subject' | 'correlationId'> {
  readonly payload: string | null;
}

/** A page of larger messages would cost more to read than it tells. */
const READ_AT_MOST_BYTES = 64 * 1024;

/** A cursor of {@link waitingEvents}; its second group is the consumer, its third the event. */
export const WAITING_CURSOR = /^(\d{1,15})~([a-z0-9_-]{1,100})~(.{1,80})$/u;

export const waitingCursorOf = ({ since, consumer, eventId }: WaitingEvent): string =>
  `${since.getTime()}~${consumer}~${eventId}`;

/** Events that wait for their cause, those that have waited longest first. */
export async function waitingEvents(
  dataSource: DataSource,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<WaitingEvent[]> {
  const [, sinceMs, consumer, eventId] = WAITING_CURSOR.exec(cursor ?? '') ?? [];
  const after = sinceMs === undefined ? null : new Date(Number(sinceMs));
  const rows = await dataSource.query<WaitingEventRow[]>(
    `SELECT consumer, event_id AS "eventId", stream, sequence, subject AS address, reason, since, until,
            next_at AS "nextAt", tries, CASE WHEN octet_length(payload) <= ${READ_AT_MOST_BYTES} THEN payload END AS payload
       FROM waiting
      WHERE $1::timestamptz IS NULL OR (since, consumer, event_id) > ($1::timestamptz, $2::text, $3::text)
      ORDER BY since, consumer, event_id LIMIT $4`,
    [after, consumer ?? null, eventId ?? null, limit],
  );
  return rows.map(({ payload, ...row }) => ({ ...row, ...envelopeOf(payload) }));
}

function envelopeOf(payload: string | null): Pick<WaitingEvent, 'type' | 'subject' | 'correlationId'> {
  try {
    const envelope = payload === null ? undefined : decodeEnvelope(Buffer.from(payload, 'utf8'));
    if (envelope) return { type: envelope.type, subject: envelope.subject, correlationId: envelope.correlationid };
  } catch (error) {
    if (!(error instanceof MalformedEnvelope)) throw error;
  }
  return { type: null, subject: null, correlationId: null };
}
