import type { Delivery } from '@vividwalls/messaging';
import { createDataSource } from '@vividwalls/persistence';
import { eventually } from '@vividwalls/testing';
import type { DataSource } from 'typeorm';
import { ChainRecorder } from '../chain/chain.recorder.js';
import { createAuditDatabase, type AuditDatabase } from '../testing/audit-database.js';
import { LiveClient, type Line } from './live-client.js';
import { BEHIND_MAX, LiveFeed } from './live-feed.js';
import { NewEntries } from './new-entries.js';

const NOW = new Date('2026-11-29T10:00:00.000Z');

let database: AuditDatabase;
let runtime: DataSource;
let feed: LiveFeed;
let sequence = 0;
let now = NOW;
const clients: LiveClient[] = [];

beforeEach(async () => {
  database = await createAuditDatabase();
  runtime = database.dataSource;
  feed = new LiveFeed(new NewEntries(runtime), { warn: () => undefined });
  sequence = 0;
  now = NOW;
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.gone();
  feed.beforeApplicationShutdown();
  await database?.drop();
});

function delivery(type: string): Delivery {
  sequence += 1;
  const envelope = {
    ...{
      specversion: '1.0',
      id: `e-${sequence}`,
      source: 'vividwalls/test',
      type: `vw.${type}.v1`,
      subject: `s-${sequence}`,
    },
    ...{
      time: NOW.toISOString(),
      version: 0,
      correlationid: 'c',
      causationid: 'c',
      actor: 'system',
      test: false,
      shop: '',
    },
    ...{ datacontenttype: 'application/json', data: {} },
  };
  return {
    ...{ stream: 'SHOP', streamCreatedAt: '2026-01-01T00:00:00Z', sequence, subject: `vw.${type}`, storedAt: NOW },
    ...{ deliveryCount: 1, bytes: Buffer.from(JSON.stringify(envelope)), headers: {} },
  };
}

const recorder = new ChainRecorder({ now: () => NOW });
const record = (...types: string[]) => runtime.transaction((tx) => recorder.handle(tx, types.map(delivery)));

