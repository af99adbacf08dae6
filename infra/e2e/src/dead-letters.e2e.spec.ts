import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import type { RecordedEvent } from '@vividwalls/contracts';
import { eventually, testFolder } from '@vividwalls/testing';
import { ledgerOf } from './books.js';
import { drained } from './drained.js';
import { recordedEvents, verifyRecord } from './record.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';
import { vw } from './vw.js';

interface Letter {
  readonly id: string;
  readonly state: string;
  readonly consumer: string;
  readonly error: string;
  readonly payload: string;
  readonly previousLetterId: string | null;
  readonly nextLetterId: string | null;
}

interface Job {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly skipped: number;
}

/** The part of an order's data that the spec breaks and mends. */
interface OrderData {
  readonly order: { readonly orderId: string; readonly currency: string };
}

const SUBJECT = 'vw.shop.order.paid';
/** A letter is there, or a redrive has come to something, well within this. */
const SOON = { timeoutMs: 20_000 };
const REASON = ['--reason', 'tried by the spec'];
const OF_FINANCE = ['--consumer', 'finance'];

let system: System;
let paid: OrderData;
let folder: string;

beforeAll(async () => {
  system = await startSystem();
  for (const { topic, bytes } of shopBodies()) await system.post(topic, bytes);
  await drained(system);
  const page = await system.get<{ items: RecordedEvent[] }>(`/api/audit/events?type=${SUBJECT}.v1&limit=1`);
  paid = page.items[0]!.data as OrderData;
  folder = testFolder('dlq');
}, 120_000);
afterAll(stopSystems, 60_000);

/** A paid order whose currency is none, put into its stream by the broker's administrator. */
async function publishBroken(orderId: string): Promise<void> {
  const [id, time] = [randomUUID(), new Date().toISOString()];
  const envelope = {
    ...{ specversion: '1.0', id, source: 'vividwalls/gateway', type: `${SUBJECT}.v1`, subject: orderId, time },
    ...{ version: Date.now(), correlationid: id, causationid: id, actor: 'system', test: false, shop: 'spec' },
    ...{ datacontenttype: 'application/json', data: withOrder({ orderId, currency: 'dollars' }) },
  };
  await jetstream(await system.nats()).publish(SUBJECT, JSON.stringify(envelope), { msgID: id });
}

const withOrder = (order: Partial<OrderData['order']>): OrderData => ({ ...paid, order: { ...paid.order, ...order } });

/** Finance's open letters of an order, or of orders that are named alike: whoever else hears of them has letters of its own. */
async function lettersOf(orderId: string, count = 1): Promise<Letter[]> {
  return eventually(async () => {
    const { answer } = await vw<{ items: Letter[] }>(system, [
      ...['dlq', 'list', ...OF_FINANCE, '--text', orderId, '--json'],
    ]);
    expect(answer.items).toHaveLength(count);
    return answer.items;
  }, SOON);
}

const show = async (id: string): Promise<Letter> => (await vw<Letter>(system, ['dlq', 'show', id, '--json'])).answer;

/** What the record holds of letters and jobs: all of it, once the outboxes are empty. */
async function acts(type: string): Promise<{ actor: string | null; data: Record<string, unknown> }[]> {
  await drained(system);
  const recorded = await recordedEvents(system, 'DLQ');
  return recorded
    .filter((event) => event.type === type)
    .map(({ actor, data }) => ({ actor, data: data as Record<string, unknown> }));
}

it('shows an event that a service could not handle, with its error and its message', async () => {
  await publishBroken('77001');
  const [letter] = await lettersOf('77001');
  const { consumer, error, payload } = await show(letter!.id.slice(0, 8));
  expect(consumer).toBe('finance');
  expect(error).toContain('currency');
  expect(JSON.parse(payload)).toMatchObject({ data: { order: { orderId: '77001', currency: 'dollars' } } });
});

it('redrives it as it was: it fails again, which is a new letter that names the old one', async () => {
  const [first] = await lettersOf('77001');
  const { code, answer } = await vw<Letter>(system, ['dlq', 'redrive', first!.id, ...REASON, '--json']);
  expect({ code, state: answer.state }).toEqual({ code: 1, state: 'failed again' });
  const [second] = await lettersOf('77001');
  expect(answer.nextLetterId).toBe(second!.id);
  expect(second!.previousLetterId).toBe(first!.id);
});

it('refuses mended data with faults, and has the consumer handle it once it is right', async () => {
  const [letter] = await lettersOf('77001');
  const redrive = async (data: OrderData) => {
    const file = join(folder, 'data.json');
    await writeFile(file, JSON.stringify(data));
    return vw<Letter & { error: { faults: { pointer: string }[] } }>(system, [
      ...['dlq', 'redrive', letter!.id, ...REASON, '--data', file, '--json'],
    ]);
  };
  const faulty = await redrive(withOrder({ orderId: '77001', currency: 'US dollars' }));
  expect(faulty.code).toBe(2);
  expect(faulty.answer.error.faults.map(({ pointer }) => pointer)).toContain('/data/order/currency');
  const right = await redrive(withOrder({ orderId: '77001' }));
  expect({ code: right.code, state: right.answer.state }).toEqual({ code: 0, state: 'handled' });
  const { entries, currency } = await ledgerOf(system, '77001');
  expect(currency).toBe(paid.order.currency);
  expect(entries.filter(({ kind }) => kind === 'sale')).toHaveLength(1);
});

