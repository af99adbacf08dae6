import type { ExecutionOutcome } from '../../executors/executor.js';
import { aRequest } from '../../executors/testing/requests.js';
import type { TaskRecord } from '../record/task-record.js';
import { inMs, NOW, runningRecord } from '../testing/trial-record.js';
import { failing, type Work } from '../testing/trial-ports.js';
import { RunningTasks, type StopReason } from './running-tasks.js';

const DONE: ExecutionOutcome = { kind: 'succeeded', output: { ok: true }, cost: {} };
const BROKEN: ExecutionOutcome = { kind: 'failed', code: 'x', message: 'x', retryable: true, cost: {} };

/** Ends as it shall when it is told to stop. */
const heeding =
  (outcome: ExecutionOutcome): Work =>
  (_request, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(outcome)));
const deaf: Work = () => new Promise(() => undefined);

function run(work: Work, part: Partial<TaskRecord> = {}, deadline = inMs(60_000)) {
  const running = new RunningTasks({ execute: async (request, signal) => work(request, signal) }, 20);
  const task = runningRecord(part);
  return { running, task, ended: running.run(task, aRequest({ taskId: task.id, deadline }), NOW) };
}

describe('a run', () => {
  it('ends with what its executor says, also when that throws', async () => {
    expect(await run(failing()).ended).toMatchObject({ kind: 'outcome', outcome: { code: 'broken' } });
    const throwing = () => Promise.reject(new Error('gone'));
    expect(await run(throwing).ended).toMatchObject({
      kind: 'outcome',
      outcome: { code: 'executor_failed', message: 'gone', retryable: true },
    });
  });

  it.each<[StopReason, string, Work, 'outcome' | 'stopped']>([
    // Who heeds it and fails did so because of it.
    ['cancel', 'that fails then', heeding(BROKEN), 'stopped'],
    ['stopping', 'that fails then', heeding(BROKEN), 'stopped'],
    // What was done in spite of it is done.
    ['cancel', 'that was done then', heeding(DONE), 'outcome'],
    ['stopping', 'that was done then', heeding(DONE), 'outcome'],
    // Who doesn't heed it is left behind.
    ['cancel', 'that doesn’t heed it', deaf, 'stopped'],
    ['stopping', 'that doesn’t heed it', deaf, 'stopped'],
    // Another has the task: nothing is waited for.
    ['lost', 'that doesn’t heed it', deaf, 'stopped'],
  ])('told to stop (%s), %s', async (why, _what, work, kind) => {
    const { running, task, ended } = run(work);
    running.stop(task.id, why);
    expect(await ended).toMatchObject(kind === 'stopped' ? { kind, why } : { kind, outcome: DONE });
  });

  it('is told to stop at its deadline', async () => {
    expect(await run(deaf, {}, inMs(5)).ended).toEqual({ kind: 'stopped', why: 'deadline' });
  });

  it('is not told so at once by a deadline that no timer can be set to', async () => {
    const { running, task, ended } = run(heeding(BROKEN), {}, inMs(365 * 86_400_000));
    await new Promise((later) => setTimeout(later, 10));
    running.stop(task.id, 'cancel');
    expect(await ended).toEqual({ kind: 'stopped', why: 'cancel' });
  });

  it('counts until it is forgotten, by its own lease alone', async () => {
    const { running, task, ended } = run(deaf, { leaseToken: 2, deaths: 2 });
    expect([running.size, running.hasSuspect]).toEqual([1, true]);
    running.stop(task.id, 'lost');
    await ended;
    running.forget({ ...task, leaseToken: 1 });
    expect(running.size).toBe(1);
    running.forget(task);
    expect([running.size, running.hasSuspect]).toEqual([0, false]);
  });
});
