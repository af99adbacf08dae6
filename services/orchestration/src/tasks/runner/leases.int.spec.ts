import { eventually } from '@vividwalls/testing';
import type { ExecutionOutcome } from '../../executors/executor.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { DEATHS_MAX } from '../changes/retry-policy.js';
import { taskSteps } from '../steps/task-steps.js';
import { MovableClock, TaskTrial, type TrialOptions } from '../testing/task-trial.js';
import { done, failing, FunctionExecutors, type Work } from '../testing/trial-ports.js';

let database: OrchestrationDatabase;
let trials: TaskTrial[] = [];
beforeEach(async () => {
  database = await createOrchestrationDatabase('task-leases');
  trials = [];
});
afterEach(async () => {
  await Promise.all(trials.map(({ runner }) => runner.stop()));
  await Promise.all(
    trials.filter(({ dataSource }) => dataSource !== database.dataSource).map(({ dataSource }) => dataSource.destroy()),
  );
  await database?.drop();
});

async function runner(options: TrialOptions = {}): Promise<TaskTrial> {
  const trial = await TaskTrial.connect(database.url, options);
  trials.push(trial);
  trial.runner.start();
  return trial;
}

const ended = (trial: TaskTrial, id: string, state = 'succeeded') =>
  eventually(async () => {
    const task = await trial.task(id);
    if (task.state !== state) throw new Error(`${task.state} ${task.waitsFor} ${JSON.stringify(task.error)}`);
    return task;
  });

/** Work that goes on until the spec lets it end, whatever its signal says. */
function held(): { work: Work; release: (outcome?: ExecutionOutcome) => void; begun: Promise<void> } {
  let release!: (outcome?: ExecutionOutcome) => void;
  let begin!: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const end = new Promise<ExecutionOutcome | undefined>((resolve) => (release = resolve));
  const work: Work = async (request, signal) => {
    begin();
    return (await end) ?? done(request, signal);
  };
  return { work, release, begun };
}

describe('a runner that was thought dead', () => {
  it('writes nothing any more: whoever has the lease says what became of the task', async () => {
    const clock = new MovableClock();
    const slow = held();
    const silent = { heartbeatMs: 3_600_000, sweepMs: 3_600_000, pollMs: 3_600_000, leaseMs: 5_000 };
    const first = await runner({ clock, executors: new FunctionExecutors({ work: slow.work }), settings: silent });
    const [id] = await first.enqueue({ key: 'a' });
    await slow.begun;
    expect((await first.task(id!)).leaseToken).toBe(1);

    clock.passMs(5_001);
    const answers: Work = () => ({ kind: 'succeeded', output: { ok: true, by: 'the second' }, cost: {} });
    const second = await runner({ clock, executors: new FunctionExecutors({ work: answers }) });
    const task = await ended(second, id!);
    expect(task).toMatchObject({ deaths: 1, attempt: 1, leaseToken: 2, output: { by: 'the second' } });

    slow.release({ kind: 'failed', code: 'late', message: 'too late', retryable: false, cost: {} });
    await first.runner.stop();
    expect(await second.moves(id!)).toEqual(['queued', 'route', 'begin', 'reclaim', 'succeed']);
    expect((await second.events(id!)).filter((type) => type === 'task.ended')).toHaveLength(1);
  });

  it('hears at its next heartbeat that it has lost the task, and stops', async () => {
    const clock = new MovableClock();
    let reason: unknown;
    const untilStopped: Work = (_request, signal) =>
      new Promise<never>(() => signal.addEventListener('abort', () => (reason = signal.reason)));
    const settings = { heartbeatMs: 1_000, sweepMs: 3_600_000, pollMs: 3_600_000, leaseMs: 5_000 };
    const first = await runner({ clock, executors: new FunctionExecutors({ work: untilStopped }), settings });
    const [id] = await first.enqueue({ key: 'a' });
    await eventually(() => expect(first.runner.size).toBe(1));
    clock.passMs(5_001);
    // Before the next heartbeat another has taken and finished it.
    const second = await runner({ clock });
    await ended(second, id!);
    await eventually(() => expect(reason).toBe('lost'));
    await eventually(() => expect(first.runner.size).toBe(0));
  });
});

describe('runners beside one another', () => {
  it('keep what they have by heartbeats, though the work takes longer than a lease', async () => {
    const slow = held();
    const executors = new FunctionExecutors({ work: slow.work });
    const first = await runner({ executors, settings: { leaseMs: 600, heartbeatMs: 100 } });
    const [id] = await first.enqueue({ key: 'a' });
    await slow.begun;
    const { leaseUntil } = await first.task(id!);
    const second = await runner({ settings: { leaseMs: 600 } });
    await eventually(async () => {
      // Two leases have passed, and it is still the first's.
      expect((await second.task(id!)).leaseUntil!.getTime()).toBeGreaterThan(leaseUntil!.getTime() + 1_200);
    });
    slow.release();
    expect(await ended(first, id!)).toMatchObject({ deaths: 0, leaseToken: 1 });
  });

  it('take every task once, however many there are of both', async () => {
    const counts = new Map<string, number>();
    const count: Work = (request, signal) => {
      counts.set(request.taskId, (counts.get(request.taskId) ?? 0) + 1);
      return done(request, signal);
    };
    const settings = { batch: 20, concurrency: 40 };
    const all = await Promise.all(
      [1, 2, 3].map(() => runner({ executors: new FunctionExecutors({ work: count }), settings })),
    );
    await all[0]!.enqueue(...Array.from({ length: 300 }, (_, i) => ({ key: `task-${i}` })));
    await eventually(async () => expect(await all[0]!.states()).toEqual({ succeeded: 300 }));
    expect(counts.size).toBe(300);
    expect([...counts.values()].every((times) => times === 1)).toBe(true);
  });
});

