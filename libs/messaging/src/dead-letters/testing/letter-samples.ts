import { v5 as uuidv5 } from 'uuid';
import type { EventEnvelope } from '../../envelope.js';
import type { DeadLetteredData } from '../letter-events.js';

export const NAMESPACE = 'acme';

const IDS = '0d9c5f38-5d0c-4f6e-8a53-3f4b0f3f2f10';

/** An id for a name, the same each time. */
export const idOf = (name: string): string => uuidv5(name, IDS);

export const FAILED_AT = Date.parse('2026-03-01T10:00:00.000Z');

/** ms after the first failure, as ISO 8601. */
export const at = (ms: number): string => new Date(FAILED_AT + ms).toISOString();

/** The event that failed, as its stream has it. */
export const failedEvent = (name: string, data: object = { amount: 1 }) => ({
  ...envelope(`acme.ledger.entry.booked.v1`, idOf(`event ${name}`), data),
  subject: `order-${name}`,
});

export function envelope<T>(type: string, id: string, data: T, time = at(0), actor = 'system'): EventEnvelope<T> {
  return {
    specversion: '1.0',
    ...{ id, type, time, actor, data },
    source: 'acme/spec',
    subject: id,
    version: 0,
    correlationid: 'cause',
    causationid: 'cause',
    datacontenttype: 'application/json',
  } as EventEnvelope<T>;
}

/** The letter of a failure; its id is `idOf(name)`. */
export function deadLettered(
  name: string,
  data: Partial<DeadLetteredData> = {},
  failedAtMs = 0,
): EventEnvelope<DeadLetteredData> {
  const event = failedEvent(name);
  const full: DeadLetteredData = {
    consumer: 'ledger',
    reason: 'permanent',
    error: `Permanent: ${name} has no account\n    at book (ledger.ts:1:1)`,
    attempts: 1,
    origin: {
      stream: 'LEDGER',
      streamCreatedAt: '2026-01-01T00:00:00Z',
      sequence: 7,
      subject: 'acme.ledger.entry.booked',
      eventId: event.id,
      eventType: event.type,
    },
    payload: JSON.stringify(event),
    encoding: 'utf8',
    redrives: 0,
    previousLetterId: null,
    ...data,
  };
  return envelope('acme.dlq.event.dead_lettered.v1', idOf(name), full, at(failedAtMs));
}

export const redriven = (name: string, ms: number, reason = 'mended') =>
  envelope(
    'acme.dlq.letter.redriven.v1',
    idOf(`redriven ${name} ${ms}`),
    { letterId: idOf(name), consumer: 'ledger', reason, edited: false, payloadSha256: '', count: 1, jobId: null },
    at(ms),
    'user:ann',
  );

export const discarded = (name: string, ms: number) =>
  envelope(
    'acme.dlq.letter.discarded.v1',
    idOf(`discarded ${name} ${ms}`),
    { letterId: idOf(name), consumer: 'ledger', reason: 'void', jobId: null },
    at(ms),
    'user:bob',
  );

export const handled = (name: string, ms: number) =>
  envelope(
    'acme.dlq.letter.handled.v1',
    idOf(`handled ${name} ${ms}`),
    { letterId: idOf(name), consumer: 'ledger', count: 1 },
    at(ms),
  );
