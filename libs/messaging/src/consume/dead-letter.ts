import type { JetStreamClient } from '@nats-io/jetstream';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { ERROR_TEXT_LIMIT } from '../limits.js';
import { publish, type PublishOutcome } from '../outbox/publish.js';
import type { Delivery } from './consumer-definition.js';

/** Namespace of dead-letter ids: the same failure of the same message is the same dead letter. */
const DEAD_LETTER_NAMESPACE = '6f1f0d0e-6a0b-5c1f-9f43-0b6e3a4f7d11';

export interface DeadLetter {
  readonly consumer: string;
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
  readonly origin: {
    readonly stream: string;
    readonly sequence: number;
    readonly subject: string;
    readonly eventId: string | null;
    readonly eventType: string | null;
  };
  /** The message as it was, UTF-8 text or base64. */
  readonly payload: string;
  readonly encoding: 'utf8' | 'base64';
}

/**
 * Puts a message that cannot be handled into the dead-letter stream, under an id made from consumer, stream and sequence:
 * putting it there twice is putting it there once. The message may only be terminated after an acknowledged outcome.
 */
export function publishDeadLetter(
  client: JetStreamClient,
  source: string,
  consumer: string,
  delivery: Delivery,
  failure: { reason: string; error: unknown; now: Date },
): Promise<PublishOutcome> {
  const id = uuidv5(`${consumer}/${delivery.stream}/${delivery.sequence}`, DEAD_LETTER_NAMESPACE);
  const text = new TextDecoder().decode(delivery.bytes);
  const faithful = Buffer.from(text, 'utf8').equals(delivery.bytes);
  const origin = attributesOf(text);
  const data: DeadLetter = {
    consumer,
    reason: failure.reason,
    error: describe(failure.error),
    attempts: delivery.deliveryCount,
    origin: {
      stream: delivery.stream,
      sequence: delivery.sequence,
      subject: delivery.subject,
      eventId: origin.id,
      eventType: origin.type,
    },
    payload: faithful ? text : Buffer.from(delivery.bytes).toString('base64'),
    encoding: faithful ? 'utf8' : 'base64',
  };
  const envelope = {
    specversion: '1.0',
    id,
    source,
    type: 'vw.dlq.event.dead_lettered.v1',
    subject: origin.id ?? `${delivery.stream}/${delivery.sequence}`,
    time: failure.now.toISOString(),
    version: 0,
    correlationid: origin.correlationid ?? origin.id ?? uuidv7(),
    causationid: origin.id ?? id,
    actor: 'system',
    test: origin.test,
    shop: origin.shop,
    datacontenttype: 'application/json',
    data,
  };
  return publish(client, {
    messageId: id,
    subject: `vw.dlq.${consumer}.${delivery.stream.toLowerCase()}`,
    payload: JSON.stringify(envelope),
    headers: {},
  });
}

function describe(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.slice(0, ERROR_TEXT_LIMIT);
}

interface OriginAttributes {
  id: string | null;
  type: string | null;
  correlationid: string | null;
  test: boolean;
  shop: string;
}

function attributesOf(text: string): OriginAttributes {
  const nothing: OriginAttributes = { id: null, type: null, correlationid: null, test: false, shop: '' };
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    const word = (name: string) => (typeof value?.[name] === 'string' ? (value[name] as string) : null);
    return {
      id: word('id'),
      type: word('type'),
      correlationid: word('correlationid'),
      test: value?.['test'] === true,
      shop: word('shop') ?? '',
    };
  } catch {
    // Not JSON is one of the reasons to be here; the bytes themselves are kept.
    return nothing;
  }
}
