import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ACT_NAMES,
  isAct,
  votesAtLeast,
  type ActName,
  type ApprovalShown,
  type TaskShown,
} from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import type { Client } from 'pg';
import { drained } from './drained.js';
import { verifyRecord } from './record.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

const WITHIN = { timeoutMs: 90_000, intervalMs: 250 };
const ORCHESTRATION = '/api/orchestration';
const APPROVALS = '/api/governance/approvals';
const AGENT = 'guarded-agent';
/** Knows better, and always fails. */
const FAILING_AGENT = 'failing-agent';

/**
 * What leaves the house here is a call to a workflow of n8n: this stands in for it, and every call of it is an effect.
 * Each call names its task.
 */
const effects: { readonly path: string; readonly taskId: string; readonly key: string }[] = [];
let workflow: Server;
let system: System;
let db: Client;
/** A second person, and a key that asks. */
let keys: Readonly<Record<'anna' | 'asker', string>>;

beforeAll(async () => {
  workflow = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const { metadata = {} } = JSON.parse(Buffer.concat(parts).toString()) as { metadata?: { task_id?: string } };
      const path = incoming.url ?? '';
      effects.push({ path, taskId: metadata.task_id ?? '', key: String(incoming.headers['idempotency-key']) });
      const isFailing = path.includes('/failing');
      response.writeHead(isFailing ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ output: { done: true } }));
    });
  });
  await new Promise<void>((listening) => workflow.listen(0, '127.0.0.1', listening));
  system = await startSystem({
    env: {
      ORCHESTRATION_N8N_HOSTS: host(),
      ORCHESTRATION_N8N_SECRET: 'whsec_dGhpcnR5LXR3byBieXRlcyBvZiBhIHNlY3JldCAuLi4=',
    },
  });
  db = await system.db();
  keys = {
    anna: await newKey('anna', ['governance:read', 'governance:approve']),
    asker: await newKey('asker', ['orchestration:read', 'orchestration:write', 'reports:write']),
  };
  await guardedAgents();
}, 180_000);
afterAll(async () => {
  await stopSystems();
  workflow?.closeAllConnections();
  await new Promise((closed) => workflow?.close(closed));
}, 60_000);

const host = () => `127.0.0.1:${(workflow.address() as AddressInfo).port}`;
const capabilityOf = (act: string) => `guarded.${act.replaceAll('_', '-')}`;

async function ask<T>(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  key = system.key,
): Promise<{ status: number; body: T }> {
  const answer = await system.ask(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
  });
  return { status: answer.status, body: answer.json<T>() };
}

async function must<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object, key?: string): Promise<T> {
  const { status, body: answer } = await ask<T>(method, path, body, key);
  if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}: ${JSON.stringify(answer)}`);
  return answer;
}

const newKey = async (name: string, scopes: string[]): Promise<string> =>
  (await must<{ key: string }>('POST', '/api/gateway/keys', { name, scopes })).key;

/** A capability for every act there is, done by a workflow outside. */
async function guardedAgents(): Promise<void> {
  const capability = {
    ...{ title: 'Guarded work', description: 'What a person may have to allow', effects: 'external' },
    ...{ dataClass: 'internal', reversible: false, comparator: { name: 'exact' }, timeoutMs: 30_000 },
    ...{ inputSchema: { type: 'object' }, outputSchema: { type: 'object', required: ['done'] } },
  };
  for (const act of ACT_NAMES) {
    const approval = { act, facts: {} };
    await must('PUT', `${ORCHESTRATION}/capabilities/${capabilityOf(act)}`, { ...capability, approval });
  }
  const capabilities = ACT_NAMES.map((act) => ({ name: capabilityOf(act), expertise: 0.5 }));
  const better = [{ name: capabilityOf('customer.email'), expertise: 0.99 }];
  for (const [id, path, can] of [
    [AGENT, 'work', capabilities],
    [FAILING_AGENT, 'failing', better],
  ] as const) {
    await must('PUT', `${ORCHESTRATION}/agents/${id}`, {
      ...{ name: id, department: 'Operations', reportsTo: 'operations-director', role: 'guarded work' },
      ...{ capabilities: can, executor: { kind: 'n8n', settings: { url: `http://${host()}/${path}` } } },
    });
  }
}

