import type { UnitOfWork } from '@vividwalls/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import type { ModuleRef } from '@nestjs/core';
import { aCapability, anAgent, aRequest, failureOf, outputOf } from '../../executors/testing/requests.js';
import type { ExecutionRequest } from '../../executors/executor.js';
import type { Json, JsonObject } from '../../json.js';
import { TaskDesk } from '../../tasks/ports.js';
import { GovernanceStandIn } from '../../tasks/testing/governance-stand-in.js';
import type { NewTask } from '../../tasks/task.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { orderTriage } from '../orders/order-triage.js';
import { proposed } from '../testing/try-playbook.js';
import { definePlaybook, type ChildStep, type ComputeStep, type EffectStep, type OutsideStep } from './playbook.js';
import { PlaybookExecutor } from './playbook.executor.js';
import { PlaybookRegistry } from './registry.js';

let database: OrchestrationDatabase;
let db: DataSource;
beforeAll(async () => {
  database = await createOrchestrationDatabase('playbooks');
  db = database.dataSource;
});
afterAll(() => database?.drop());

const NOW = new Date('2026-11-22T10:00:00.000Z');
let now = NOW;
const governance = new GovernanceStandIn(undefined, () => now);
const signal = new AbortController().signal;

/** Enters tasks as the desk does, as far as a parent and its children need it. */
class Desk extends TaskDesk {
  async enqueue(tx: EntityManager, tasks: readonly NewTask[]): Promise<string[]> {
    return Promise.all(tasks.map((task) => entered(tx, task)));
  }
}

async function entered(tx: Pick<EntityManager, 'query'>, task: Partial<NewTask> & { key: string }): Promise<string> {
  await tx.query(
    `INSERT INTO tasks (id, key, capability, input, context, priority, subject, requested_by, parent_id, mode, test,
       correlation_id, causation_id, due_at, created_at, run_after, changes)
     VALUES (gen_random_uuid(), $1, $2, $3, '{}', 1, 'x', 'agent:x', $4, 'act', false, 'c', 'c', $5, now(), now(), 1)
     ON CONFLICT (key) DO NOTHING`,
    [task.key, task.capability ?? 'x', JSON.stringify(task.input ?? {}), task.parentId ?? null, task.dueAt ?? null],
  );
  const [row] = await tx.query<{ id: string }[]>('SELECT id FROM tasks WHERE key = $1', [task.key]);
  return row!.id;
}

/** The end of a task, as the engine writes it. */
const end = (id: string, state: string, output: Json) =>
  db.query('UPDATE tasks SET state = $2, output = $3, ended_at = now() WHERE id = $1', [
    id,
    state,
    JSON.stringify(output),
  ]);

function executor(...playbooks: Parameters<typeof definePlaybook>[0][]): PlaybookExecutor {
  const unitOfWork = { run: (work) => db.transaction(work) } as UnitOfWork;
  const modules = { get: () => new Desk() } as unknown as ModuleRef;
  return new PlaybookExecutor(new PlaybookRegistry(playbooks), unitOfWork, modules, { now: () => now }, governance);
}

/** A task, and its tries: each sees the steps that are done by then. */
async function aTask(capability: string, given: Partial<ExecutionRequest> = {}) {
  const taskId = await entered(db, { key: crypto.randomUUID() });
  const steps = () =>
    db.query<{ step: string; state: string; output: Json }[]>(
      'SELECT step, state, output FROM task_steps WHERE task_id = $1 ORDER BY step',
      [taskId],
    );
  const request = async (more: Partial<ExecutionRequest> = {}) => {
    const done = (await steps()).filter(({ state }) => state === 'done');
    const doneSteps = new Map(done.map(({ step, output }) => [step, output]));
    const limits = { agent: anAgent(), deadline: new Date(now.getTime() + 60_000) };
    return aRequest({ taskId, capability: aCapability({ name: capability }), ...limits, ...given, ...more, doneSteps });
  };
  const children = () =>
    db.query<{ id: string; capability: string; input: JsonObject; due_at: Date | null }[]>(
      'SELECT id, capability, input, due_at FROM tasks WHERE parent_id = $1 ORDER BY created_at',
      [taskId],
    );
  return { taskId, steps, request, children };
}

beforeEach(async () => {
  now = NOW;
  await database.owner.query('CREATE TABLE IF NOT EXISTS bookings (task text)');
  await database.owner.query('GRANT SELECT, INSERT, DELETE ON bookings TO vw_orchestration');
});
const bookings = async (taskId: string) =>
  (await db.query<unknown[]>('SELECT 1 FROM bookings WHERE task = $1', [taskId])).length;

