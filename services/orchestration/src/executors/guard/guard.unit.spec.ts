import fc from 'fast-check';
import { setTimeout as after } from 'node:timers/promises';
import type { ExecutionOutcome } from '../executor.js';
import { failed, succeeded } from '../outcome.js';
import { anAgent, failureOf } from '../testing/requests.js';
import { halfOpenSampling } from './breaker-settings.js';
import { Guard, QUEUE_MAX } from './guard.js';

const RESILIENCE = { failuresToOpen: 3, successesToClose: 2, openMs: 60_000, halfOpenMax: 3, bulkhead: 2 };
const LIMITS = { runMs: 5_000, totalMs: 5_000 };
const good = async (): Promise<ExecutionOutcome> => succeeded(1, {});
const bad = async (): Promise<ExecutionOutcome> => failed('executor_failed', 'no', { retryable: true });
const never = new AbortController().signal;

async function times(n: number, guard: Guard, work: () => Promise<ExecutionOutcome>): Promise<void> {
  for (let i = 0; i < n; i++) await guard.run(work, never, LIMITS);
}

describe('the breaker of an agent', () => {
  it('opens after so many faults in a row, and refuses without trying', async () => {
    const guard = new Guard(RESILIENCE);
    await times(2, guard, bad);
    expect(guard.state).toBe('closed');
    await times(1, guard, bad);
    expect(guard.state).toBe('open');
    let tried = false;
    const work = async () => {
      tried = true;
      return good();
    };
    const outcome = failureOf(await guard.run(work, never, LIMITS));
    expect(outcome).toMatchObject({ code: 'breaker_open', retryable: true });
    expect(outcome.retryAfterMs).toBeGreaterThan(50_000);
    expect(tried).toBe(false);
  });

  it('forgets faults that a success lies between', async () => {
    const guard = new Guard(RESILIENCE);
    await times(2, guard, bad);
    await times(1, guard, good);
    await times(2, guard, bad);
    expect(guard.state).toBe('closed');
  });

  it.each(['bad_input', 'cancelled', 'child_failed', 'cannot_propose'])('is not opened by %s', async (code) => {
    const guard = new Guard(RESILIENCE);
    await times(5, guard, async () => failed(code, 'no', { retryable: false }));
    expect(guard.state).toBe('closed');
  });

  it('is opened by what an executor throws, and by what takes too long', async () => {
    const guard = new Guard(RESILIENCE);
    const throwing = () => Promise.reject(new Error('gone'));
    expect(failureOf(await guard.run(throwing, never, LIMITS))).toMatchObject({
      code: 'executor_failed',
      message: 'gone',
    });
    const endless = () => new Promise<ExecutionOutcome>(() => {});
    const limits = { runMs: 10, totalMs: 5_000 };
    expect(failureOf(await guard.run(endless, never, limits)).code).toBe('timed_out');
    expect(failureOf(await guard.run(endless, never, limits)).code).toBe('timed_out');
    expect(guard.state).toBe('open');
  });

  it('lets a few tries through when its time is over, and closes when enough succeed', async () => {
    const guard = new Guard({ ...RESILIENCE, openMs: 30 });
    await times(3, guard, bad);
    expect(guard.state).toBe('open');
    await after(60);
    expect(guard.state).toBe('half_open');
    await times(1, guard, bad);
    await times(2, guard, good);
    expect(guard.state).toBe('closed');
  });

  it('opens again when too many of those tries fail', async () => {
    const guard = new Guard({ ...RESILIENCE, openMs: 30 });
    await times(3, guard, bad);
    await after(60);
    await times(2, guard, bad);
    expect(guard.state).toBe('open');
  });

  it('refuses more tries than that while they are under way', async () => {
    const guard = new Guard({ ...RESILIENCE, openMs: 1, bulkhead: 10 });
    await times(3, guard, bad);
    await after(20);
    const ends: (() => void)[] = [];
    const slow = () => new Promise<ExecutionOutcome>((end) => ends.push(() => end(succeeded(1, {}))));
    const tries = Array.from({ length: 5 }, () => guard.run(slow, never, LIMITS));
    await after(20);
    expect(ends).toHaveLength(3);
    expect(failureOf(await tries[4]!).code).toBe('breaker_open');
    for (const end of ends) end();
    await Promise.all(tries);
    expect(guard.state).toBe('closed');
  });

  it('closes after exactly as many successes as the settings say, whatever they say', () => {
    const settings = fc.record({
      successesToClose: fc.integer({ min: 1, max: 50 }),
      halfOpenMax: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(settings, (given) => {
        const { calls, threshold } = halfOpenSampling(given);
        const mayFail = calls - given.successesToClose;
        expect(threshold).toBeLessThan(1);
        expect(mayFail > threshold * calls).toBe(false);
        expect(mayFail + 1 > threshold * calls).toBe(true);
      }),
    );
  });
});

describe('the bulkhead of an agent', () => {
  it('runs so many at once, and the others as places come free', async () => {
    const guard = new Guard(RESILIENCE);
    let now = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++now);
      await after(5);
      now -= 1;
      return good();
    };
    const outcomes = await Promise.all(Array.from({ length: 9 }, () => guard.run(work, never, LIMITS)));
    expect(outcomes.every(({ kind }) => kind === 'succeeded')).toBe(true);
    expect(most).toBe(RESILIENCE.bulkhead);
    expect(guard.running).toBe(0);
  });

  it('gives up whoever waits past the deadline, and never begins their work', async () => {
    const guard = new Guard({ ...RESILIENCE, bulkhead: 1 });
    let end = () => {};
    const first = guard.run(() => new Promise((done) => (end = () => done(succeeded(1, {})))), never, LIMITS);
    let begun = false;
    const late = await guard.run(
      async () => {
        begun = true;
        return good();
      },
      never,
      { runMs: 5_000, totalMs: 20 },
    );
    expect(failureOf(late).code).toBe('timed_out');
    end();
    await first;
    await after(5);
    expect(begun).toBe(false);
  });

  it('refuses when the queue is full', async () => {
    const guard = new Guard({ ...RESILIENCE, bulkhead: 1 });
    const stop = new AbortController();
    const endless = () => new Promise<ExecutionOutcome>(() => {});
    const waiting = Array.from({ length: QUEUE_MAX + 1 }, () => guard.run(endless, stop.signal, LIMITS));
    await after(0);
    expect(guard.waiting).toBe(QUEUE_MAX);
    expect(failureOf(await guard.run(good, never, LIMITS))).toMatchObject({ code: 'bulkhead_full', retryable: true });
    stop.abort();
    const codes = (await Promise.all(waiting)).map((outcome) => failureOf(outcome).code);
    expect(new Set(codes)).toEqual(new Set(['cancelled']));
  });

  it('is no smaller than one', async () => {
    const guard = new Guard({ ...anAgent().resilience, bulkhead: 0 });
    expect((await guard.run(good, never, LIMITS)).kind).toBe('succeeded');
  });
});