/** Work of an act, as it is asked for. */
const order = (act: ActName, part: object = {}) => ({
  ...{ key: crypto.randomUUID(), capability: capabilityOf(act), subject: `subject-${crypto.randomUUID()}` },
  ...{ agentId: AGENT, input: { act } },
  ...part,
});
const ordered = async (act: ActName, part: object = {}, key?: string): Promise<string> =>
  (await must<TaskShown>('POST', `${ORCHESTRATION}/tasks`, order(act, part), key)).id;
const task = (id: string) => system.get<TaskShown>(`${ORCHESTRATION}/tasks/${id}`);
const effectsOf = (id: string) => effects.filter(({ taskId }) => taskId === id).length;

/** Resolves once the task waits for people, with the approval it waits for. */
async function waiting(id: string): Promise<ApprovalShown> {
  const found = await eventually(async () => {
    const seen = await task(id);
    if (seen.state !== 'awaiting_approval') throw new Error(`${id} is ${seen.state}: ${JSON.stringify(seen.error)}`);
    return seen;
  }, WITHIN);
  return system.get<ApprovalShown>(`${APPROVALS}/${found.approvalId!}`);
}

/** As many people as it takes say yes. */
async function approve({ id, votesNeeded }: ApprovalShown): Promise<void> {
  for (const key of [system.key, keys.anna].slice(0, votesNeeded))
    await must('POST', `${APPROVALS}/${id}/approve`, { reason: 'seen by the spec' }, key);
}

const reject = ({ id }: ApprovalShown) => must('POST', `${APPROVALS}/${id}/reject`, { reason: 'not so' });

const ended = (id: string) =>
  eventually(async () => {
    const seen = await task(id);
    if (seen.endedAt === null) throw new Error(`${id} is ${seen.state} ${seen.waitsFor ?? ''}`);
    return seen;
  }, WITHIN);

describe.each(ACT_NAMES)('%s', (act) => {
  it('begins by the yes of as many people as it takes, once, and by none before', async () => {
    const id = await ordered(act, {}, keys.asker);
    const approval = await waiting(id);
    expect(approval).toMatchObject({ act, state: 'pending', taskId: id, votesNeeded: votesAtLeast(act) });
    expect(effectsOf(id)).toBe(0);
    await approve(approval);
    expect(await ended(id)).toMatchObject({ state: 'succeeded', approvalId: approval.id });
    expect(effectsOf(id)).toBe(1);
    expect(await system.get(`${APPROVALS}/${approval.id}`)).toMatchObject({ state: 'used', usedFor: `task/${id}` });
  }, 120_000);

  it('does not begin by a no', async () => {
    const id = await ordered(act, {}, keys.asker);
    await reject(await waiting(id));
    expect(await ended(id)).toMatchObject({ state: 'failed', error: { code: 'rejected', message: 'not so' } });
    expect(effectsOf(id)).toBe(0);
  }, 120_000);
});

