import type { JsMsg } from '@nats-io/jetstream';
import type { Delivery } from '../../consume/consumer-definition.js';

/** A message that the client's own iterator brought, as plain values. */
export function messageDelivery(message: JsMsg, streamCreatedAt: string): Delivery {
  const headers: Record<string, string> = {};
  for (const name of message.headers?.keys() ?? []) headers[name] = message.headers!.get(name);
  return {
    stream: message.info.stream,
    streamCreatedAt,
    sequence: message.seq,
    subject: message.subject,
    storedAt: message.time,
    deliveryCount: 1,
    bytes: message.data,
    headers,
  };
}
