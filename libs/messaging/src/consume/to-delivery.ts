import type { JsMsg } from '@nats-io/jetstream';
import type { Delivery } from './consumer-definition.js';

const NANOS_PER_MS = 1_000_000;

/** A broker message as plain values. */
export function toDelivery(message: JsMsg, streamCreatedAt: string): Delivery {
  const { info } = message;
  const headers: Record<string, string> = {};
  for (const name of message.headers?.keys() ?? []) headers[name] = message.headers!.get(name);
  return {
    stream: info.stream,
    streamCreatedAt,
    sequence: message.seq,
    subject: message.subject,
    storedAt: new Date(info.timestampNanos / NANOS_PER_MS),
    deliveryCount: info.deliveryCount,
    bytes: message.data,
    headers,
  };
}
