import { Module } from '@nestjs/common';
import { defineService, type BodyFault } from '@vividwalls/platform';
import { eventually } from '@vividwalls/testing';
import { ServiceUnderTest } from '@vividwalls/testing/service';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { Assignments, Executors, Router } from '../ports.js';
import { TasksModule } from '../tasks.module.js';
import { CapabilityRouter, done, FunctionExecutors, TargetActs } from '../testing/trial-ports.js';
import { TASKS_AT_ONCE_MAX } from './task-requests.js';
import type { TaskBatchView, TaskPageView, TimelineView } from './task-view.js';

const TASKS = '/api/orchestration/tasks';

@Module({
  providers: [
    { provide: Router, useClass: CapabilityRouter },
    { provide: Assignments, useClass: TargetActs },
    { provide: Executors, useValue: new FunctionExecutors({ 'spec.work': done }) },
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
  running = await ServiceUnderTest.start(service, () => createOrchestrationDatabase('task-batch'));
  const made = await running.put('/api/orchestration/capabilities/spec.work', {
    ...{ title: 'work', description: 'work', effects: 'internal', dataClass: 'internal', reversible: true },
    inputSchema: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
    outputSchema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } },
    ...{ approval: 'never', comparator: { name: 'exact' }, timeoutMs: 60_000 },
  });
  const given = await running.put('/api/orchestration/agents/spec-agent', {
    ...{ name: 'Spec Agent', department: 'Sales', reportsTo: 'sales-director' },
    capabilities: [{ name: 'spec.work', expertise: 1 }],
  });
  for (const { status, body } of [made, given]) if (status >= 300) throw new Error(JSON.stringify(body));
});
afterAll(() => running?.stop());

const order = (key: string, part: object = {}) => ({
  ...{ key, capability: 'spec.work', input: { n: 1 }, subject: 'customer-1' },
  ...part,
});
const send = <T = TaskBatchView>(tasks: unknown, asking: object = {}) =>
  running.post<T>(`${TASKS}/batch`, { tasks }, asking);
const all = async () => (await running.get<TaskPageView>(`${TASKS}?limit=200`)).body.items;

describe('many tasks at once', () => {
  it('are all taken in their order, each once, and done', async () => {
    const keys = Array.from({ length: TASKS_AT_ONCE_MAX }, (_, n) => `many-${n}`);
    const { status, body } = await send(keys.map((key) => order(key)));
    expect([status, body.items.map(({ key }) => key)]).toEqual([201, keys]);
    expect(body.items.every(({ isNew }) => isNew)).toBe(true);
    expect(new Set(body.items.map(({ id }) => id)).size).toBe(keys.length);
    await eventually(async () => (await all()).filter(({ state }) => state === 'succeeded').length === keys.length);
    const { body: timeline } = await running.get<TimelineView>(`${TASKS}/${body.items[7]!.id}/timeline`);
    expect(timeline.items.map(({ move }) => move)).toEqual(['queued', 'route', 'begin', 'succeed']);
  });

  it('say which were there already, also when a batch names one twice', async () => {
    const first = await send([order('known')]);
    const { body } = await send([order('known'), order('twice'), order('twice')]);
    expect(body.items.map(({ key, isNew }) => [key, isNew])).toEqual([
      ...[['known', false] as const, ['twice', true] as const, ['twice', false] as const],
    ]);
    expect(body.items[0]!.id).toBe(first.body.items[0]!.id);
    expect(body.items[1]!.id).toBe(body.items[2]!.id);
  });

  it('are the same answer for the same request key, and refused for another body', async () => {
    const asking = { headers: { 'idempotency-key': 'the-same' } };
    const first = await send([order('keyed')], asking);
    const second = await send([order('keyed')], asking);
    expect(first.body.items[0]!.isNew).toBe(true);
    expect(second).toEqual(first);
    expect((await send([order('other')], asking)).status).toBe(422);
  });

  it('are not taken at all when one can’t be, and every fault is named by its place', async () => {
    const before = (await all()).length;
    const { status, body } = await send<{ errors: BodyFault[] }>([
      order('sound'),
      order('wrong', { input: { n: 'one' }, agentId: 'nobody' }),
      order('unknown', { capability: 'no.such' }),
      order('long', { input: { n: 1, text: 'x'.repeat(70_000) } }),
    ]);
    const pointers = body.errors.map(({ pointer }) => pointer).sort();
    expect([status, pointers]).toEqual([
      422,
      ['/tasks/1/agentId', '/tasks/1/input/n', '/tasks/2/capability', '/tasks/3/input'],
    ]);
    expect((await all()).length).toBe(before);
  });

  it.each([
    ['none', [], '/tasks'],
    ['too many', Array.from({ length: TASKS_AT_ONCE_MAX + 1 }, (_, n) => order(`too-${n}`)), '/tasks'],
    ['one without a subject', [order('a'), order('b', { subject: '' })], '/tasks/1/subject'],
    ['one of a strange priority', [order('c', { priority: 'now' })], '/tasks/0/priority'],
  ])('are refused when there are %s', async (_what, tasks, pointer) => {
    const { status, body } = await send<{ errors: BodyFault[] }>(tasks);
    expect([status, body.errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
  });

  it('need the scope to write', async () => {
    expect((await send([order('d')], { scopes: ['orchestration:read'] })).status).toBe(403);
  });
});
