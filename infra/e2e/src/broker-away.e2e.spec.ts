import { randomUUID } from 'node:crypto';
import { eventually } from '@vividwalls/testing';
import { ledgerOf } from './books.js';
import { drained } from './drained.js';
import { recordedDeliveries, verifyRecord } from './record.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

/** Shopify hangs up after this long: an honest answer comes before. */
const SHOPIFY_WAITS_MS = 5_000;
const PAID = shopBodies().find(({ file }) => file === 'orders_paid.json')!;
const PAID_ORDER = '1073459966';
const CUSTOMER = shopBodies().find(({ file }) => file === 'customers_update.json')!;

let system: System;
beforeAll(async () => {
  system = await startSystem();
}, 120_000);
afterAll(stopSystems, 60_000);

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}

it('answers 503 with Retry-After before Shopify hangs up while the broker hears nothing, and 200 again after', async () => {
  const id = randomUUID();
  const post = () => timed(() => system.post(PAID.topic, PAID.bytes, { 'x-shopify-webhook-id': id }));
  system.suspend('nats');
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { result, ms } = await post();
      expect(result.status).toBe(503);
      expect(Number(result.headers['retry-after'])).toBeGreaterThan(0);
      expect(result.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(ms).toBeLessThan(SHOPIFY_WAITS_MS);
    }
    expect((await system.ask('/health/ready')).status).toBe(503);
    expect((await system.ask('/health/live')).status).toBe(200);
    // What is asked of the books needs no broker.
    expect((await system.ask('/api/finance/trial-balance')).status).toBe(200);
  } finally {
    system.resume('nats');
  }
  await eventually(async () => (await post()).result.status === 200, { timeoutMs: 20_000, intervalMs: 250 });
  // The attempts that were answered with 503 may have reached the stream late: together they are one delivery.
  await drained(system);
  expect((await ledgerOf(system, PAID_ORDER)).entries.map(({ cause }) => cause)).toEqual(['sale', 'costs']);
  expect(new Set(await recordedDeliveries(system))).toEqual(new Set([id]));
}, 60_000);

it('answers nothing but 200 and 503 while the broker dies and comes back', async () => {
  const answers = new Map<string, number>();
  let isOver = false;
  const sending = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const id = randomUUID();
      const { status } = await system.post(CUSTOMER.topic, CUSTOMER.bytes, { 'x-shopify-webhook-id': id });
      answers.set(id, status);
    }
  });
  await system.killServer('nats');
  await system.ready();
  isOver = true;
  await Promise.all(sending);
  expect(new Set(answers.values())).toEqual(new Set([200, 503]));
  await drained(system);
  const recorded = new Set(await recordedDeliveries(system));
  const lost = [...answers].filter(([id, status]) => status === 200 && !recorded.has(id));
  expect(lost).toEqual([]);
  expect(await verifyRecord(system)).toMatchObject({ ok: true });
}, 90_000);

it('goes on without Redis', async () => {
  system.suspend('redis');
  try {
    await eventually(async () => (await system.post(PAID.topic, PAID.bytes)).status === 200);
    for (const path of [
      '/api/finance/trial-balance',
      '/api/audit/events',
      '/api/gateway/deliveries',
      '/health/ready',
    ]) {
      expect({ path, status: (await system.ask(path)).status }).toEqual({ path, status: 200 });
    }
    await drained(system);
  } finally {
    system.resume('redis');
  }
  await system.killServer('redis');
  expect((await system.post(PAID.topic, PAID.bytes)).status).toBe(200);
  await drained(system);
  expect((await ledgerOf(system, PAID_ORDER)).entries.map(({ cause }) => cause)).toEqual(['sale', 'costs']);
}, 60_000);
