import type { ApprovalDetailShown, ApprovalShown, BudgetTransfer, Spend, SpendDecision } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import { drained } from './drained.js';
import { verifyRecord } from './record.js';
import { startSystem, stopSystems, type System } from './system.js';

// What only happens with leave, from the wish to the books: finance asks, people decide in governance, finance carries out.

const WITHIN = { timeoutMs: 60_000, intervalMs: 200 };
const APPROVALS = '/api/governance/approvals';
const BUDGETS = '/api/finance/budgets';
const TRANSFERS = `${BUDGETS}/transfers`;

let system: System;
let keys: Readonly<Record<'anna' | 'ben', string>>;

beforeAll(async () => {
  system = await startSystem();
  keys = { anna: await newKey('anna'), ben: await newKey('ben') };
}, 120_000);
afterAll(() => stopSystems(), 60_000);

async function send<T>(path: string, body: object, key = system.key): Promise<{ status: number; body: T }> {
  const answer = await system.ask(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: answer.json<T>() };
}

const newKey = async (name: string): Promise<string> => {
  const scopes = ['governance:read', 'governance:approve', 'finance:read'];
  return (await send<{ key: string }>('/api/gateway/keys', { name, scopes })).body.key;
};

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let names = 0;
async function budget(allocatedMinor: string, limit = 'hard'): Promise<{ id: string; department: string }> {
  const body = { department: `Department ${(names += 1)}`, currency: 'USD', allocatedMinor, limit };
  const [periodStart, periodEnd] = [dayIn(-1), dayIn(60)];
  const made = await send<{ id: string; department: string }>(BUDGETS, { ...body, periodStart, periodEnd });
  expect(made).toMatchObject({ status: 201 });
  return made.body;
}

/** A wish to move 400.00 between two budgets. */
async function transfer() {
  const [from, to] = [await budget('100000'), await budget('0')];
  const body = { fromBudgetId: from.id, toBudgetId: to.id, amountMinor: '40000', reason: 'The fair was cancelled' };
  const asked = await send<BudgetTransfer>(TRANSFERS, body);
  expect(asked.status).toBe(201);
  const { id } = asked.body;
  const shown = () => system.get<BudgetTransfer>(`${TRANSFERS}/${id}`);
  const moved = async () => (await system.get<{ allocatedMinor: string }>(`${BUDGETS}/${to.id}`)).allocatedMinor;
  return { id, shown, moved, approval: () => approvalOf(`transfer:${id}`) };
}

/** In the inbox, as whoever decides finds it. */
async function approvalOf(key: string): Promise<ApprovalShown> {
  let found: ApprovalShown | undefined;
  await eventually(async () => {
    const { items } = await system.get<{ items: ApprovalShown[] }>(`${APPROVALS}?state=pending&limit=100`);
    found = items.find((one) => one.key === key);
    expect(found).toBeDefined();
  }, WITHIN);
  return found!;
}

const decide = (id: string, move: string, key?: string) =>
  send<ApprovalDetailShown>(`${APPROVALS}/${id}/${move}`, { reason: 'tried by the spec' }, key);
const inGovernance = (id: string) => system.get<ApprovalDetailShown>(`${APPROVALS}/${id}`);

it('carries out a transfer that another person allows, and nobody else', async () => {
  const { id, shown, moved, approval } = await transfer();
  const asked = await approval();
  expect(asked).toMatchObject({ act: 'budget.transfer', subject: id, asker: 'user:owner' });
  expect((await inGovernance(asked.id)).changes).toContainEqual(
    expect.objectContaining({ pointer: '/to/allocatedMinor', before: '0', after: '40000' }),
  );
  expect((await decide(asked.id, 'approve')).status).toBe(403);
  for (const route of ['approve', 'reject']) {
    expect((await send(`${TRANSFERS}/${id}/${route}`, { reason: 'around it' }, keys.anna)).status).toBe(404);
  }
  await eventually(async () => {
    expect((await shown()).approval).toMatchObject({ state: 'waiting', id: asked.id, decidedIn: 'governance' });
  }, WITHIN);
  expect([(await shown()).state, await moved()]).toEqual(['pending', '0']);
  expect((await decide(asked.id, 'approve', keys.anna)).status).toBe(200);
  await eventually(async () => expect((await shown()).state).toBe('done'), WITHIN);
  expect(await moved()).toBe('40000');
  expect(await shown()).toMatchObject({ decidedBy: 'key:anna', approval: { state: 'used', verdict: 'used' } });
  expect(await inGovernance(asked.id)).toMatchObject({ state: 'used', usedFor: id });
}, 90_000);

