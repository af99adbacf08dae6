import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { RecordedEvent } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import type { Client } from 'pg';
import { journal } from './books.js';
import { drained } from './drained.js';
import { writtenTwice } from './outboxes.js';
import { recordedEvents, verifyRecord } from './record.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';
import { vw } from './vw.js';

interface ServiceStatus {
  readonly service: string;
  readonly relay: { readonly state: string; readonly backlog: number; readonly parked: number };
  readonly consumers: readonly {
    readonly name: string;
    readonly state: string;
    readonly lag: readonly { readonly pending: number; readonly unacknowledged: number }[] | null;
  }[];
  readonly readModels: readonly string[];
}

const SUBJECT = 'vw.shop.order.paid';
const SERVICES = ['audit', 'finance', 'gateway', 'governance', 'orchestration'];
/** Those that handle events. */
const CONSUMING = ['audit', 'finance', 'gateway', 'governance', 'orchestration'];
const REASON = ['--reason', 'tried by the spec'];
const SOON = { timeoutMs: 20_000 };

let system: System;

beforeAll(async () => {
  system = await startSystem();
  for (const { topic, bytes } of shopBodies()) await system.post(topic, bytes);
  await drained(system);
}, 120_000);
afterAll(stopSystems, 60_000);

/** A paid order whose currency is none: finance puts it aside. */
async function publishBroken(orderId: string): Promise<void> {
  const page = await system.get<{ items: RecordedEvent[] }>(`/api/audit/events?type=${SUBJECT}.v1&limit=1`);
  const paid = page.items[0]!.data as { order: object };
  const [id, time] = [randomUUID(), new Date().toISOString()];
  const envelope = {
    ...{ specversion: '1.0', id, source: 'vividwalls/gateway', type: `${SUBJECT}.v1`, subject: orderId, time },
    ...{ version: Date.now(), correlationid: id, causationid: id, actor: 'system', test: false, shop: 'spec' },
    ...{ datacontenttype: 'application/json' },
    data: { ...paid, order: { ...paid.order, orderId, currency: 'dollars' } },
  };
  await jetstream(await system.nats()).publish(SUBJECT, JSON.stringify(envelope), { msgID: id });
}

async function deadLetters(database: Client): Promise<unknown[]> {
  return (await database.query('SELECT * FROM gateway.dead_letters ORDER BY id')).rows;
}

async function shopMessages(): Promise<number> {
  const manager = await jetstreamManager(await system.nats());
  return (await manager.streams.info('SHOP')).state.messages;
}

it('tells of every service that its consumers run and nothing is behind', async () => {
  const { code, answer } = await vw<{ services: ServiceStatus[] }>(system, ['messaging', 'status', '--json']);
  expect(code).toBe(0);
  expect(answer.services.map(({ service }) => service).sort()).toEqual(SERVICES);
  for (const { relay, consumers } of answer.services) {
    expect(relay).toMatchObject({ backlog: 0, parked: 0 });
    for (const { state, lag } of consumers) {
      expect(state).toBe('running');
      for (const one of lag!) expect(one).toMatchObject({ pending: 0, unacknowledged: 0 });
    }
  }
  const consuming = answer.services.filter(({ consumers }) => consumers.length > 0).map(({ service }) => service);
  expect(consuming.sort()).toEqual(CONSUMING);
  expect(answer.services.find(({ service }) => service === 'gateway')!.readModels).toContain('dead-letters');
});

it('brings the events of a purged stream back, and nothing is booked or written a second time', async () => {
  const [books, record, lost] = [await journal(system), await recordedEvents(system, 'SHOP'), await shopMessages()];
  expect(lost).toBeGreaterThan(0);
  await (await jetstreamManager(await system.nats())).streams.purge('SHOP');
  // Started anew, the broker remembers the message ids of what it still has, and of nothing else.
  await system.killServer('nats');
  await eventually(async () => expect(await shopMessages()).toBe(0), SOON);
  await system.ready();
  const span = ['messaging', 'republish', 'gateway', '--from', '1h', ...REASON, '--json'];
  const counted = await vw<{ total: number }>(system, [...span, '--dry-run']);
  expect(await shopMessages()).toBe(0);
  const { code, answer } = await vw<{ published: number; duplicates: number }>(system, span);
  expect({ code, published: answer.published }).toEqual({ code: 0, published: counted.answer.total });
  expect(answer.published - answer.duplicates).toBe(lost);
  expect(await shopMessages()).toBe(lost);
  await drained(system);
  expect(await journal(system)).toEqual(books);
  // The record keeps what a stream has held, message by message: it shows them both times.
  const ids = record.map(({ id }) => id);
  expect((await recordedEvents(system, 'SHOP')).map(({ id }) => id)).toEqual([...ids, ...ids]);
  expect(await writtenTwice(await system.db())).toEqual([]);
}, 60_000);

