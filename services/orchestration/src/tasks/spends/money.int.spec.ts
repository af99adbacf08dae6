import { eventually } from '@vividwalls/testing';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { listStops, resumeAgent, stopAgents } from '../stops/agent-stops.js';
import { StopSweeper } from '../stops/stop-sweeper.js';
import { FinanceStandIn } from '../testing/finance-stand-in.js';
import { TaskTrial, type TrialOptions } from '../testing/task-trial.js';
import { failing, FunctionExecutors, type Work } from '../testing/trial-ports.js';
import { SpendSweeper } from './spend-sweeper.js';

let database: OrchestrationDatabase;
let finance: FinanceStandIn;
let trial: TaskTrial;
beforeEach(async () => {
  [database, finance] = await Promise.all([createOrchestrationDatabase('task-money'), FinanceStandIn.start()]);
});
afterEach(async () => {
  await trial?.runner.stop();
  await finance?.stop();
  await database?.drop();
});

const paid: Work = () => ({ kind: 'succeeded', output: { ok: true }, cost: { minor: 430n, tokens: 12 } });

function begin(options: TrialOptions = {}): TaskTrial {
  trial = new TaskTrial(database.dataSource, { requests: finance.requests, ...options });
  trial.runner.start();
  return trial;
}

const sweep = () => new SpendSweeper(trial.parts).sweep();

const until = (id: string, what: object) =>
  eventually(async () => {
    const task = await trial.task(id);
    expect(task).toMatchObject(what);
    return task;
  });

const costly = { key: 'costly', capability: 'costly.work' };

