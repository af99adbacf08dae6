import type { JetStreamClient } from '@nats-io/jetstream';
import { v5 as uuidv5 } from 'uuid';
import { coreMessage, type CoreIdentity } from '../core-event.js';
import { failpoint } from '../failpoints.js';
import { ERROR_TEXT_LIMIT } from '../limits.js';
import { publish, type PublishOutcome } from '../outbox/publish.js';
import { atOrigin, redriveOf } from '../redrive/redrive-message.js';
import type { Delivery } from './consumer-definition.js';

/** Namespace of dead-letter ids: the same failure of the same message is the same dead letter. */
const DEAD_LETTER_NAMESPACE = '6f1f0d0e-6a0b-5c1f-9f43-0b6e3a4f7d11';

export type DeadLetterReason =
  'permanent' | 'attempts exhausted' | 'waited too long' | 'deliveries exhausted' | 'unknown version';

/** The data of a dead letter: what failed where, why, and the message itself. */
export interface DeadLetter {
  readonly consumer: string;
  readonly reason: DeadLetterReason;
  /** Name, message and stack. */
  readonly error: string;
  readonly attempts: number;
  readonly origin: {
    readonly stream: string;
    /** When the stream was created. */
    readonly streamCreatedAt: string;
    readonly sequence: number;
    readonly subject: string;
    readonly eventId: string | null;
    readonly eventType: string | null;
  };
  /** The message as it was, UTF-8 text or base64. */
  readonly payload: string;
  readonly encoding: 'utf8' | 'base64';
  /** How often it had been redriven before it failed this time. */
  readonly redrives: number;
  /** The dead letter that was redriven and failed again. */
  readonly previousLetterId: string | null;
}

export interface Failure {
  readonly reason: DeadLetterReason;
  readonly error: unknown;
  readonly attempts: number;
}

/**
 * Puts a message that cannot be handled into the dead-letter stream, under an id made from consumer, place in the stream and
 * number of redrives: putting it there twice is putting it there once. The message may only be terminated after an
 * acknowledged outcome.
 */
export async function publishDeadLetter(
  client: JetStreamClient,
  identity: CoreIdentity,
  consumer: string,
  delivery: Delivery,
  failure: Failure,
): Promise<PublishOutcome> {
  const { stream, streamCreatedAt, sequence, subject } = atOrigin(delivery);
  const redrive = redriveOf(delivery);
  const redrives = redrive?.count ?? 0;
  const place = [consumer, stream, streamCreatedAt, sequence, redrives].join('/');
  const text = new TextDecoder().decode(delivery.bytes);
  const faithful = Buffer.from(text, 'utf8').equals(delivery.bytes);
  const found = attributesOf(text);
  const data: DeadLetter = {
    consumer,
    reason: failure.reason,
    error: describe(failure.error),
    attempts: failure.attempts,
    origin: {
      stream,
      streamCreatedAt,
      sequence,
      subject,
      eventId: wordOf(found, 'id'),
      eventType: wordOf(found, 'type'),
    },
    payload: faithful ? text : Buffer.from(delivery.bytes).toString('base64'),
    encoding: faithful ? 'utf8' : 'base64',
    redrives,
    previousLetterId: redrive?.letterId ?? null,
  };
  const extensions = Object.fromEntries(
    Object.entries(identity.extensions ?? {}).map(([name, otherwise]) => [
      name,
      typeof found[name] === typeof otherwise ? found[name] : otherwise,
    ]),
  );
  const event = {
    name: 'dlq.event.dead_lettered',
    id: uuidv5(place, DEAD_LETTER_NAMESPACE),
    subject: data.origin.eventId ?? `${stream}/${sequence}`,
    correlationid: wordOf(found, 'correlationid') ?? data.origin.eventId ?? undefined,
    causationid: data.origin.eventId ?? undefined,
    traceparent: wordOf(found, 'traceparent') ?? undefined,
    extensions,
    data,
  };
  let outcome = await publish(client, coreMessage(identity, event));
  if (outcome.kind === 'refused' && data.payload !== '') {
    // Wrapped once more it may be too large for the broker. It still lies in its stream; what happened to it must be told.
    const error = `${data.error}\n(Without its message of ${delivery.bytes.length} bytes: ${outcome.error})`;
    outcome = await publish(client, coreMessage(identity, { ...event, data: { ...data, error, payload: '' } }));
  }
  failpoint('dead-letter.published');
  return outcome;
}

function describe(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return text.slice(0, ERROR_TEXT_LIMIT);
}

/** What is longer is no id or type of anybody's; the message itself is kept as it is. */
const LONGEST_WORD = 255;

function wordOf(attributes: Record<string, unknown>, name: string): string | null {
  const word = attributes[name];
  return typeof word === 'string' && word !== '' && word.length <= LONGEST_WORD ? word : null;
}

function attributesOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not JSON is one of the reasons to be here; the bytes themselves are kept.
    return {};
  }
}