describe('a process that stops', () => {
  it('gives back what it has not finished, and nobody has died', async () => {
    const stubborn: Work = () => new Promise<never>(() => undefined);
    const first = await runner({ executors: new FunctionExecutors({ work: stubborn }) });
    const [id] = await first.enqueue({ key: 'a' });
    await eventually(() => expect(first.runner.size).toBe(1));
    await first.runner.stop();
    expect(await first.task(id!)).toMatchObject({ state: 'running', leaseOwner: null, deaths: 0 });
    const executors = new FunctionExecutors();
    const second = await runner({ executors });
    expect(await ended(second, id!)).toMatchObject({ deaths: 0, attempt: 1 });
  });
});

describe('a task that kills whoever runs it', () => {
  it('has failed after some leases without a word, and harms no other', async () => {
    const clock = new MovableClock();
    const dead = { heartbeatMs: 3_600_000, sweepMs: 3_600_000, pollMs: 3_600_000 };
    const deadly: Work = () => new Promise<never>(() => undefined);
    const ids: string[] = [];
    for (let life = 0; life < DEATHS_MAX; life += 1) {
      const settings = life === 0 ? dead : { ...dead, pollMs: 50 };
      const one = await runner({ clock, executors: new FunctionExecutors({ work: deadly }), settings });
      if (life === 0) ids.push(...(await one.enqueue({ key: 'deadly' })));
      await eventually(async () => expect(await one.task(ids[0]!)).toMatchObject({ leaseToken: life + 1 }));
      clock.passMs(5_001);
    }
    const last = await runner({ clock });
    const [other] = await last.enqueue({ key: 'harmless' });
    expect(await ended(last, ids[0]!, 'failed')).toMatchObject({
      deaths: DEATHS_MAX,
      error: { code: 'killed_its_runner' },
    });
    await ended(last, other!);
  });
});

describe('steps', () => {
  it('that are done are handed to whoever goes on with the task', async () => {
    const clock = new MovableClock();
    const dead = { heartbeatMs: 3_600_000, sweepMs: 3_600_000, pollMs: 3_600_000 };
    const dies: Work = async ({ taskId }) => {
      await database.dataSource.transaction((tx) => taskSteps.done(tx, taskId, 'print', { sheet: 7 }, clock.now()));
      return new Promise<never>(() => undefined);
    };
    const first = await runner({ clock, executors: new FunctionExecutors({ work: dies }), settings: dead });
    const [id] = await first.enqueue({ key: 'a' });
    await eventually(async () => {
      expect(await database.dataSource.query('SELECT step FROM task_steps')).toEqual([{ step: 'print' }]);
    });
    clock.passMs(5_001);
    const executors = new FunctionExecutors();
    await ended(await runner({ clock, executors }), id!);
    expect([...executors.requests[0]!.doneSteps]).toEqual([['print', { sheet: 7 }]]);
  });

  it('can’t be done twice', async () => {
    const trial = new TaskTrial(database.dataSource);
    const [id] = await trial.enqueue({ key: 'a' });
    const now = new Date();
    const again = () => database.dataSource.transaction((tx) => taskSteps.done(tx, id!, 'print', null, now));
    expect(await taskSteps.begin(database.dataSource.manager, id!, 'print', now)).toBe(true);
    expect(await taskSteps.begin(database.dataSource.manager, id!, 'print', now)).toBe(false);
    await again();
    await expect(again()).rejects.toThrow(/is done already/);
  });

  it('of a task that failed for good are taken back, again until it is done', async () => {
    const executors = new FunctionExecutors({
      worker: async (request, signal) => {
        await taskSteps.done(database.dataSource.manager, request.taskId, 'print', { sheet: 7 }, new Date());
        return failing(false)(request, signal);
      },
    });
    let tries = 0;
    executors.compensation = () => ((tries += 1) === 1 ? Promise.reject(new Error('not now')) : Promise.resolve());
    const trial = await runner({ executors });
    const [id] = await trial.enqueue({ key: 'a', dueAt: new Date(Date.now() + 3_600_000), agentId: 'worker' });
    await eventually(async () => expect((await trial.task(id!)).waitsFor).toBe('person'));
    const { TaskChange } = await import('../changes/task-change.js');
    const { end } = await import('../changes/rule-outcome.js');
    const change = new TaskChange(await trial.task(id!), trial.clock.now());
    end(change, 'cancel', { code: 'cancelled', message: 'no longer wanted' }, { actor: 'user:owner' });
    await database.dataSource.transaction((tx) => trial.changes.make(tx, [change], trial.clock.now()));
    await eventually(() => expect(tries).toBe(1));
    trial.clock.passMs(60_001);
    await eventually(async () => expect(await trial.task(id!)).toMatchObject({ compensation: 'done' }));
    expect([...executors.compensated.at(-1)!.doneSteps.keys()]).toEqual(['print']);
    expect((await trial.timeline(id!)).at(-1)?.note).toMatch(/taken back: print/);
  });
});

describe('the timeline', () => {
  it('can’t be changed, by the service or the owner', async () => {
    const trial = new TaskTrial(database.dataSource);
    await trial.enqueue({ key: 'a' });
    for (const role of [database.dataSource, database.owner]) {
      await expect(role.query(`UPDATE task_timeline SET note = 'nothing'`)).rejects.toMatchObject({ code: '42501' });
      await expect(role.query('DELETE FROM task_timeline')).rejects.toMatchObject({ code: '42501' });
    }
  });
});
