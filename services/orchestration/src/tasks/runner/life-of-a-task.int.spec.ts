import { eventually } from '@vividwalls/testing';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { TaskTrial, type TrialOptions } from '../testing/task-trial.js';
import { done, failing, FunctionExecutors, TargetActs } from '../testing/trial-ports.js';
import type { HearsTaskEndings } from '../ports.js';
import type { Task } from '../task.js';

let database: OrchestrationDatabase;
let trial: TaskTrial;
beforeEach(async () => {
  database = await createOrchestrationDatabase('task-life');
});
afterEach(async () => {
  await trial?.runner.stop();
  await database?.drop();
});

function begin(options: TrialOptions = {}): TaskTrial {
  trial = new TaskTrial(database.dataSource, options);
  trial.runner.start();
  return trial;
}

const until = (id: string, state: string) =>
  eventually(async () => {
    const task = await trial.task(id);
    if (task.state !== state) throw new Error(`${task.state} ${task.waitsFor} ${JSON.stringify(task.error)}`);
    return task;
  });

const waitsFor = (id: string, what: string) =>
  eventually(async () => {
    const task = await trial.task(id);
    if (task.waitsFor !== what) throw new Error(`${task.state} ${task.waitsFor} ${JSON.stringify(task.error)}`);
    return task;
  });