describe('a task that costs money', () => {
  it('begins once finance holds it, and finance hears what it came to', async () => {
    begin({ executors: new FunctionExecutors({ spender: paid }) });
    const [id] = await trial.enqueue(costly);
    await until(id!, {
      state: 'succeeded',
      spendState: 'to_commit',
      reservedMinor: 500n,
      actualMinor: 430n,
      tokens: 12,
    });
    expect(finance.asked).toEqual([
      expect.objectContaining({
        ...{ key: `task/${id!}/1`, actor: 'agent:spender', department: 'sales', category: 'llm' },
        ...{ amountMinor: '500', allowanceMinor: '100', currency: 'USD' },
      }),
    ]);
    expect(await trial.moves(id!)).toEqual(['queued', 'route', 'reserve', 'begin', 'succeed']);
    expect(await sweep()).toBe(1);
    expect(finance.settled).toEqual([
      { key: `task/${id!}/1`, outcome: 'commit', actualMinor: '430', currency: 'USD', actor: 'agent:spender' },
    ]);
    await until(id!, { spendState: 'settled' });
    expect(await sweep()).toBe(0);
  });

  it('is settled when finance is there again, however long it was away', async () => {
    begin({ executors: new FunctionExecutors({ spender: paid }) });
    const [id] = await trial.enqueue(costly);
    await until(id!, { state: 'succeeded' });
    await finance.close();
    expect(await sweep()).toBe(0);
    await until(id!, { spendState: 'to_commit' });
    await finance.open();
    trial.clock.passMs(15_001);
    expect(await sweep()).toBe(1);
    await until(id!, { spendState: 'settled' });
  });

  it('gives back what is held when the work fails, and asks anew under another key', async () => {
    begin({ executors: new FunctionExecutors({ spender: failing() }) });
    const [id] = await trial.enqueue({ ...costly, priority: 'low' });
    await eventually(async () => expect(await trial.nearerToNextTry(id!)).toMatchObject({ stage: 'director' }));
    expect(finance.asked.map(({ key }) => key)).toEqual([`task/${id!}/1`, `task/${id!}/2`]);
    await sweep();
    expect(finance.settled.map(({ key, outcome }) => [key, outcome]).sort()).toEqual([
      [`task/${id!}/1`, 'release'],
      [`task/${id!}/2`, 'release'],
    ]);
  });

  it('fails when finance refuses, without a fallback; its agent stands still until somebody lets it go on', async () => {
    finance.verdict = 'refused';
    const executors = new FunctionExecutors({ spender: paid });
    begin({ executors });
    const [id] = await trial.enqueue(costly);
    await until(id!, { state: 'failed', error: { code: 'over_budget' }, stage: 'assigned' });
    expect(executors.requests).toEqual([]);
    const now = trial.clock.now();
    expect(await listStops(database.dataSource, now, undefined, 10)).toEqual([
      expect.objectContaining({ agentId: 'spender', cause: 'over_budget', taskId: id }),
    ]);
    expect(await trial.events('spender')).toEqual(['agent.stopped']);

    finance.verdict = 'authorised';
    const [next] = await trial.enqueue({ ...costly, key: 'next' });
    await until(next!, { state: 'queued', waitsFor: 'budget' });
    expect(finance.asked).toHaveLength(1);
    const word = { agentId: 'spender', by: 'user:owner', reason: 'more money' };
    expect(await database.dataSource.transaction((tx) => resumeAgent(tx, trial.outbox, word, now))).toBe(true);
    await until(next!, { state: 'succeeded' });
    expect(await trial.events('spender')).toEqual(['agent.stopped', 'agent.resumed']);
    expect(await database.dataSource.transaction((tx) => resumeAgent(tx, trial.outbox, word, now))).toBe(false);
  });

  it('waits while others hold what its budget has left, and asks anew under another key; its agent works on', async () => {
    finance.verdict = 'refused';
    finance.room = { hasRoom: false, hasRoomOnceSettled: true, leftMinor: '0', reason: 'held' };
    begin({ executors: new FunctionExecutors({ spender: paid }) });
    const [id] = await trial.enqueue(costly);
    await until(id!, { state: 'queued', waitsFor: 'budget', spendState: 'settled' });
    expect(finance.roomAsked).toEqual([
      { agentId: 'spender', department: 'sales', category: 'llm', heldMinor: '600', currency: 'USD' },
    ]);
    expect(await listStops(database.dataSource, trial.clock.now(), undefined, 10)).toEqual([]);
    finance.verdict = 'authorised';
    trial.clock.passMs(31_000);
    await until(id!, { state: 'succeeded', spendNo: 2 });
    expect(finance.asked.map(({ key }) => key)).toEqual([`task/${id!}/1`, `task/${id!}/2`]);
  });

  it('lets its agent work again as soon as there is room for what was refused, and tells it once', async () => {
    finance.verdict = 'refused';
    begin({ executors: new FunctionExecutors({ spender: paid }) });
    const [id] = await trial.enqueue(costly);
    await until(id!, { state: 'failed' });
    const [next] = await trial.enqueue({ ...costly, key: 'next' });
    await until(next!, { state: 'queued', waitsFor: 'budget' });
    const sweepers = [new StopSweeper(trial.parts), new StopSweeper(trial.parts)];
    const sweepAll = async () => (await Promise.all(sweepers.map((one) => one.sweep()))).reduce((a, b) => a + b, 0);
    expect(await sweepAll()).toBe(0);
    expect(finance.roomAsked.at(-1)).toMatchObject({ agentId: 'spender', heldMinor: '600', currency: 'USD' });

    finance.room = { hasRoom: true, hasRoomOnceSettled: true, leftMinor: '700', reason: 'within budget' };
    finance.verdict = 'authorised';
    await finance.close();
    expect(await sweepAll()).toBe(0);
    await finance.open();
    expect(await sweepAll()).toBe(1);
    await until(next!, { state: 'succeeded' });
    expect(await sweepAll()).toBe(0);
    expect(await trial.events('spender')).toEqual(['agent.stopped', 'agent.resumed']);
    expect(await listStops(database.dataSource, trial.clock.now(), undefined, 10)).toEqual([]);
  });

  it('stands still for another cause however much room there is', async () => {
    finance.room = { hasRoom: true, hasRoomOnceSettled: true, leftMinor: '700', reason: 'within budget' };
    begin();
    const stop = { agentId: 'spender', cause: 'failing' as const, reason: 'five in a row', taskId: null, until: null };
    await database.dataSource.transaction((tx) => stopAgents(tx, trial.outbox, [stop], trial.clock.now()));
    expect(await new StopSweeper(trial.parts).sweep()).toBe(0);
    expect(await listStops(database.dataSource, trial.clock.now(), undefined, 10)).toHaveLength(1);
  });

  it('waits for a person in finance at a soft limit, and is asked again under the same key', async () => {
    finance.verdict = 'approval_required';
    begin({ executors: new FunctionExecutors({ spender: paid }) });
    const [id] = await trial.enqueue(costly);
    await until(id!, { state: 'queued', waitsFor: 'budget' });
    trial.clock.passMs(31_000);
    await eventually(() => expect(finance.asked).toHaveLength(2));
    expect((await trial.events(id!)).filter((type) => type === 'task.waiting')).toHaveLength(1);
    finance.verdict = 'authorised';
    await until(id!, { waitsFor: 'budget' });
    trial.clock.passMs(31_000);
    await until(id!, { state: 'succeeded' });
    expect(new Set(finance.asked.map(({ key }) => key))).toEqual(new Set([`task/${id!}/1`]));
  });

  it('does not begin while finance can’t be asked, and does when it can, under the same key', async () => {
    await finance.close();
    const executors = new FunctionExecutors({ spender: paid });
    begin({ executors });
    const [id] = await trial.enqueue(costly);
    await until(id!, { state: 'queued', waitsFor: 'retry', spendState: 'asked' });
    expect((await trial.timeline(id!)).at(-1)?.note).toMatch(/^finance did not answer/);
    expect(executors.requests).toEqual([]);
    await finance.open();
    await eventually(async () => expect((await trial.nearerToNextTry(id!)).state).toBe('succeeded'));
    expect(new Set(finance.asked.map(({ key }) => key))).toEqual(new Set([`task/${id!}/1`]));
  });

  it('asks the same again when its runner dies before the answer', async () => {
    // Whoever never hears an answer is as good as dead once its lease is over.
    const silent = { heartbeatMs: 3_600_000, sweepMs: 3_600_000, pollMs: 3_600_000, graceMs: 10 };
    const asking = { ask: () => new Promise<never>(() => undefined) };
    const dead = new TaskTrial(database.dataSource, { requests: asking, settings: silent });
    dead.runner.start();
    const [id] = await dead.enqueue(costly);
    await eventually(async () => expect(await dead.task(id!)).toMatchObject({ state: 'routed', spendState: 'asked' }));
    dead.clock.passMs(5_001);
    begin({ clock: dead.clock, executors: new FunctionExecutors({ spender: paid }) });
    await until(id!, { state: 'succeeded', deaths: 1, spendNo: 1 });
    expect(finance.asked.map(({ key }) => key)).toEqual([`task/${id!}/1`]);
    // Its question never ends; everything else of it does.
    void dead.runner.stop();
  });
});
