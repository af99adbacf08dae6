import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApprovalAnswer, ApprovalDetailShown } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import { drained } from './drained.js';
import { recordedEvents, verifyRecord } from './record.js';
import { startSystem, stopSystems, type System } from './system.js';

const WITHIN = { timeoutMs: 60_000, intervalMs: 200 };
const APPROVALS = '/api/governance/approvals';

/** Stands in for n8n's wait node: what it was told. */
const told: { readonly verdict: string; readonly key: string }[] = [];
let waitNode: Server;
let system: System;
let keys: Readonly<Record<'n8n' | 'anna', string>>;

beforeAll(async () => {
  waitNode = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      told.push(JSON.parse(Buffer.concat(parts).toString()) as (typeof told)[number]);
      response.end('{}');
    });
  });
  await new Promise<void>((listening) => waitNode.listen(0, '127.0.0.1', listening));
  const env = {
    GOVERNANCE_RESUME_HOSTS: host(),
    GOVERNANCE_RESUME_SECRET: 'whsec_dGhpcnR5LXR3byBieXRlcyBvZiBhIHNlY3JldCAuLi4=',
  };
  system = await startSystem({ env });
  keys = {
    n8n: await newKey('n8n', ['governance:read', 'governance:write']),
    anna: await newKey('anna', ['governance:read', 'governance:approve']),
  };
}, 120_000);
afterAll(async () => {
  await stopSystems();
  waitNode?.closeAllConnections();
  await new Promise((closed) => waitNode?.close(closed));
}, 60_000);

const host = () => `127.0.0.1:${(waitNode.address() as AddressInfo).port}`;

async function send<T>(path: string, body: object, key = system.key): Promise<{ status: number; body: T }> {
  const answer = await system.ask(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: answer.json<T>() };
}

const newKey = async (name: string, scopes: string[]): Promise<string> =>
  (await send<{ key: string }>('/api/gateway/keys', { name, scopes })).body.key;

const refund = (key: string, part: object = {}) => ({
  ...{ key, act: 'order.refund', subject: '1001', why: 'It came with a torn corner' },
  ...{
    facts: { orderId: '1001', amountMinor: '4500', currency: 'USD' },
    does: { refund: '1001', amountMinor: '4500' },
  },
  ...part,
});
const shown = (id: string) => system.get<ApprovalDetailShown>(`${APPROVALS}/${id}`);
const decide = (id: string, move: string, key?: string) =>
  send<ApprovalDetailShown>(`${APPROVALS}/${id}/${move}`, { reason: 'tried by the spec' }, key);
const typesOf = async (id: string): Promise<string[]> => {
  const events = await recordedEvents(system, 'GOVERNANCE');
  return events
    .filter(({ subject }) => subject === id)
    .map(({ type }) => String(type).replace(/^vw\.governance\.|\.v1$/g, ''));
};

it('takes a workflow’s question to two people and back, although governance dies on the way', async () => {
  const question = refund('refund-1001', { resumeUrl: `http://${host()}/webhook-waiting/7` });
  const asked = await send<ApprovalAnswer>(APPROVALS, question, keys.n8n);
  expect(asked).toMatchObject({ status: 200, body: { verdict: 'pending' } });
  const id = asked.body.approvalId!;
  expect((await decide(id, 'approve', keys.n8n)).status).toBe(403);
  expect((await decide(id, 'approve')).body).toMatchObject({ state: 'pending', votesGiven: 1 });
  await system.killService('governance');
  await system.ready();
  const again = await send<ApprovalAnswer>(APPROVALS, question, keys.n8n);
  expect(again.body).toMatchObject({ verdict: 'pending', approvalId: id });
  expect((await decide(id, 'approve', keys.anna)).body).toMatchObject({
    ...{ state: 'approved', endedBy: ['user:owner', 'key:anna'] },
  });
  expect((await decide(id, 'reject')).status).toBe(409);
  await eventually(
    () => expect(told).toContainEqual(expect.objectContaining({ key: 'refund-1001', verdict: 'approved' })),
    WITHIN,
  );
  await drained(system);
  expect(await typesOf(id)).toEqual(['approval.requested', 'approval.voted', 'approval.decided']);
  expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
}, 120_000);

it('ends with the task that waits for it', async () => {
  const runAfter = new Date(Date.now() + 3_600_000).toISOString();
  const task = { key: 'later', capability: 'kpi.snapshot', subject: 'kpi', input: {}, runAfter };
  const { id: taskId } = (await send<{ id: string }>('/api/orchestration/tasks', task)).body;
  const asked = await send<ApprovalAnswer>(APPROVALS, refund('refund-of-a-task', { taskId }), keys.n8n);
  const id = asked.body.approvalId!;
  const cancelled = await send(`/api/orchestration/tasks/${taskId}/cancel`, { reason: 'nobody needs it' });
  expect(cancelled.status).toBeLessThan(300);
  await eventually(async () => expect((await shown(id)).state).toBe('withdrawn'), WITHIN);
  expect(await shown(id)).toMatchObject({ reason: 'the task that waited for it was cancelled' });
  expect((await decide(id, 'approve')).status).toBe(409);
}, 90_000);
