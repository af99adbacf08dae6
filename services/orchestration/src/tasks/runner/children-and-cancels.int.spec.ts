import { eventually } from '@vividwalls/testing';
import type { UnitOfWork } from '@vividwalls/messaging';
import { TaskOutcomeReported } from '@vividwalls/events';
import type { EventEnvelope } from '@vividwalls/messaging';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { TaskActs } from '../acts/task-acts.js';
import { OutcomeReports } from '../reports/outcome-reports.js';
import { TaskTrial, trialTask, type TrialOptions } from '../testing/task-trial.js';
import { done, failing, FunctionExecutors, type Work } from '../testing/trial-ports.js';

let database: OrchestrationDatabase;
let trial: TaskTrial;
beforeEach(async () => {
  database = await createOrchestrationDatabase('task-children');
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

const until = (id: string, what: object) =>
  eventually(async () => {
    const task = await trial.task(id);
    expect(task).toMatchObject(what);
    return task;
  });

const acts = () => {
  const { work, changes, desk, rosters, clock, wakeUps } = trial.parts;
  return new TaskActs(work as UnitOfWork, changes, desk, rosters, clock, wakeUps);
};

const WORD = { by: 'user:second', reason: 'it is well' };

describe('a task that hands work over', () => {
  /** Hands over so many children, waits for all, and says what it heard. */
  const parent =
    (children: number, heard: unknown[]): Work =>
    async ({ taskId, resumedBy, deadline }) => {
      if (resumedBy === null) {
        const tasks = Array.from({ length: children }, (_, i) =>
          trialTask({ key: `${taskId}/${i}`, capability: 'work', parentId: taskId, agentId: 'zealot' }),
        );
        await database.dataSource.transaction((tx) => trial.desk.enqueue(tx, tasks));
        // The children may have ended before their parent waits.
        if (children > 1)
          await eventually(async () => expect((await trial.states())['succeeded'] ?? 0).toBeGreaterThan(0));
      } else heard.push(resumedBy);
      if (heard.length < children) return { kind: 'waiting', for: 'task', until: deadline, cost: {} };
      return { kind: 'succeeded', output: { ok: true }, cost: {} };
    };

  it('goes on when its child has ended, in the same try', async () => {
    const heard: unknown[] = [];
    begin({ executors: new FunctionExecutors({ worker: parent(1, heard), zealot: done }) });
    const [id] = await trial.enqueue({ key: 'parent' });
    const task = await until(id!, { state: 'succeeded', attempt: 1 });
    expect(heard).toEqual([expect.objectContaining({ key: `${id!}/0`, state: 'succeeded', output: { ok: true } })]);
    expect(task.heard).toHaveLength(1);
    expect(await trial.moves(id!)).toEqual(['queued', 'route', 'begin', 'wait_for_task', 'resume', 'succeed']);
  });

  it('hears of every child once, also of those that ended before it waited', async () => {
    const heard: { readonly taskId: string }[] = [];
    begin({ executors: new FunctionExecutors({ worker: parent(5, heard), zealot: done }) });
    const [id] = await trial.enqueue({ key: 'parent' });
    await until(id!, { state: 'succeeded', attempt: 1 });
    expect(new Set(heard.map(({ taskId }) => taskId)).size).toBe(5);
  });

  it('hears of a child that failed', async () => {
    const heard: unknown[] = [];
    begin({ executors: new FunctionExecutors({ worker: parent(1, heard), zealot: failing(false) }) });
    const [id] = await trial.enqueue({ key: 'parent' });
    await eventually(async () => expect(await trial.states()).toMatchObject({ running: 2 }));
    const [child] = await trial.enqueue({ key: `${id!}/0` });
    await until(child!, { waitsFor: 'person' });
    await acts().cancel(child!, WORD);
    await until(id!, { state: 'succeeded' });
    expect(heard).toEqual([expect.objectContaining({ state: 'cancelled', error: expect.objectContaining({}) })]);
  });
});

describe('a task that is cancelled', () => {
  it('ends at once when nobody has it', async () => {
    trial = new TaskTrial(database.dataSource);
    const [id] = await trial.enqueue({ key: 'a' });
    expect(await acts().cancel(id!, WORD)).toMatchObject({ state: 'cancelled' });
    expect((await trial.timeline(id!)).at(-1)).toMatchObject({ move: 'cancel', actor: 'user:second' });
    await expect(acts().cancel(id!, WORD)).rejects.toMatchObject({ status: 409 });
  });

  it.each([
    ['this', (id: string) => acts().cancel(id, WORD)],
    [
      'another',
      async (id: string) => {
        const elsewhere = new TaskTrial(database.dataSource, { clock: trial.clock });
        const { work, changes, desk, rosters, clock, wakeUps } = elsewhere.parts;
        await new TaskActs(work as UnitOfWork, changes, desk, rosters, clock, wakeUps).cancel(id, WORD);
      },
    ],
  ])('is told to stop where it runs, when it is cancelled in %s process', async (_which, cancel) => {
    let reason: unknown;
    const endless: Work = (_request, signal) =>
      new Promise<never>(() => signal.addEventListener('abort', () => (reason = signal.reason)));
    begin({ executors: new FunctionExecutors({ work: endless }) });
    const [id] = await trial.enqueue({ key: 'a' });
    await eventually(() => expect(trial.runner.size).toBe(1));
    await cancel(id!);
    await until(id!, { state: 'cancelled', error: { code: 'cancelled' } });
    expect(reason).toBe('cancel');
  });
});

describe('answers', () => {
  it('of a person end the work that a person has, when they are what was promised', async () => {
    begin({
      executors: new FunctionExecutors({ worker: failing(false), zealot: failing(false), director: failing(false) }),
    });
    const [id] = await trial.enqueue({ key: 'a' });
    await until(id!, { stage: 'person', waitsFor: 'person' });
    await expect(acts().finish(id!, { ok: 'yes' }, 'user:ann')).rejects.toMatchObject({ status: 422 });
    await expect(acts().finish(id!, { ok: true }, 'agent:worker')).rejects.toMatchObject({ status: 403 });
    expect(await acts().finish(id!, { ok: true }, 'user:ann')).toMatchObject({ state: 'succeeded' });
    expect((await trial.timeline(id!)).at(-1)).toMatchObject({ move: 'succeed', actor: 'user:ann' });
  });

  it('to questions bring the task back to routing', async () => {
    begin();
    const [id] = await trial.enqueue({ key: 'a', capability: null });
    await until(id!, { waitsFor: 'clarification' });
    await expect(acts().clarify(id!, { 'What else?': 'x' }, 'user:ann')).rejects.toMatchObject({ status: 422 });
    await acts().clarify(id!, { 'Which work?': 'work' }, 'user:ann');
    await until(id!, { state: 'succeeded', capability: 'work', agentId: 'worker' });
  });

  describe('from outside', () => {
    const report = (taskId: string, part: Partial<TaskOutcomeReported> = {}) =>
      ({
        time: trial.clock.now().toISOString(),
        data: {
          taskId,
          agentId: 'worker',
          outcome: 'succeeded',
          durationMs: 5,
          occurredAt: '',
          output: { ok: true },
          ...part,
        },
      }) as EventEnvelope<TaskOutcomeReported>;
    const hear = (event: EventEnvelope<TaskOutcomeReported>) => {
      const { changes, rosters, clock, wakeUps } = trial.parts;
      const reports = new OutcomeReports(changes, rosters, clock, { next: () => 0 }, wakeUps);
      return database.dataSource.transaction((tx) => reports.hear(tx, event));
    };
    const calls: Work = ({ deadline }) => ({ kind: 'waiting', for: 'callback', until: deadline, cost: {} });

    it('end the task once', async () => {
      begin({ executors: new FunctionExecutors({ worker: calls }) });
      const [id] = await trial.enqueue({ key: 'a' });
      await until(id!, { waitsFor: 'callback' });
      await hear(report(id!, { agentId: 'somebody-else' }));
      await until(id!, { waitsFor: 'callback' });
      await hear(report(id!));
      await until(id!, { state: 'succeeded', output: { ok: true } });
      await hear(report(id!, { outcome: 'failed' }));
      await until(id!, { state: 'succeeded' });
      expect((await trial.events(id!)).filter((type) => type === 'task.ended')).toHaveLength(1);
    });

    it('that come before the task waits are waited with; others’ tasks are not ours', async () => {
      trial = new TaskTrial(database.dataSource, {
        executors: new FunctionExecutors({ work: () => new Promise(() => undefined) }),
      });
      trial.runner.start();
      const [id] = await trial.enqueue({ key: 'a' });
      await until(id!, { state: 'running' });
      await expect(hear(report(id!))).rejects.toThrow(/does not wait for an answer yet/);
      await hear(report('t-1042'));
    });

    it('that are not what was promised count as a failed try', async () => {
      begin({ executors: new FunctionExecutors({ worker: calls }) });
      const [id] = await trial.enqueue({ key: 'a' });
      await until(id!, { waitsFor: 'callback' });
      await hear(report(id!, { output: { ok: 7 } }));
      await until(id!, { state: 'queued', waitsFor: 'retry', error: { code: 'bad_output' } });
    });
  });

  it('that ask for the work again get a new task, linked to the old', async () => {
    trial = new TaskTrial(database.dataSource);
    const [id] = await trial.enqueue({ key: 'a', input: { n: 7 } });
    await expect(acts().retry(id!, 'user:ann')).rejects.toMatchObject({ status: 409 });
    await acts().cancel(id!, WORD);
    const again = await acts().retry(id!, 'user:ann');
    expect(again).toMatchObject({ retryOf: id, state: 'queued', input: { n: 7 }, requestedBy: 'user:ann' });
    expect(again.key).not.toBe('a');
  });
});