describe('a task', () => {
  it('goes from the queue to its end, with its timeline, its events and those who hear of ends', async () => {
    const heard: Task[] = [];
    const hearer: HearsTaskEndings = { ended: (_tx, tasks) => Promise.resolve(void heard.push(...tasks)) };
    begin({ hearers: [hearer] });
    const [id] = await trial.enqueue({ key: 'a', requestedBy: 'agent:director' });
    const task = await until(id!, 'succeeded');
    expect(task).toMatchObject({ agentId: 'worker', attempt: 1, output: { ok: true }, leaseOwner: null });
    expect(await trial.moves(id!)).toEqual(['queued', 'route', 'begin', 'succeed']);
    expect(await trial.events(id!)).toEqual(['task.queued', 'task.started', 'task.ended']);
    expect(heard.map((one) => one.id)).toEqual([id]);
    expect(trial.paths).toEqual([{ from: 'director', to: 'worker' }]);
  });

  it('is the same when it is asked for twice, in one call or in two', async () => {
    trial = new TaskTrial(database.dataSource);
    const first = await trial.enqueue({ key: 'a', input: { n: 1 } }, { key: 'a', input: { n: 2 } }, { key: 'b' });
    const second = await trial.enqueue({ key: 'b' }, { key: 'a' });
    expect(first[0]).toBe(first[1]);
    expect(second).toEqual([first[2], first[0]]);
    expect((await trial.task(first[0]!)).input).toEqual({ n: 1 });
    expect(await trial.events(first[0]!)).toEqual(['task.queued']);
  });

  it('is not taken when its input is too large', async () => {
    trial = new TaskTrial(database.dataSource);
    await expect(trial.enqueue({ key: 'a', input: { text: 'x'.repeat(70_000) } })).rejects.toThrow(/at most 65536/);
    expect(await trial.states()).toEqual({});
  });

  it('waits until its time has come', async () => {
    begin();
    const [id] = await trial.enqueue({ key: 'later', runAfter: new Date(Date.now() + 3_600_000) });
    const [other] = await trial.enqueue({ key: 'now' });
    await until(other!, 'succeeded');
    expect((await trial.task(id!)).state).toBe('queued');
    trial.clock.passMs(3_600_001);
    await until(id!, 'succeeded');
  });

  it('is taken by priority, then by age', async () => {
    const executors = new FunctionExecutors();
    trial = new TaskTrial(database.dataSource, { executors, settings: { batch: 1, concurrency: 1 } });
    for (const [key, priority] of [
      ['a', 'low'],
      ['b', 'medium'],
      ['c', 'high'],
      ['d', 'medium'],
    ] as const)
      await trial.enqueue({ key, priority });
    trial.runner.start();
    await eventually(async () => expect(await trial.states()).toEqual({ succeeded: 4 }));
    const keys = await Promise.all(executors.requests.map(async ({ taskId }) => (await trial.task(taskId)).key));
    expect(keys).toEqual(['c', 'b', 'd', 'a']);
  });

  it('is tried again, then given on: persona, agent, director, and at last a person, where it waits', async () => {
    const executors = new FunctionExecutors({ work: failing(), director: failing() });
    begin({ executors });
    const [id] = await trial.enqueue({ key: 'hopeless', priority: 'low' });
    await eventually(async () =>
      expect(await trial.nearerToNextTry(id!)).toMatchObject({ stage: 'person', state: 'running', waitsFor: 'person' }),
    );
    expect(executors.requests.map(({ agent, persona, attempt }) => [agent.id, persona?.id ?? null, attempt])).toEqual([
      ...[
        ['worker', null, 1],
        ['worker', null, 2],
        ['worker', 'second', 1],
        ['worker', 'second', 2],
      ],
      ...[
        ['zealot', null, 1],
        ['zealot', null, 2],
        ['director', null, 1],
        ['director', null, 2],
      ],
      ['director', null, 1],
    ]);
    const events = await trial.events(id!);
    expect(events.filter((type) => type === 'task.fell_back')).toHaveLength(4);
    expect(events.at(-1)).toBe('task.waiting');
  });

  it('that is not retryable falls back at once', async () => {
    begin({ executors: new FunctionExecutors({ worker: failing(false) }) });
    const [id] = await trial.enqueue({ key: 'a' });
    expect(await until(id!, 'succeeded')).toMatchObject({ agentId: 'zealot', stage: 'agent', tries: 3 });
  });

  it('fails with bad_output when what came out is not what the capability promises, and another does it', async () => {
    const bad = () => ({ kind: 'succeeded' as const, output: { ok: 'perhaps' }, cost: {} });
    begin({ executors: new FunctionExecutors({ worker: bad }) });
    const [id] = await trial.enqueue({ key: 'a', priority: 'low' });
    await eventually(async () => expect((await trial.nearerToNextTry(id!)).state).toBe('succeeded'));
    expect((await trial.timeline(id!)).find(({ move }) => move === 'retry')?.note).toMatch(/bad_output.*\/ok/);
  });

  it('that takes too long is told to stop, and times out when it was due', async () => {
    let aborted = 0;
    const endless = (_: unknown, signal: AbortSignal) =>
      new Promise<never>(() => signal.addEventListener('abort', () => (aborted += 1)));
    begin({ executors: new FunctionExecutors({ work: endless }) });
    const [id] = await trial.enqueue({ key: 'a', dueAt: new Date(Date.now() + 300) });
    expect(await until(id!, 'timed_out')).toMatchObject({ error: { code: 'deadline' } });
    expect(aborted).toBe(1);
  });

  it('that is due while it waits in the queue times out', async () => {
    begin();
    const [id] = await trial.enqueue({
      ...{ key: 'a', runAfter: new Date(Date.now() + 3_600_000), dueAt: new Date(Date.now() + 1_000) },
    });
    trial.clock.passMs(2_000);
    await until(id!, 'timed_out');
  });

  it('asks what it is about when nobody knows, and then gives it to a person', async () => {
    begin();
    const [id] = await trial.enqueue({ key: 'vague', capability: null });
    expect(await waitsFor(id!, 'clarification')).toMatchObject({ state: 'queued', clarified: 1 });
    trial.clock.passMs(24 * 3_600_000 + 1);
    expect(await waitsFor(id!, 'person')).toMatchObject({ state: 'running', stage: 'person' });
    trial.clock.passMs(24 * 3_600_000 + 1);
    await eventually(async () => expect(await trial.task(id!)).toMatchObject({ overdueTold: true }));
    expect((await trial.events(id!)).filter((type) => type === 'task.waiting')).toHaveLength(3);
  });

  it('has a proposal beside it where a migration says so, which may fail without hurting anybody', async () => {
    const assignments = new TargetActs();
    assignments.shadow = { agentId: 'zealot', personaId: null };
    begin({ assignments, executors: new FunctionExecutors({ zealot: failing(), worker: done }) });
    const [id] = await trial.enqueue({ key: 'a' });
    await until(id!, 'succeeded');
    const [shadow] = await trial.enqueue({ key: `shadow/${id!}` });
    expect(await until(shadow!, 'failed')).toMatchObject({ mode: 'propose', shadowOf: id, agentId: 'zealot' });
    expect(await trial.states()).toEqual({ succeeded: 1, failed: 1 });
  });

  it('that waits for an answer from outside is tried again when none comes', async () => {
    const executors = new FunctionExecutors({
      worker: ({ attempt, deadline }) =>
        attempt === 1
          ? { kind: 'waiting', for: 'callback', until: deadline, cost: {} }
          : done({} as never, {} as never),
    });
    begin({ executors });
    const [id] = await trial.enqueue({ key: 'a' });
    await waitsFor(id!, 'callback');
    expect((await trial.task(id!)).leaseOwner).toBeNull();
    trial.clock.passMs(11_000);
    await eventually(async () => expect((await trial.nearerToNextTry(id!)).state).toBe('succeeded'));
    expect((await trial.timeline(id!)).find(({ move }) => move === 'retry')?.note).toMatch(/^no_answer/);
    expect(new Set(executors.requests.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([`${id!}:worker`]));
  });
});
