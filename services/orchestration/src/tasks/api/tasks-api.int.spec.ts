import { Module } from '@nestjs/common';
import { TaskOutcomeReported } from '@vividwalls/events';
import { defineService, type BodyFault } from '@vividwalls/platform';
import { eventually } from '@vividwalls/testing';
import { ServiceUnderTest } from '@vividwalls/testing/service';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { Assignments, Executors, Router } from '../ports.js';
import { TasksModule } from '../tasks.module.js';
import { CapabilityRouter, done, FunctionExecutors, TargetActs, type Work } from '../testing/trial-ports.js';
import type { QueueView } from './queue-view.js';
import type { TaskPageView, TaskView, TimelineView } from './task-view.js';
import type { TaskWorkView } from './task-work-views.js';

const TASKS = '/api/orchestration/tasks';
const calls: Work = ({ deadline }) => ({ kind: 'waiting', for: 'callback', until: deadline, cost: {} });

@Module({
  providers: [
    { provide: Router, useClass: CapabilityRouter },
    { provide: Assignments, useClass: TargetActs },
    { provide: Executors, useValue: new FunctionExecutors({ 'spec.work': done, 'spec.call': calls }) },
  ],
})
class TrialPorts {}

const service = defineService({
  name: 'orchestration',
  config: OrchestrationConfig,
  features: [TasksModule, TrialPorts],
  bodyFaultStatus: 422,
});

let running: ServiceUnderTest<OrchestrationDatabase>;
beforeAll(async () => {
  running = await ServiceUnderTest.start(service, () => createOrchestrationDatabase('tasks-api'));
  for (const [name, approval] of [
    ['spec.work', 'never'],
    ['spec.call', 'never'],
    ['spec.approved', 'always'],
  ] as const) {
    const answer = await running.put(`/api/orchestration/capabilities/${name}`, {
      ...{ title: name, description: name, effects: 'internal', dataClass: 'internal', reversible: true, approval },
      inputSchema: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
      outputSchema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } },
      ...{ comparator: { name: 'exact' }, timeoutMs: 60_000 },
    });
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  }
  const agent = await running.put('/api/orchestration/agents/spec-agent', {
    ...{ name: 'Spec Agent', department: 'Sales', reportsTo: 'sales-director' },
    capabilities: ['spec.work', 'spec.call', 'spec.approved'].map((name) => ({ name, expertise: 1 })),
  });
  if (agent.status >= 300) throw new Error(JSON.stringify(agent.body));
});
afterAll(() => running?.stop());

const order = (part: object = {}) => ({ capability: 'spec.work', input: { n: 1 }, subject: 'customer-1', ...part });
const until = (id: string, what: object) =>
  eventually(async () => {
    const { body } = await running.get<TaskView>(`${TASKS}/${id}`);
    expect(body).toMatchObject(what);
    return body;
  });

