import { isUtf8 } from 'node:buffer';
import type { Delivery } from '@vividwalls/messaging';
import { hashOfPayload, type ChainEntry } from './chain-link.js';

type Unplaced = Omit<ChainEntry, 'position' | 'recordedAtMs'>;

/** Text that Postgres cannot hold. */
const NUL = '\u0000';

/** What the record keeps of a message, whatever it holds: an envelope's attributes where it is one, nulls otherwise. */
export function entryOfDelivery(delivery: Delivery): Unplaced {
  const bytes = Buffer.from(delivery.bytes.buffer, delivery.bytes.byteOffset, delivery.bytes.byteLength);
  const text = bytes.toString('utf8');
  const isText = isUtf8(bytes) && !text.includes(NUL);
  const payload = isText ? text : bytes.toString('base64');
  const attributes = isText ? attributesOf(text) : {};
  return {
    stream: delivery.stream,
    streamCreatedAt: delivery.streamCreatedAt,
    sequence: BigInt(delivery.sequence),
    natsSubject: delivery.subject,
    eventId: word(attributes, 'id'),
    type: word(attributes, 'type'),
    subject: word(attributes, 'subject'),
    time: word(attributes, 'time'),
    correlationId: word(attributes, 'correlationid'),
    causationId: word(attributes, 'causationid'),
    actor: word(attributes, 'actor'),
    test: attributes['test'] === true,
    storedAtMs: BigInt(delivery.storedAt.getTime()),
    payload,
    encoding: isText ? 'utf8' : 'base64',
    payloadHash: hashOfPayload(payload),
  };
}

function attributesOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // The record keeps what is no JSON too; it just has no attributes to be found by.
    return {};
  }
}

function word(attributes: Record<string, unknown>, name: string): string | null {
  const value = attributes[name];
  return typeof value === 'string' && !value.includes(NUL) ? value : null;
}