it('builds the dead letters anew from their stream, with the decisions about them', async () => {
  const database = await system.db();
  const orders = ['66001', '66002', '66003'];
  for (const orderId of orders) await publishBroken(orderId);
  // Two services hear of paid orders, and neither can make anything of these.
  await eventually(async () => expect(await deadLetters(database)).toHaveLength(2 * orders.length), SOON);
  const listed = await vw<{ items: { id: string }[] }>(system, ['dlq', 'list', '--json']);
  await vw(system, ['dlq', 'discard', listed.answer.items[0]!.id, ...REASON, '--json']);
  await drained(system);
  const before = await deadLetters(database);
  await database.query(`UPDATE gateway.dead_letters SET error = 'spoiled by the spec'`);
  await database.query(`DELETE FROM gateway.dead_letters WHERE id = $1`, [listed.answer.items[1]!.id]);
  const replayed = await vw<{ phase: string; failed: number }>(system, [
    ...['replay', 'start', 'gateway', 'dead-letters', ...REASON, '--json'],
  ]);
  expect(replayed).toMatchObject({ code: 0, answer: { phase: 'done', failed: 0 } });
  expect(await deadLetters(database)).toEqual(before);
  const { answer } = await vw<{ items: { model: string; phase: string }[] }>(system, [
    ...['replay', 'list', 'gateway', '--json'],
  ]);
  expect(answer.items).toMatchObject([{ model: 'dead-letters', phase: 'done' }]);
}, 60_000);

it('refuses a model that is none, and a replay that has ended', async () => {
  const none = await vw(system, ['replay', 'start', 'finance', 'books', ...REASON, '--json']);
  expect(none).toMatchObject({ code: 2, answer: { error: { status: 422 } } });
  const { answer } = await vw<{ items: { id: string }[] }>(system, ['replay', 'list', 'gateway', '--json']);
  const ended = await vw(system, ['replay', 'abort', 'gateway', answer.items[0]!.id, '--json']);
  expect(ended).toMatchObject({ code: 1, answer: { error: { status: 409 } } });
});

it('lets a key that may only read look, and do nothing', async () => {
  const created = await system.ask('/api/gateway/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'onlooker', scopes: ['gateway:read'] }),
  });
  const as = ['--json', '--key', created.json<{ key: string }>().key];
  expect((await vw(system, ['messaging', 'status', '--service', 'gateway', ...as])).code).toBe(0);
  const acts = [
    ['messaging', 'republish', 'gateway', '--from', '1h', ...REASON],
    ['messaging', 'retry', 'gateway', '1', ...REASON],
    ['replay', 'start', 'gateway', 'dead-letters', ...REASON],
    ['replay', 'abort', 'gateway', randomUUID()],
  ];
  for (const act of acts) expect((await vw(system, [...act, ...as])).code).toBe(4);
});

it('has every act on record with who did it and why, and the record is whole', async () => {
  await drained(system);
  const acts = await recordedEvents(system, 'OPERATIONS');
  const [actor, reason] = ['user:owner', 'tried by the spec'];
  expect(acts).toMatchObject([
    { type: 'vw.operations.outbox.republished.v1', actor, data: { service: 'gateway', reason } },
    { type: 'vw.operations.replay.started.v1', actor, data: { model: 'dead-letters', reason, from: 'beginning' } },
    { type: 'vw.operations.replay.ended.v1', actor, data: { model: 'dead-letters', outcome: 'done' } },
  ]);
  expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
});