interface Told {
  readonly id: number;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A client, and everything it was told. A full one takes nothing more until `take`. */
function listening({
  since,
  topics = [],
  full = false,
}: { since?: bigint; topics?: readonly string[]; full?: boolean } = {}) {
  const text: string[] = [];
  let take = (): void => undefined;
  const room = new Promise<void>((resolve) => (take = resolve));
  const line: Line = {
    write: (part) => {
      text.push(part);
      return !full;
    },
    drained: (gone) => Promise.race([room, new Promise<void>((left) => (gone.onabort = () => left()))]),
  };
  const client = new LiveClient(feed, line, topics, { now: () => now });
  clients.push(client);
  const served = client.serve(since);
  const told = (): Told[] =>
    text
      .join('')
      .split('\n\n')
      .flatMap((block) => {
        const [, id, event, data] = /id: (\d+)\nevent: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
        return data === undefined ? [] : [{ id: Number(id), event: event!, data: JSON.parse(data) as Told['data'] }];
      });
  return {
    client,
    served,
    told,
    take,
    text,
    facts: () =>
      told()
        .filter(({ event }) => event === 'fact')
        .map(({ id }) => id),
  };
}

describe('the live stream', () => {
  it('begins now, and tells everything that comes, in order, with where it is', async () => {
    await record('shop.order.paid', 'shop.order.paid');
    const { told, facts } = listening();
    await eventually(() => expect(told()).toHaveLength(1));
    expect(told()).toEqual([{ id: 2, event: 'hello', data: { position: '2', at: NOW.toISOString() } }]);
    await record('finance.order.booked');
    await record('shop.refund.created', 'shop.order.paid');
    await eventually(() => expect(facts()).toEqual([3, 4, 5]));
    expect(told()[1]).toEqual({
      ...{ id: 3, event: 'fact' },
      data: {
        ...{ position: '3', stream: 'SHOP', type: 'vw.finance.order.booked.v1', subject: 's-3', actor: 'system' },
        ...{ time: NOW.toISOString(), recordedAt: NOW.toISOString(), correlationId: 'c', test: false },
      },
    });
  });

  it.each([
    [['shop'], [1, 3]],
    [['shop.order'], [1]],
    [
      ['finance.order.booked', 'shop.refund'],
      [2, 3],
    ],
    [['sho'], []],
    [[], [1, 2, 3]],
  ])('tells of the topics %j', async (topics, expected) => {
    const { told, facts } = listening({ since: 0n, topics });
    await eventually(() => expect(told()).not.toEqual([]));
    await record('shop.order.paid', 'finance.order.booked', 'shop.refund.created');
    const all = listening({ since: 0n });
    await eventually(() => expect(all.facts()).toEqual([1, 2, 3]));
    await eventually(() => expect(facts()).toEqual(expected));
  });

  it('goes on where a client was, without loss and without repeats, over a restart too', async () => {
    const first = listening();
    await eventually(() => expect(first.told()).toHaveLength(1));
    await record(...Array.from({ length: 30 }, () => 'shop.order.paid'));
    await eventually(() => expect(first.facts()).toHaveLength(30));
    first.client.gone();
    await first.served;
    await record(...Array.from({ length: 20 }, () => 'shop.order.paid'));
    feed = new LiveFeed(new NewEntries(runtime), { warn: () => undefined });
    const second = listening({ since: 17n });
    await record('shop.order.paid');
    await eventually(() => expect(second.facts().at(-1)).toBe(51));
    expect(second.facts()).toEqual(Array.from({ length: 34 }, (_, i) => i + 18));
  });

  it('tells a client that is too far behind to load anew, and goes on from there', async () => {
    const { told } = listening({ since: 0n });
    await eventually(() => expect(told()).toHaveLength(1));
    await runtime.query('SELECT 1');
    const far = Number(BEHIND_MAX) + 1;
    // As if so much had been recorded: nobody reads what lies between.
    const head = feed.head.bind(feed);
    feed.head = async () => (await head()) + BigInt(far);
    const late = listening({ since: 0n });
    await eventually(() => expect(late.told()[0]).toMatchObject({ event: 'reset', data: { missed: String(far) } }));
  });

  it('of a position that the chain does not have yet begins at its end', async () => {
    await record('shop.order.paid');
    const { told } = listening({ since: 900n });
    await eventually(() => expect(told()[0]).toMatchObject({ id: 1, event: 'hello' }));
  });

  it('holds nothing for a client that does not read, and leaves none of it out when it does', async () => {
    const slow = listening({ since: 0n, full: true });
    const quick = listening({ since: 0n });
    for (let i = 0; i < 5; i += 1) await record(...Array.from({ length: 300 }, () => 'shop.order.paid'));
    await eventually(() => expect(quick.facts()).toHaveLength(1_500));
    expect(slow.text).toHaveLength(1);
    slow.take();
    await eventually(() => expect(slow.facts()).toEqual(quick.facts()));
  });

  it('serves many from one look at the chain', async () => {
    const many = Array.from({ length: 40 }, () => listening());
    await eventually(() => expect(many.every(({ told }) => told().length === 1)).toBe(true));
    await record('shop.order.paid', 'shop.order.paid');
    await eventually(() => expect(many.every(({ facts }) => facts().join() === '1,2')).toBe(true));
    for (const { client, served } of many) {
      client.gone();
      await served;
    }
    expect(feed.size).toBe(0);
  });

  it('breaks its silence with its place, although all that comes is of other topics', async () => {
    const { told, facts } = listening({ topics: ['governance'] });
    await eventually(() => expect(told()).toHaveLength(1));
    await eventually(async () => {
      now = new Date(now.getTime() + 10_000);
      await record('shop.order.paid');
      const { event, id } = told().at(-1)!;
      expect([event, id > 2]).toEqual(['beat', true]);
    });
    expect(facts()).toEqual([]);
  });

  it('ends for everybody when the service does, also for who does not read, and for who comes then', async () => {
    const [reading, slow] = [listening(), listening({ since: 0n, full: true })];
    await eventually(() => expect(reading.told()).toHaveLength(1));
    await record('shop.order.paid');
    await eventually(() => expect(reading.facts()).toEqual([1]));
    expect(slow.text).toHaveLength(1);
    feed.beforeApplicationShutdown();
    const late = listening();
    await Promise.all([reading.served, slow.served, late.served]);
    expect(feed.size).toBe(0);
  });

  it('goes on when the database was away', async () => {
    const { told, facts } = listening();
    await eventually(() => expect(told()).toHaveLength(1));
    const admin = await createDataSource({ url: database.adminUrl, schema: 'audit', poolSize: 1 }).initialize();
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'vw_audit'`);
    await admin.destroy();
    await eventually(() => record('shop.order.paid').then(() => true));
    await eventually(() => expect(facts().length).toBeGreaterThan(0));
  });
});