let rolled = 0;
const roll: ComputeStep<unknown, number> = { kind: 'compute', name: 'roll', work: () => ++rolled };
let failAfter = false;
const book: EffectStep<unknown, { rolled: number }> = {
  kind: 'effect',
  name: 'book',
  async work(run, tx) {
    await tx.query('INSERT INTO bookings VALUES ($1)', [run.taskId]);
    if (failAfter) throw new Error('the power went out');
    return { rolled: run.of(roll) };
  },
  proposal: (run) => ({ rolled: run.of(roll) }),
  compensate: async ({ tx, request }) =>
    void (await tx.query('DELETE FROM bookings WHERE task = $1', [request.taskId])),
};
const booking = definePlaybook<unknown>({
  ...{ name: 'booking', capability: 'booking', read: () => null, steps: [roll, book] },
  output: (run) => run.of(book),
});

describe('a step with an effect of our own', () => {
  it('happens once, and a resumed run goes on from what was computed then', async () => {
    const task = await aTask('booking');
    const playbooks = executor(booking);
    const first = outputOf(await playbooks.execute(await task.request(), signal));
    expect(outputOf(await playbooks.execute(await task.request(), signal))).toEqual(first);
    expect(await bookings(task.taskId)).toBe(1);
    expect((await task.steps()).map(({ step, state }) => `${step} ${state}`)).toEqual([
      'booking/book done',
      'booking/roll done',
    ]);
  });

  it('has not happened when it fails half-way', async () => {
    const task = await aTask('booking');
    failAfter = true;
    await expect(executor(booking).execute(await task.request(), signal)).rejects.toThrow('the power went out');
    failAfter = false;
    expect([await bookings(task.taskId), await task.steps()]).toEqual([0, []]);
    outputOf(await executor(booking).execute(await task.request(), signal));
    expect(await bookings(task.taskId)).toBe(1);
  });

  it('happens once for two runs at the same time, and both know what it came to', async () => {
    const task = await aTask('booking');
    const request = await task.request();
    const outputs = await Promise.all(Array.from({ length: 4 }, () => executor(booking).execute(request, signal)));
    expect(await bookings(task.taskId)).toBe(1);
    expect(new Set(outputs.map((outcome) => JSON.stringify(outputOf(outcome)))).size).toBe(1);
  });

  it('is only thought of in a proposal', async () => {
    const task = await aTask('booking', { mode: 'propose' });
    outputOf(await executor(booking).execute(await task.request(), signal));
    expect([await bookings(task.taskId), await task.steps()]).toEqual([0, []]);
  });

  it('is taken back once, however often it is asked for', async () => {
    const task = await aTask('booking');
    const playbooks = executor(booking);
    await playbooks.execute(await task.request(), signal);
    await playbooks.compensate(await task.request());
    expect(await bookings(task.taskId)).toBe(0);
    await db.query('INSERT INTO bookings VALUES ($1)', [task.taskId]);
    await playbooks.compensate(await task.request());
    expect(await bookings(task.taskId)).toBe(1);
  });
});

describe('a step with an effect elsewhere', () => {
  it('is marked before, and repeated under the same key after a crash', async () => {
    const keys: string[] = [];
    let answers = false;
    const call: OutsideStep<unknown, { ok: boolean }> = {
      kind: 'outside',
      name: 'call',
      async work(_run, key) {
        keys.push(key);
        if (!answers) throw new Error('gone');
        return { ok: true };
      },
      proposal: () => ({ ok: true }),
    };
    const calling = definePlaybook<unknown>({
      ...{ name: 'calling', capability: 'calling', read: () => null, steps: [call], output: (run) => run.of(call) },
    });
    const task = await aTask('calling');
    await expect(executor(calling).execute(await task.request(), signal)).rejects.toThrow('gone');
    expect(await task.steps()).toEqual([{ step: 'calling/call', state: 'begun', output: null }]);
    answers = true;
    expect(outputOf(await executor(calling).execute(await task.request(), signal))).toEqual({ ok: true });
    await executor(calling).execute(await task.request(), signal);
    expect(keys).toEqual([`${task.taskId}:calling/call`, `${task.taskId}:calling/call`]);
  });
});