it('leaves a letter that was handled alone', async () => {
  const { answer } = await vw<{ items: Letter[] }>(system, [
    'dlq',
    'list',
    '--state',
    'handled',
    '--text',
    '77001',
    '--json',
  ]);
  expect(answer.items).toHaveLength(1);
  const again = await vw(system, ['dlq', 'redrive', answer.items[0]!.id, ...REASON, '--json']);
  expect(again).toMatchObject({ code: 1, answer: { error: { status: 409 } } });
});

it('discards for good, and tells only keys that may operate to act', async () => {
  await publishBroken('77002');
  const [letter] = await lettersOf('77002');
  const created = await system.ask('/api/gateway/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'onlooker', scopes: ['gateway:read'] }),
  });
  const { key } = created.json<{ key: string }>();
  const refused = await vw(system, ['dlq', 'discard', letter!.id, ...REASON, '--json', '--key', key]);
  expect(refused.code).toBe(4);
  const { code, answer } = await vw<Letter>(system, ['dlq', 'discard', letter!.id, ...REASON, '--json']);
  expect({ code, state: answer.state }).toEqual({ code: 0, state: 'discarded' });
});

it('works through many, goes on after a death of the gateway, and touches each once', async () => {
  const orders = Array.from({ length: 12 }, (_, n) => `88${n}00`);
  for (const orderId of orders) await publishBroken(orderId);
  await eventually(async () => {
    const { answer } = await vw<{ total: number }>(system, [
      ...['dlq', 'discard', '--consumer', 'finance', '--since', '1h', ...REASON, '--dry-run', '--json'],
    ]);
    expect(answer.total).toBe(orders.length);
  }, SOON);
  // At one a second, so that it is at work when the gateway dies, also on a slow machine.
  const job = vw<Job>(system, [
    ...['dlq', 'discard', '--consumer', 'finance', '--since', '1h', ...REASON, '--rate', '1', '--yes', '--json'],
  ]);
  await eventually(async () => {
    const { answer } = await vw<{ items: Job[] }>(system, ['dlq', 'jobs', '--json']);
    expect(answer.items[0]!.done).toBeGreaterThan(1);
  }, SOON);
  await system.killService('gateway');
  await system.ready();
  const { code, answer } = await job;
  expect({ code, ...answer }).toMatchObject({ code: 0, state: 'finished', done: orders.length, skipped: 0 });
  const discarded = (await acts('vw.dlq.letter.discarded.v1')).filter(({ data }) => data['jobId'] === answer.id);
  expect(new Set(discarded.map(({ data }) => data['letterId'])).size).toBe(orders.length);
  expect(discarded).toHaveLength(orders.length);
}, 120_000);

it('aborts a job in between', async () => {
  // At one a second, time enough for a slow machine to abort it.
  const orders = Array.from({ length: 30 }, (_, n) => `99${n}00`);
  for (const orderId of orders) await publishBroken(orderId);
  await eventually(async () => {
    const { answer } = await vw<{ items: Letter[] }>(system, ['dlq', 'list', ...OF_FINANCE, '--json']);
    expect(answer.items).toHaveLength(orders.length);
  }, SOON);
  const job = vw<Job>(system, [...['dlq', 'redrive', ...OF_FINANCE, ...REASON, '--rate', '1', '--yes', '--json']]);
  const { id } = await eventually(async () => {
    const { answer } = await vw<{ items: Job[] }>(system, ['dlq', 'jobs', '--json']);
    expect(answer.items[0]).toMatchObject({ kind: 'redrive' });
    return answer.items[0]!;
  }, SOON);
  const aborted = await vw<Job>(system, ['dlq', 'abort', id, '--reason', 'the wrong filter', '--json']);
  expect(aborted).toMatchObject({ code: 0, answer: { state: 'aborted' } });
  const followed = await job;
  expect(followed).toMatchObject({ code: 1, answer: { state: 'aborted' } });
  expect(followed.answer.done).toBeLessThan(orders.length);
}, 60_000);

it('has every act on record with who did it and why, and the record is whole', async () => {
  const redriven = await acts('vw.dlq.letter.redriven.v1');
  const [asItWas, mended] = redriven.filter(({ data }) => data['jobId'] === null);
  expect([asItWas, mended]).toMatchObject([
    { actor: 'user:owner', data: { reason: 'tried by the spec', edited: false, count: 1 } },
    { actor: 'user:owner', data: { reason: 'tried by the spec', edited: true, count: 2 } },
  ]);
  const handled = await acts('vw.dlq.letter.handled.v1');
  expect(handled.map(({ data }) => data['letterId'])).toEqual([mended!.data['letterId']]);
  const [started, ended] = [await acts('vw.dlq.job.started.v1'), await acts('vw.dlq.job.ended.v1')];
  expect(started.map(({ actor }) => actor)).toEqual(['user:owner', 'user:owner']);
  expect(ended.map(({ data }) => data['outcome'])).toEqual(['finished', 'aborted']);
  expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
});
