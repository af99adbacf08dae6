import { eventually } from '@vividwalls/testing';
import type { TaskView } from '../../tasks/api/task-view.js';
import { RunningOrchestration } from '../../testing/running-orchestration.js';
import type { RoutingAccuracyView, RoutingExplanationView } from '../api/routing-views.js';

const TASKS = '/api/orchestration/tasks';
const CONTEXT = { text: 'We need twelve large prints for our hotel lobby' };
const INPUT = { customer: 'hotel' };

let service: RunningOrchestration;
beforeAll(async () => {
  service = await RunningOrchestration.start('route-corrections');
});
afterAll(() => service?.stop());

/** A task that was routed, as it is then. */
async function routed(asked: object): Promise<TaskView> {
  const { body, status } = await service.post<TaskView>(TASKS, { input: INPUT, subject: 'customer-1', ...asked });
  expect([status, status === 201 ? null : body]).toEqual([201, null]);
  return eventually(async () => {
    const task = (await service.get<TaskView>(`${TASKS}/${body.id}`)).body;
    expect(task.targetAgentId).not.toBeNull();
    return task;
  });
}

const correct = async ({ id }: TaskView, toAgentId: string) =>
  expect((await service.post(`${TASKS}/${id}/route-correction`, { toAgentId, reason: 'It is for them' })).status).toBe(
    201,
  );
const sampleOf = async ({ id }: TaskView) => {
  const [row] = await service.database.dataSource.query<{ sample: object }[]>(
    'SELECT sample FROM routing_corrections WHERE task_id = $1',
    [id],
  );
  return row!.sample;
};

describe('the sample made of a corrected decision', () => {
  it('names a capability only where whoever asked had named it', async () => {
    const found = await routed({ context: CONTEXT });
    expect(found.capability).toEqual(expect.any(String));
    const named = await routed({ context: CONTEXT, capability: found.capability });
    expect(named).toMatchObject({ capability: found.capability, targetAgentId: found.targetAgentId });
    for (const task of [found, named]) await correct(task, task.targetAgentId!);
    expect(await sampleOf(found)).toEqual({ capability: null, context: CONTEXT });
    expect(await sampleOf(named)).toEqual({ capability: found.capability, context: CONTEXT });
  });

  it('is measured as hard as the task was', async () => {
    const accuracy = async () =>
      (await service.get<RoutingAccuracyView>('/api/orchestration/routing/accuracy')).body.corrected;
    const before = await accuracy();
    // What routing found by the words of then is nothing it would find without them.
    const task = await routed({ context: CONTEXT });
    await service.database.owner.query(`UPDATE tasks SET context = '{}' WHERE id = $1`, [task.id]);
    const explained = await service.post<RoutingExplanationView>('/api/orchestration/routing/explain', { context: {} });
    expect(explained.body.decision.kind).not.toBe('agent');
    await correct(task, task.targetAgentId!);
    const after = await accuracy();
    expect([after.all.samples, after.all.right]).toEqual([before.all.samples + 1, before.all.right]);
    expect(after.confusions.map(({ id }) => id)).toContain(task.id);
  });
});
