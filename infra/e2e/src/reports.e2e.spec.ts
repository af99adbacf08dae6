import { createHmac, randomUUID } from 'node:crypto';
import { type Answer, ask } from './answer.js';
import { drained } from './drained.js';
import { recordedEvents, verifyRecord } from './record.js';
import { startSystem, stopSystems, type System } from './system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem({ single: true });
}, 120_000);
afterAll(stopSystems, 60_000);

/** A cost that only this call incurred. */
const cost = (more: object = {}): object => ({
  type: 'cost.incurred',
  data: {
    ...{ agentId: 'marketing-director', category: 'llm', amountMinor: '42', currency: 'USD', description: 'A caption' },
    ...{ occurredAt: new Date().toISOString(), externalRef: randomUUID() },
    ...more,
  },
});

/** Standard Webhooks 1.0: base64(HMAC-SHA256(secret, id.timestamp.body)). */
function signature(id: string, timestamp: number, body: string, secret = system.run().n8nSecret): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

function send(body: string, headers: Record<string, string>): Promise<Answer> {
  const all = { 'content-type': 'application/json', ...headers };
  return ask(`${system.url}/webhooks/n8n`, { method: 'POST', headers: all, body });
}

function sendSigned(body: string, { id = randomUUID(), at = seconds() } = {}): Promise<Answer> {
  const signed = signature(id, at, body);
  return send(body, { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signed });
}

const refused = { status: 401, type: expect.stringMatching(/^application\/problem\+json/) as string };
const outcome = ({ status, headers }: Answer): object => ({ status, type: headers['content-type'] });

it('takes a signed report and puts it on record', async () => {
  const answer = await sendSigned(JSON.stringify(cost()));
  expect(answer.status).toBe(202);
  const { ids, accepted } = answer.json<{ ids: string[]; accepted: number }>();
  expect(accepted).toBe(1);
  await drained(system);
  const recorded = await recordedEvents(system, 'REPORTS');
  expect(recorded.filter(({ id }) => id === ids[0])).toMatchObject([{ type: 'vw.reports.cost.incurred.v1' }]);
});

it('refuses the same call a second time, and it counts once', async () => {
  const [id, at, body] = [randomUUID(), seconds(), JSON.stringify(cost())];
  const first = await sendSigned(body, { id, at });
  expect(first.status).toBe(202);
  expect(await sendSigned(body, { id, at })).toMatchObject({ status: 409 });
  await drained(system);
  const recorded = await recordedEvents(system, 'REPORTS');
  expect(recorded.filter((event) => event.id === first.json<{ ids: string[] }>().ids[0])).toHaveLength(1);
});

it('takes one of two calls with the same id that come at once', async () => {
  const [id, at, body] = [randomUUID(), seconds(), JSON.stringify(cost())];
  const both = await Promise.all([sendSigned(body, { id, at }), sendSigned(body, { id, at })]);
  expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
});

// Ahead by a minute more than is allowed: a busy machine may take some seconds from the signature to the look at it.
it.each([-301, 360])('refuses a call whose clock is %d seconds off', async (off) => {
  expect(outcome(await sendSigned(JSON.stringify(cost()), { at: seconds() + off }))).toEqual(refused);
});

it('refuses a wrong signature, one of other bytes, and one that is missing', async () => {
  const [id, at, body] = [randomUUID(), seconds(), JSON.stringify(cost())];
  const stranger = `whsec_${Buffer.from('somebody else entirely').toString('base64')}`;
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(at) };
  for (const signed of [
    signature(id, at, body, stranger),
    signature(id, at, `${body} `),
    signature(randomUUID(), at, body),
    signature(id, at - 1, body),
    signature(id, at, body).replace('v1,', 'v2,'),
    '',
  ]) {
    expect(outcome(await send(body, { ...headers, 'webhook-signature': signed }))).toEqual(refused);
  }
  expect(outcome(await send(body, headers))).toEqual(refused);
  expect(outcome(await send(body, {}))).toEqual(refused);
});

it('names every fault of a body, takes nothing of it, and the call may come again mended', async () => {
  const [id, at] = [randomUUID(), seconds()];
  const faulty = [cost({ amountMinor: 4.2, currency: 'dollars' }), { type: 'gossip', data: {} }, cost()];
  const answer = await sendSigned(JSON.stringify(faulty), { id, at });
  expect(outcome(answer)).toEqual({ ...refused, status: 422 });
  const { faults } = answer.json<{ faults: { pointer: string; message: string }[] }>();
  const pointers = [...new Set(faults.map(({ pointer }) => pointer))].sort();
  expect(pointers).toEqual(['/0/data/amountMinor', '/0/data/currency', '/1/type']);
  expect(faults.every(({ message }) => message.length > 0)).toBe(true);
  expect((await sendSigned(JSON.stringify([cost()]), { id, at })).status).toBe(202);
});

it('takes a report with a key that may report, and refuses other keys', async () => {
  const newKey = async (scope: string): Promise<string> => {
    const answer = await system.ask('/api/gateway/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: scope.replace(':', '-'), scopes: [scope] }),
    });
    return answer.json<{ key: string }>().key;
  };
  const body = JSON.stringify(cost());
  const reporter = await newKey('reports:write');
  expect((await send(body, { authorization: `Bearer ${reporter}` })).status).toBe(202);
  expect((await send(body, { authorization: `Bearer ${await newKey('finance:read')}` })).status).toBe(403);
  expect((await send(body, { authorization: 'Bearer nobody' })).status).toBe(401);
});

it('leaves a record that is whole', async () => {
  await drained(system);
  expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
});
