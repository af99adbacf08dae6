import type { ModuleRef } from '@nestjs/core';
import { eventually } from '@vividwalls/testing';
import { ExecutorsByKind } from '../../executors/executors.js';
import { GovernanceStandIn } from '../../tasks/testing/governance-stand-in.js';
import { TaskTrial, MovableClock } from '../../tasks/testing/task-trial.js';
import { TrialRosters, trialAgent, trialCapability } from '../../tasks/testing/trial-roster.js';
import type { NewTask } from '../../tasks/task.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { definePlaybook, type ComputeStep, type EffectStep, type WaitStep } from './playbook.js';
import { PlaybookExecutor } from './playbook.executor.js';
import { PlaybookRegistry } from './registry.js';

const HOUR_MS = 3_600_000;

/** What has happened, by task: `ask`, `remind`. */
const EFFECTS = 'CREATE TABLE effects (task text, name text)';

const effect = (name: string): EffectStep<unknown, string> => ({
  ...{ kind: 'effect', name },
  async work(run, tx) {
    await tx.query('INSERT INTO effects VALUES ($1, $2)', [run.taskId, name]);
    return name;
  },
  proposal: () => `would ${name}`,
});
const ask = effect('ask');
const remind = effect('remind');
/** Counted from now: it would never come if it were counted anew. */
const pause: WaitStep<unknown> = { kind: 'wait', name: 'pause', until: ({ now }) => new Date(now.getTime() + HOUR_MS) };
const begun: ComputeStep<unknown, string> = { kind: 'compute', name: 'begun', work: ({ now }) => now.toISOString() };
const over: WaitStep<unknown> = { kind: 'wait', name: 'over', until: ({ now }) => now };

const reminding = definePlaybook<unknown>({
  ...{ name: 'reminding', capability: 'remind', read: () => null, steps: [ask, begun, pause, remind] },
  output: (run) => ({ begun: run.of(begun), reminded: run.of(remind) }),
});
const prompt = definePlaybook<unknown>({
  ...{ name: 'prompt', capability: 'prompt', read: () => null, steps: [over, remind] },
  output: (run) => ({ reminded: run.of(remind), waited: run.of(over) }),
});

const capabilities = ['remind', 'prompt'].map((name) => trialCapability(name, { outputSchema: {} }));
const rosters = new TrialRosters([trialAgent('worker', { can: ['remind', 'prompt'], reportsTo: null })], capabilities);

let database: OrchestrationDatabase;
const processes: TaskTrial[] = [];
beforeEach(async () => {
  database = await createOrchestrationDatabase('wait-step');
  await database.owner.query(EFFECTS);
  await database.owner.query('GRANT SELECT, INSERT ON effects TO vw_orchestration');
});
afterEach(async () => {
  for (const one of processes.splice(0)) await one.runner.stop();
  await database?.drop();
});

/** A process of the service that runs playbooks. */
function begin(clock = new MovableClock()): TaskTrial {
  const modules = { get: (): TaskTrial['desk'] => trial.desk } as unknown as ModuleRef;
  const work = { run: (run) => database.dataSource.transaction(run) } as TaskTrial['parts']['work'];
  const playbooks = new PlaybookExecutor(
    new PlaybookRegistry([reminding, prompt]),
    work as never,
    modules,
    clock,
    new GovernanceStandIn(),
  );
  const trial: TaskTrial = new TaskTrial(database.dataSource, {
    ...{ clock, rosters, executors: new ExecutorsByKind([playbooks], clock) },
  });
  processes.push(trial);
  trial.runner.start();
  return trial;
}

const asked = (trial: TaskTrial, part: Partial<NewTask> = {}) =>
  trial.enqueue({ key: 'reminder', capability: 'remind', ...part }).then(([id]) => id!);
const until = (trial: TaskTrial, id: string, what: object) =>
  eventually(async () => {
    const task = await trial.task(id);
    expect(task).toMatchObject(what);
    return task;
  });
const effects = async (id: string) =>
  (await database.dataSource.query<{ name: string }[]>('SELECT name FROM effects WHERE task = $1', [id])).map(
    ({ name }) => name,
  );

describe('a playbook that waits for a time', () => {
  it('is held by nobody meanwhile, and goes on when the time has come, by the clock', async () => {
    const trial = begin();
    const id = await asked(trial);
    const waiting = await until(trial, id, { state: 'running', waitsFor: 'task', onTime: 'resume', leaseOwner: null });
    expect(await effects(id)).toEqual(['ask']);
    trial.clock.passMs(HOUR_MS - 60_000);
    await trial.enqueue({ key: 'other', capability: 'prompt' });
    await eventually(async () => expect(await trial.states()).toEqual({ running: 1, succeeded: 1 }));
    expect(await effects(id)).toEqual(['ask']);
    trial.clock.passMs(60_001);
    const done = await until(trial, id, { state: 'succeeded', attempt: 1, tries: 1, deaths: 0 });
    expect(await effects(id)).toEqual(['ask', 'remind']);
    // What was computed before the wait is what it was then.
    const { begun: then } = done.output as { readonly begun: string };
    expect(Date.parse(then)).toBeLessThanOrEqual(waiting.waitsUntil!.getTime() - HOUR_MS);
    expect(await trial.moves(id)).toEqual(['queued', 'route', 'begin', 'wait_for_task', 'resume', 'succeed']);
  });

  it('waits on in another process, until the same moment', async () => {
    const first = begin();
    const id = await asked(first);
    const { waitsUntil } = await until(first, id, { waitsFor: 'task' });
    await first.runner.stop();
    processes.pop();
    first.clock.passMs(HOUR_MS / 2);
    const second = begin(first.clock);
    // Looked at before its time, as after the end of a child.
    await database.dataSource.query(
      `UPDATE tasks SET waits_for = NULL, waits_until = NULL, run_after = $2 WHERE id = $1`,
      [id, second.clock.now()],
    );
    const again = await until(second, id, { waitsFor: 'task' });
    expect(again.waitsUntil).toEqual(waitsUntil);
    second.clock.passMs(HOUR_MS / 2 + 1);
    await until(second, id, { state: 'succeeded' });
    expect(await effects(id)).toEqual(['ask', 'remind']);
  });

  it('that comes while nobody runs is gone on with as soon as somebody does', async () => {
    const first = begin();
    const id = await asked(first);
    await until(first, id, { waitsFor: 'task' });
    await first.runner.stop();
    processes.pop();
    first.clock.passMs(24 * HOUR_MS);
    await until(begin(first.clock), id, { state: 'succeeded' });
    expect(await effects(id)).toEqual(['ask', 'remind']);
  });

  it('does not wait for a time that has come, nor leaves a row of it', async () => {
    const trial = begin();
    const id = await asked(trial, { capability: 'prompt' });
    await until(trial, id, { state: 'succeeded', output: { reminded: 'remind', waited: null } });
    const steps = await database.dataSource.query('SELECT step FROM task_steps WHERE task_id = $1', [id]);
    expect(steps).toEqual([{ step: 'prompt/remind' }]);
  });

  it('leaves the wait out when it only proposes', async () => {
    const trial = begin();
    const id = await asked(trial, { mode: 'propose', agentId: 'worker' });
    await until(trial, id, { state: 'succeeded', output: { reminded: 'would remind' } });
    expect(await trial.moves(id)).toEqual(['queued', 'route', 'begin', 'succeed']);
    expect(await effects(id)).toEqual([]);
  });
});