describe('a step that hands a task over', () => {
  const hand: ChildStep<unknown> = {
    ...{ kind: 'child', name: 'hand' },
    task: () => ({ capability: 'print.sheet', input: {} }),
    proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
  };
  const handing = definePlaybook<unknown>({
    ...{ name: 'handing', capability: 'handing', read: () => null, steps: [hand], output: (run) => run.of(hand) },
  });

  it('waits for its end, and never hands over twice', async () => {
    const task = await aTask('handing');
    for (let i = 0; i < 3; i++) {
      expect(await executor(handing).execute(await task.request(), signal)).toMatchObject({
        kind: 'waiting',
        for: 'task',
      });
    }
    const [child, ...others] = await task.children();
    expect(others).toEqual([]);
    await end(child!.id, 'succeeded', { sheetId: 's' });
    expect(outputOf(await executor(handing).execute(await task.request(), signal))).toMatchObject({
      output: { sheetId: 's' },
    });
  });

  it('fails for good with it', async () => {
    const task = await aTask('handing');
    await executor(handing).execute(await task.request(), signal);
    await end((await task.children())[0]!.id, 'cancelled', null);
    const outcome = executor(handing).execute(await task.request(), signal);
    await expect(outcome).rejects.toMatchObject({ code: 'child_failed', more: { retryable: false } });
  });
});

describe('order triage', () => {
  const line = { title: 'Noir', variant: '24x36 / Canvas Roll', quantity: 1, priceMinor: '15300' };
  const sound = { orderId: '5001', paidAt: NOW.toISOString(), lines: [line] };
  const triage = (input: ExecutionRequest['input']) => aTask('order.triage', { input });
  const run = async (task: Awaited<ReturnType<typeof aTask>>) =>
    executor(orderTriage).execute(await task.request(), signal);
  const DUE = new Date('2026-11-23T10:00:00.000Z');

  it('of a sound order waits for its print sheet, a day at most', async () => {
    const task = await triage(sound);
    expect(await run(task)).toEqual({ kind: 'waiting', for: 'task', until: DUE, onTime: 'resume', cost: {} });
    const [sheet] = await task.children();
    // The sheet itself has no end: late, it is still wanted.
    expect(sheet).toMatchObject({ capability: 'print.sheet', due_at: null });
    await end(sheet!.id, 'succeeded', { orderId: '5001', sheetId: 's-1' });
    expect(outputOf(await run(task))).toMatchObject({
      ...{ verdict: 'print', faults: [], printSheetTaskId: sheet!.id, sheet: { sheetId: 's-1' } },
    });
  });

  it('asks for a sheet in words that the playbook of print sheets takes, with what was noted', async () => {
    const task = await triage({ ...sound, notes: 'a gift' });
    await run(task);
    const [sheet] = await task.children();
    expect(sheet!.input).toMatchObject({ notes: 'customer’s note: a gift' });
    expect(await proposed('print.sheet', sheet!.input)).toMatchObject({
      ...{ orderId: '5001', sheetId: 'sheet-5001', lines: [{ title: 'Noir', quantity: 1, size: '24x36' }] },
    });
  });

  it('says that the sheet is late when it is', async () => {
    const task = await triage(sound);
    await run(task);
    now = DUE;
    expect(outputOf(await run(task))).toMatchObject({
      verdict: 'print',
      faults: ['the print sheet is late'],
      dueAt: DUE.toISOString(),
    });
  });

  it.each([
    [{ verdict: 'print' }, 'print.sheet'],
    [{ verdict: 'hold' }, null],
  ])('of an order with a problem asks a person, who says %j', async (answer, next) => {
    const task = await triage({ ...sound, lines: [{ ...line, custom: true }] });
    await run(task);
    const [review] = await task.children();
    expect(review!.capability).toBe('order.review');
    await end(review!.id, 'succeeded', answer);
    const outcome = await run(task);
    const children = (await task.children()).map(({ capability }) => capability);
    if (next) expect([outcome.kind, children]).toEqual(['waiting', ['order.review', next]]);
    else expect([outputOf(outcome), children]).toMatchObject([{ verdict: 'hold' }, ['order.review']]);
  });

  it('of a test order asks nobody', async () => {
    const task = await triage({ ...sound, test: true });
    expect(outputOf(await run(task))).toMatchObject({ verdict: 'hold' });
    expect(await task.children()).toEqual([]);
  });

  it('refuses an order without an id', async () => {
    expect(failureOf(await run(await triage({})))).toMatchObject({ code: 'bad_input' });
  });
});