describe('every path to an act ends before the same question', () => {
  const act = 'customer.email';

  it('many tasks in one request', async () => {
    const tasks = ACT_NAMES.map((name) => order(name));
    const { items } = await must<{ items: { id: string }[] }>(
      ...(['POST', `${ORCHESTRATION}/tasks/batch`, { tasks }, keys.asker] as const),
    );
    for (const [i, { id }] of items.entries()) expect(await waiting(id)).toMatchObject({ act: ACT_NAMES[i] });
    expect(items.map(({ id }) => effectsOf(id))).toEqual(items.map(() => 0));
    for (const { id } of items) await must('POST', `${ORCHESTRATION}/tasks/${id}/cancel`, { reason: 'seen' });
    // Whoever waited for an answer is gone: nobody can give it any more.
    await eventually(async () => {
      for (const { id } of items) {
        const { approvalId } = await task(id);
        expect(await system.get(`${APPROVALS}/${approvalId!}`)).toMatchObject({ state: 'withdrawn' });
      }
    }, WITHIN);
  }, 180_000);

  it('a task that routing finds an agent for', async () => {
    const { agentId: _agent, ...unpinned } = order(act);
    const { id } = await must<TaskShown>('POST', `${ORCHESTRATION}/tasks`, unpinned, keys.asker);
    await reject(await waiting(id));
    await ended(id);
    expect(effectsOf(id)).toBe(0);
  }, 120_000);

  it('an event that makes a task by a rule', async () => {
    const rule = {
      ...{
        id: 'guarded-letter',
        name: 'A letter for each paid order',
        source: 'spec',
        eventType: 'vw.shop.order.paid.v1',
      },
      when: 'true',
      template: {
        ...{ capability: capabilityOf(act), priority: 'high', agentId: AGENT, subject: 'data.order.orderId' },
        input: { act },
      },
    };
    const rules = `${ORCHESTRATION}/activation-rules`;
    await must('POST', rules, rule);
    await must('POST', `${rules}/${rule.id}/dry-run`, { from: new Date(0).toISOString(), limit: 10 });
    await must('POST', `${rules}/${rule.id}/live`);
    const { topic, bytes } = shopBodies().find((one) => one.topic === 'orders/paid')!;
    expect((await system.post(topic, bytes)).status).toBe(200);
    const made = await eventually(async () => {
      const { items } = await system.get<{ items: TaskShown[] }>(
        `${ORCHESTRATION}/tasks?state=awaiting_approval&capability=${capabilityOf(act)}`,
      );
      const found = items.find(({ requestedBy }) => requestedBy === 'rule:guarded-letter');
      if (!found) throw new Error('no task of the rule waits');
      return found;
    }, WITHIN);
    // It was no person who asked: any person may decide.
    expect(await waiting(made.id)).toMatchObject({ act, asker: `agent:${AGENT}` });
    expect(effectsOf(made.id)).toBe(0);
    await approve(await waiting(made.id));
    expect(await ended(made.id)).toMatchObject({ state: 'succeeded' });
    expect(effectsOf(made.id)).toBe(1);
  }, 180_000);

  it('the same work once more, after a no', async () => {
    const id = await ordered(act, {}, keys.asker);
    const first = await waiting(id);
    await reject(first);
    await ended(id);
    const again = await must<TaskShown>('POST', `${ORCHESTRATION}/tasks/${id}/retry`, {}, keys.asker);
    const second = await waiting(again.id);
    expect(second.id).not.toBe(first.id);
    expect(effectsOf(id) + effectsOf(again.id)).toBe(0);
    await reject(second);
  }, 120_000);

  it('another agent, after the one who was allowed has failed', async () => {
    const { agentId: _agent, ...unpinned } = order(act, { priority: 'low' });
    const { id } = await must<TaskShown>('POST', `${ORCHESTRATION}/tasks`, unpinned, keys.asker);
    const first = await waiting(id);
    await approve(first);
    const second = await eventually(async () => {
      const approval = await waiting(id);
      if (approval.id === first.id) throw new Error('the first is not over');
      return approval;
    }, WITHIN);
    expect(effects.filter(({ taskId, path }) => taskId === id && path === '/work')).toEqual([]);
    await approve(second);
    await ended(id);
    expect(effects.filter(({ taskId, path }) => taskId === id && path === '/work')).toHaveLength(1);
  }, 180_000);

  it.each([
    ['its own word that it is done', 'answer', { output: { done: true } }],
    ['the routes that there were before', 'approve', { reason: 'I say so' }],
  ])(
    '%s',
    async (_what, route, body) => {
      const id = await ordered(act, {}, keys.asker);
      const approval = await waiting(id);
      const { status } = await ask('POST', `${ORCHESTRATION}/tasks/${id}/${route}`, body);
      expect([404, 409]).toContain(status);
      expect(await task(id)).toMatchObject({ state: 'awaiting_approval' });
      expect(effectsOf(id)).toBe(0);
      await reject(approval);
    },
    120_000,
  );

  it('a report that it has succeeded', async () => {
    const id = await ordered(act, {}, keys.asker);
    const approval = await waiting(id);
    const data = {
      ...{ taskId: id, agentId: AGENT, outcome: 'succeeded', durationMs: 1, output: { done: true } },
      occurredAt: new Date().toISOString(),
    };
    await ask('POST', '/webhooks/n8n', { type: 'task.outcome_reported', data }, keys.asker);
    await drained(system);
    expect(await task(id)).toMatchObject({ state: 'awaiting_approval', output: null });
    await reject(approval);
  }, 180_000);

  it('what was changed after the yes, by whoever can write the row', async () => {
    const id = await ordered(act, {}, keys.asker);
    const first = await waiting(id);
    await db.query(`UPDATE orchestration.tasks SET input = '{"act": "another", "to": "everybody"}' WHERE id = $1`, [
      id,
    ]);
    await approve(first);
    const second = await eventually(async () => {
      const approval = await waiting(id);
      if (approval.id === first.id) throw new Error('the first is not over');
      return approval;
    }, WITHIN);
    expect(effectsOf(id)).toBe(0);
    expect(await system.get(`${APPROVALS}/${first.id}`)).toMatchObject({ state: 'approved', usedAt: null });
    await reject(second);
    expect(await ended(id)).toMatchObject({ state: 'failed' });
  }, 180_000);

  it('a row that says that it was approved', async () => {
    const id = await ordered(act, {}, keys.asker);
    const approval = await waiting(id);
    const said = `state = 'queued', approved_by = 'user:owner', waits_until = NULL`;
    await db.query(`UPDATE orchestration.tasks SET ${said} WHERE id = $1`, [id]);
    await eventually(async () => expect(await task(id)).toMatchObject({ state: 'awaiting_approval' }), WITHIN);
    expect(effectsOf(id)).toBe(0);
    await reject(approval);
  }, 120_000);

  it('the yes of whoever asked, or of one person where it takes two', async () => {
    const id = await ordered('order.refund', {});
    const approval = await waiting(id);
    const own = await ask('POST', `${APPROVALS}/${approval.id}/approve`, { reason: 'mine' });
    expect(own.status).toBe(403);
    await must('POST', `${APPROVALS}/${approval.id}/approve`, { reason: 'one of two' }, keys.anna);
    await drained(system);
    expect(await task(id)).toMatchObject({ state: 'awaiting_approval' });
    expect(effectsOf(id)).toBe(0);
    await must('POST', `${ORCHESTRATION}/tasks/${id}/cancel`, { reason: 'seen' });
  }, 120_000);
});

describe('whatever dies in between', () => {
  it.each(['governance', 'orchestration'])(
    '%s: nothing begins without a yes, and by a yes it begins once',
    async (name) => {
      const ids = await Promise.all(
        ['customer.email', 'price.change', 'deal.close'].filter(isAct).map((one) => ordered(one, {}, keys.asker)),
      );
      const approvals = await Promise.all(ids.map(waiting));
      expect(ids.map(effectsOf)).toEqual([0, 0, 0]);
      const killed = system.killService(name);
      await killed;
      await system.ready();
      for (const approval of approvals) await approve(approval);
      const killedAgain = system.killService(name);
      await killedAgain;
      await system.ready();
      for (const id of ids) expect(await ended(id)).toMatchObject({ state: 'succeeded' });
      // One that had begun when it died is done once more under its own key: whoever gets it recognises it.
      const done = ids.map((id) => new Set(effects.filter(({ taskId }) => taskId === id).map(({ key }) => key)).size);
      expect(done).toEqual([1, 1, 1]);
    },
    240_000,
  );

  it('and the record of it all is whole', async () => {
    await drained(system);
    expect(await verifyRecord(system)).toMatchObject({ ok: true, faults: [] });
  }, 120_000);
});
