import { readFileSync } from 'node:fs';
import type { ShopifyDelivery } from '../translated-fact.js';

const FOLDER = new URL('../../../fixtures/shopify/', import.meta.url);

interface Vectors {
  readonly secret: string;
  readonly vectors: readonly { file: string; topic: string; hmac_sha256_base64: string; bytes: number }[];
}

/** Shopify's own example bodies with their topic and their signature under a test secret. */
export const VECTORS = JSON.parse(fixtureBytes('hmac-vectors.json').toString('utf8')) as Vectors;

/** A fixture, byte for byte. */
export function fixtureBytes(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}

/** A fixture as parsed JSON, to make variants of. Only for bodies without long ids. */
export function fixtureBody(file: string): Record<string, unknown> {
  return JSON.parse(fixtureBytes(file).toString('utf8')) as Record<string, unknown>;
}

/** A delivery of a body (text, or a value to write as JSON). */
export function deliveryOf(topic: string, body: unknown, more: Partial<ShopifyDelivery> = {}): ShopifyDelivery {
  return {
    shop: 'vividwalls.myshopify.com',
    topic,
    deliveryId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    apiVersion: '2026-07',
    receivedAt: '2026-11-22T10:00:00.000Z',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  };
}
