import { createHash } from 'node:crypto';
import { namedUuid } from './named-uuid.js';

/** Namespace of every event id derived from a Shopify delivery. Changing it would make every redelivery a new event. */
const DELIVERIES = '63f3a304-f93f-4025-baed-86129939cbae';

/** Printable ASCII without spaces, as Shopify's UUIDs are; what else a header may hold is hashed instead. */
const WEBHOOK_ID = /^[\x21-\x7e]{1,255}$/;

export interface DeliveryIdentity {
  /** `X-Shopify-Webhook-Id`, or the SHA-256 (hex) of shop, topic and body where that header is missing. */
  readonly deliveryId: string;
  /** UUIDv5 of (shop, deliveryId): the id of the raw delivery's event. A second delivery is the same event. */
  readonly eventId: string;
}

/**
 * What makes two deliveries the same one: the shop and the webhook id, which Shopify repeats when it sends again. Without
 * the header, two deliveries are the same when shop, topic and every byte of the body are.
 *
 * @param shop as `normaliseShopDomain` returns it
 */
export function deliveryIdentity(delivery: {
  shop: string;
  topic: string;
  webhookId?: string | undefined;
  body: Uint8Array;
}): DeliveryIdentity {
  const { shop, topic, body } = delivery;
  const webhookId = delivery.webhookId?.trim() ?? '';
  const deliveryId = WEBHOOK_ID.test(webhookId)
    ? webhookId
    : // A NUL ends each part: no shop and topic can be cut in two ways.
      createHash('sha256').update(`${shop}\0${topic}\0`).update(body).digest('hex');
  return { deliveryId, eventId: deliveryEventId(shop, deliveryId) };
}

/** The event id of a delivery whose id is known. */
export function deliveryEventId(shop: string, deliveryId: string): string {
  return namedUuid(DELIVERIES, `${shop}\0${deliveryId}`);
}