describe('tasks over REST', () => {
  it('are taken once for a key, done, and tell what happened', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await running.post<TaskView>(TASKS, order({ key: 'a' }), { headers });
    expect(first).toMatchObject({
      status: 201,
      body: { state: 'queued', requestedBy: 'user:spec', actualMinor: null },
    });
    const second = await running.post<TaskView>(TASKS, order({ key: 'a' }), { headers });
    expect(second.body.id).toBe(first.body.id);
    expect((await running.post(TASKS, order({ key: 'b' }), { headers })).status).toBe(422);
    await until(first.body.id, { state: 'succeeded', agentId: 'spec-agent', output: { ok: true }, overdue: false });
    const { body } = await running.get<TimelineView>(`${TASKS}/${first.body.id}/timeline?limit=2`);
    expect(body.items.map(({ move }) => move)).toEqual(['queued', 'route']);
    const rest = await running.get<TimelineView>(`${TASKS}/${first.body.id}/timeline?cursor=${body.nextCursor!}`);
    expect(rest.body.items.map(({ move }) => move)).toEqual(['begin', 'succeed']);
  });

  it.each([
    [order({ input: { n: 'one' } }), '/input/n'],
    [order({ input: {} }), '/input'],
    [order({ capability: 'no.such' }), '/capability'],
    [order({ agentId: 'nobody' }), '/agentId'],
    [order({ priority: 'now' }), '/priority'],
    [order({ subject: '' }), '/subject'],
  ])('are not taken as %j', async (body, pointer) => {
    const answer = await running.post<{ errors: BodyFault[] }>(TASKS, body);
    expect([answer.status, answer.body.errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
  });

  it('need the scope for each thing that is done to them', async () => {
    const id = '0192f0c1-0000-7000-8000-000000000000';
    const reading = { scopes: ['orchestration:read'] };
    expect((await running.post(TASKS, order(), reading)).status).toBe(403);
    expect((await running.post(`${TASKS}/${id}/cancel`, { reason: 'well' }, reading)).status).toBe(403);
    expect((await running.get(`${TASKS}/${id}`, reading)).status).toBe(404);
    expect((await running.get(`${TASKS}/${id}/timeline`, reading)).status).toBe(404);
    expect((await running.post(`${TASKS}/${id}/cancel`, { reason: 'well' })).status).toBe(404);
  });

  it('are listed by what they wait for, and counted', async () => {
    const { body } = await running.post<TaskView>(TASKS, order({ capability: 'spec.call', subject: 'customer-2' }));
    await until(body.id, { waitsFor: 'callback' });
    const list = await running.get<TaskPageView>(
      `${TASKS}?state=running,queued&waitsFor=callback,person&subject=customer-2&limit=1`,
    );
    expect(list.body.items.map(({ id }) => id)).toEqual([body.id]);
    const queue = await running.get<QueueView>('/api/orchestration/queue');
    expect(queue.body).toMatchObject({ open: 1, ready: 0, oldestReadyAgeMs: null });
    expect(queue.body.places).toMatchObject([{ state: 'running', waitsFor: 'callback', count: 1 }]);
    await running.post(`${TASKS}/${body.id}/cancel`, { reason: 'seen' });
  });

  it('are found by the order that they name, whatever their subject', async () => {
    const about = [
      order({ subject: '6123456789' }),
      order({ subject: 'customer-3', context: { orderId: '6123456789' } }),
      order({ subject: 'customer-3', input: { n: 1, orderId: '6123456789' } }),
      order({ subject: 'customer-3', context: { orderId: '7' } }),
    ];
    const ids: string[] = [];
    for (const one of about) ids.push((await running.post<TaskView>(TASKS, one)).body.id);
    const list = await running.get<TaskPageView>(`${TASKS}?subject=6123456789`);
    expect(list.body.items.map(({ id }) => id)).toEqual(ids.slice(0, 3).reverse());
  });

  it('that are acts do not begin while governance can’t be asked, and nobody can say yes here', async () => {
    const { body } = await running.post<TaskView>(TASKS, order({ capability: 'spec.approved' }));
    await until(body.id, { state: 'queued', waitsFor: 'retry', tries: 0, startedAt: null, approvalId: null });
    for (const word of ['approve', 'reject'])
      expect((await running.post(`${TASKS}/${body.id}/${word}`, { reason: 'it is well' })).status).toBe(404);
    await running.post(`${TASKS}/${body.id}/cancel`, { reason: 'seen' });
  });

  it('end by the answer of an agent outside', async () => {
    const { body } = await running.post<TaskView>(TASKS, order({ capability: 'spec.call' }));
    await until(body.id, { waitsFor: 'callback' });
    running.tell(TaskOutcomeReported, body.id, {
      ...{ taskId: body.id, agentId: 'spec-agent', outcome: 'succeeded', durationMs: 12, output: { ok: false } },
      occurredAt: new Date().toISOString(),
    });
    await until(body.id, { state: 'succeeded', output: { ok: false } });
  });

  it('are cancelled, and done again as new ones', async () => {
    const { body } = await running.post<TaskView>(TASKS, order({ capability: 'spec.call' }));
    await until(body.id, { waitsFor: 'callback' });
    const cancelled = await running.post<TaskView>(`${TASKS}/${body.id}/cancel`, { reason: 'no longer wanted' });
    expect(cancelled.body).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
    const again = await running.post<TaskView>(`${TASKS}/${body.id}/retry`, undefined);
    expect(again).toMatchObject({ status: 201, body: { retryOf: body.id } });
    await until(again.body.id, { waitsFor: 'callback' });
    expect((await running.post(`${TASKS}/${again.body.id}/answer`, {})).status).toBe(422);
    expect((await running.post(`${TASKS}/${again.body.id}/answer`, { output: { ok: true } })).status).toBe(409);
  });

  it('show the steps of their work and the money they asked for', async () => {
    const { body } = await running.post<TaskView>(TASKS, order());
    await until(body.id, { state: 'succeeded', assignment: 'no migration', others: [], tried: [] });
    const work = () => running.get<TaskWorkView>(`${TASKS}/${body.id}/work`);
    expect((await work()).body).toEqual({ steps: [], spends: [] });
    const { dataSource } = running.database;
    await dataSource.query(
      `INSERT INTO task_steps (task_id, step, state, output, begun_at, done_at) VALUES
         ($1, 'write', 'begun', NULL, '2026-11-24T10:00:03Z', NULL),
         ($1, 'read', 'done', '{"n":1}', '2026-11-24T10:00:00Z', '2026-11-24T10:00:01Z'),
         ($1, 'much', 'done', to_jsonb(repeat('x', 20000)), '2026-11-24T10:00:01Z', '2026-11-24T10:00:02Z')`,
      [body.id],
    );
    await dataSource.query(
      `INSERT INTO task_spends (task_id, n, key, agent_id, state, amount_minor, allowance_minor, currency, reason, asked_at)
       VALUES ($1, 1, $2, 'spec-agent', 'refused', 500, 0, 'USD', 'no room', '2026-11-24T10:00:00Z')`,
      [body.id, `task/${body.id}/1`],
    );
    const { steps, spends } = (await work()).body;
    expect(steps.map(({ step, state, output, outputCharacters }) => [step, state, output, outputCharacters])).toEqual([
      ['read', 'done', { n: 1 }, 8],
      ['much', 'done', null, 20_002],
      ['write', 'begun', null, 0],
    ]);
    expect(spends).toEqual([
      {
        ...{ key: `task/${body.id}/1`, agentId: 'spec-agent', state: 'refused', amountMinor: '500', actualMinor: null },
        ...{ currency: 'USD', reason: 'no room', askedAt: '2026-11-24T10:00:00.000Z', heldUntil: null },
      },
    ]);
    expect((await running.get(`${TASKS}/0192f0c1-0000-7000-8000-000000000000/work`)).status).toBe(404);
  });

  it('have stopped agents shown, and nobody resumes one that works', async () => {
    expect((await running.get('/api/orchestration/agents-stopped')).body).toEqual({ items: [] });
    const resumed = await running.post('/api/orchestration/agents-stopped/spec-agent/resume', { reason: 'it is well' });
    expect(resumed.status).toBe(404);
  });
});
