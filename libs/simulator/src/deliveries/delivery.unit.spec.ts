import { createHmac } from 'node:crypto';
import { simulateAll } from '../simulate-shop.js';
import { signature, signedHeaders } from './delivery.js';

it('signs as Shopify does: its own example body under the documented test secret', () => {
  const body = Buffer.from('{"shop_id":954889,"shop_domain":"example.myshopify.com"}');
  expect(signature(body, 'hush-test-client-secret')).toBe('Knf9v1DFh2Y9VbqeXovMmJ/LLI7NHCI9UhcST6OESQw=');
});

it('carries every header of a Shopify webhook', () => {
  const { deliveries } = simulateAll({ days: 2, ordersPerDay: 5, seed: 9 });
  const versions = new Set<string>();
  for (const one of deliveries) {
    const headers = signedHeaders(one, 'secret');
    expect(headers['X-Shopify-Hmac-Sha256']).toBe(createHmac('sha256', 'secret').update(one.body).digest('base64'));
    expect(headers['X-Shopify-Topic']).toBe(one.topic);
    expect(headers['X-Shopify-Shop-Domain']).toBe('vividwalls-prints.myshopify.com');
    expect(headers['X-Shopify-Webhook-Id']).toMatch(/^[\da-f-]{36}$/);
    expect(headers['X-Shopify-Event-Id']).toMatch(/^[\da-f-]{36}$/);
    expect(headers['X-Shopify-Triggered-At']).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    versions.add(headers['X-Shopify-API-Version']!);
  }
  expect([...versions].sort()).toEqual(['2026-07', '2026-10']);
});
