import { createHmac } from 'node:crypto';

/** One webhook on its way. A repeated delivery has the same `webhookId` and the same bytes. */
export interface Delivery {
  readonly topic: string;
  /** `X-Shopify-…` headers but the signature, which is made when it is sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Simulated time at which it reaches the receiver, milliseconds since the epoch. */
  readonly at: number;
}

export interface DeliveryParts {
  readonly topic: string;
  readonly shop: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly triggeredAt: string;
  readonly apiVersion: string;
  readonly body: Buffer;
  readonly at: number;
}

export function delivery(parts: DeliveryParts): Delivery {
  return {
    topic: parts.topic,
    headers: {
      'Content-Type': 'application/json',
      'X-Shopify-Topic': parts.topic,
      'X-Shopify-Shop-Domain': parts.shop,
      'X-Shopify-Webhook-Id': parts.webhookId,
      'X-Shopify-Event-Id': parts.eventId,
      'X-Shopify-Triggered-At': parts.triggeredAt,
      'X-Shopify-API-Version': parts.apiVersion,
    },
    body: parts.body,
    at: parts.at,
  };
}

export const webhookIdOf = (one: Delivery): string => one.headers['X-Shopify-Webhook-Id']!;

/** base64(HMAC-SHA256(secret, raw bytes)) */
export const signature = (body: Buffer, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64');

/** All headers of a delivery, signed. */
export const signedHeaders = (one: Delivery, secret: string): Record<string, string> => ({
  ...one.headers,
  'X-Shopify-Hmac-Sha256': signature(one.body, secret),
});
