import { randomUUID } from 'node:crypto';
import { eventually } from '@vividwalls/testing';
import { openStream, type LiveStream } from './live-stream.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

const PAID = shopBodies().find(({ file }) => file === 'orders_paid.json')!;

/** Whether a session still stands is looked at every 15 s. */
const ENDED_WITHIN_MS = 25_000;

/** A service that has not ended by then is killed. */
const KILLED_AFTER_MS = 10_000;

let system: System;
beforeAll(async () => {
  system = await startSystem();
}, 120_000);
afterAll(stopSystems, 60_000);

async function signIn(key = system.key): Promise<string> {
  const answer = await system.ask('/api/session', {
    method: 'POST',
    headers: { authorization: '', 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  expect(answer.status).toBe(200);
  return String(answer.headers['set-cookie']).split(';')[0]!;
}

const open = (cookie: string, query = '', headers: Record<string, string> = {}): Promise<LiveStream | Response> =>
  openStream(`${system.url}/api/stream${query}`, { cookie, ...headers });

async function listening(cookie: string, query = '', headers: Record<string, string> = {}): Promise<LiveStream> {
  const stream = await open(cookie, query, headers);
  if (stream instanceof Response) throw new Error(`it was answered with ${stream.status}: ${await stream.text()}`);
  await eventually(() => expect(stream.told.length).toBeGreaterThan(0));
  return stream;
}

const facts = ({ told }: LiveStream) => told.filter(({ event }) => event === 'fact');
const orderPaid = async (): Promise<void> => {
  const headers = { 'x-shopify-webhook-id': randomUUID() };
  expect((await system.post(PAID.topic, PAID.bytes, headers)).status).toBe(200);
};

describe('the console’s line', () => {
  it('tells what happens as it happens, by its topics', async () => {
    const cookie = await signIn();
    const [all, shop] = [await listening(cookie), await listening(cookie, '?topics=shop')];
    await orderPaid();
    await eventually(() => expect(facts(shop).map(({ data }) => data['type'])).toContain('vw.shop.order.paid.v1'));
    const types = (stream: LiveStream) => facts(stream).map(({ data }) => String(data['type']));
    await eventually(() => expect(types(all).some((type) => type.startsWith('vw.finance.'))).toBe(true));
    expect(types(shop).every((type) => type.startsWith('vw.shop.'))).toBe(true);
    for (const stream of [all, shop]) stream.leave();
  });

  it('goes on without loss and without repeats after the record was killed', async () => {
    const cookie = await signIn();
    const first = await listening(cookie);
    await orderPaid();
    await eventually(() => expect(facts(first).length).toBeGreaterThan(0));
    const killed = system.killService('audit');
    await first.ended;
    await orderPaid();
    const last = first.told.at(-1)!.id;
    const refusals: { type: string | null; problem: unknown }[] = [];
    const second = await eventually(
      async () => {
        const stream = await open(cookie, '?since=1', { 'last-event-id': String(last) });
        if (!(stream instanceof Response)) return stream;
        refusals.push({ type: stream.headers.get('content-type'), problem: await stream.json() });
        throw new Error('the record is still away');
      },
      { timeoutMs: 30_000 },
    );
    await killed;
    for (const { type, problem } of refusals) {
      expect(type).toMatch(/^application\/problem\+json/);
      expect(problem).toMatchObject({ status: 503, title: 'Not available' });
    }
    await orderPaid();
    const all = await listening(cookie, `?since=${first.told[0]!.id}`);
    await eventually(async () => {
      const { items } = await system.get<{ items: { position: string }[] }>('/api/audit/events?limit=1');
      expect(facts(all).at(-1)!.id).toBe(Number(items[0]!.position));
      expect(facts(second).at(-1)!.id).toBe(Number(items[0]!.position));
    });
    const ids = [...facts(first), ...facts(second)].map(({ id }) => id);
    expect(ids).toEqual(facts(all).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const stream of [second, all]) stream.leave();
  }, 90_000);

  it('ends with the session it was opened with', async () => {
    const cookie = await signIn();
    const stream = await listening(cookie);
    await system.ask('/api/session', { method: 'DELETE', headers: { authorization: '', cookie } });
    let hasEnded = false;
    void stream.ended.then(() => (hasEnded = true));
    await eventually(() => expect(hasEnded).toBe(true), { timeoutMs: ENDED_WITHIN_MS });
    expect(((await open(cookie)) as Response).status).toBe(401);
  }, 60_000);

  it('says what is wrong with a question, and who may not ask', async () => {
    const cookie = await signIn();
    for (const query of ['?since=yesterday', '?topics=Shop', '?colour=red']) {
      const answer = (await open(cookie, query)) as Response;
      expect([query, answer.status]).toEqual([query, 400]);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
    expect(((await open('vw_session=nobody')) as Response).status).toBe(401);
  });

  it('does not keep the system from stopping', async () => {
    const cookie = await signIn();
    const streams = [await listening(cookie), await listening(cookie)];
    const straight = await openStream(`${system.url}/api/audit/stream`, { cookie });
    expect(straight).not.toBeInstanceOf(Response);
    const began = Date.now();
    expect(await system.stop()).toEqual([]);
    expect(Date.now() - began).toBeLessThan(KILLED_AFTER_MS);
    await Promise.all([...streams, straight as LiveStream].map(({ ended }) => ended));
  }, 60_000);
});