it('leaves the money where it is when they say no, and says why', async () => {
  const { shown, moved, approval } = await transfer();
  await decide((await approval()).id, 'reject', keys.anna);
  await eventually(async () => expect((await shown()).state).toBe('rejected'), WITHIN);
  expect([await moved(), (await shown()).decisionReason]).toEqual(['0', 'rejected by key:anna: tried by the spec']);
}, 90_000);

it('does not carry out a transfer that was changed after it was asked', async () => {
  const { id, shown, moved, approval } = await transfer();
  const asked = await approval();
  const db = await system.db();
  await db.query('UPDATE finance.budget_transfers SET amount_minor = 90000 WHERE id = $1', [id]);
  await decide(asked.id, 'approve', keys.anna);
  await eventually(async () => expect((await shown()).state).toBe('rejected'), WITHIN);
  expect([await moved(), (await inGovernance(asked.id)).state]).toEqual(['0', 'approved']);
}, 90_000);

it('loses nothing when governance dies between the question and the answer', async () => {
  const died = system.killService('governance');
  const { shown, moved, approval } = await transfer();
  expect((await shown()).state).toBe('pending');
  await died;
  await system.ready();
  const asked = await approval();
  await system.killService('governance');
  await system.ready();
  expect((await decide(asked.id, 'approve', keys.anna)).status).toBe(200);
  await eventually(async () => expect((await shown()).state).toBe('done'), WITHIN);
  expect(await moved()).toBe('40000');
}, 120_000);

it('carries out what was allowed while finance was down, once it is back', async () => {
  const { shown, moved, approval } = await transfer();
  const asked = await approval();
  const pid = system.run().services['finance']!.pid!;
  process.kill(pid, 'SIGSTOP');
  expect((await decide(asked.id, 'approve', keys.anna)).status).toBe(200);
  await system.killService('finance');
  await system.ready();
  await eventually(async () => expect((await shown()).state).toBe('done'), WITHIN);
  expect(await moved()).toBe('40000');
}, 120_000);

it('takes two people beyond a soft limit, and withdraws the question of a spend that is released', async () => {
  const { department } = await budget('100', 'soft');
  const spend = (key: string) => ({
    ...{ key, department, category: 'advertising', purpose: 'Autumn campaign', amountMinor: '1000', currency: 'USD' },
  });
  const authorize = (key: string) => send<SpendDecision>('/api/finance/spend/authorize', spend(key));
  const shown = (key: string) => system.get<Spend>(`/api/finance/spend/${key}`);
  expect((await authorize('beyond')).body.decision).toBe('approval_required');
  const asked = await approvalOf((await shown('beyond')).approval!.key);
  expect(asked).toMatchObject({ act: 'budget.overspend', subject: 'beyond', votesNeeded: 2 });
  await decide(asked.id, 'approve', keys.anna);
  expect((await shown('beyond')).state).toBe('pending');
  await decide(asked.id, 'approve', keys.ben);
  await eventually(async () => expect((await shown('beyond')).state).toBe('reserved'), WITHIN);
  expect((await authorize('beyond')).body.decision).toBe('authorised');

  await authorize('dropped');
  const { id } = await approvalOf((await shown('dropped')).approval!.key);
  await send('/api/finance/spend/release', { key: 'dropped' });
  await eventually(async () => expect((await inGovernance(id)).state).toBe('withdrawn'), WITHIN);
}, 90_000);

it('leaves a record that is whole', async () => {
  await drained(system);
  expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
}, 60_000);
