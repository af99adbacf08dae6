import { PeriodicWork, type PeriodicWorkOptions } from './periodic-work.js';

/** Waits until it is let go on, or the work is to stop. */
class Waits {
  readonly asked: number[] = [];
  private goOn: () => void = () => undefined;

  readonly wait = (ms: number, signal: AbortSignal): Promise<void> => {
    this.asked.push(ms);
    return new Promise((resolve) => {
      this.goOn = resolve;
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  };

  /** Lets the work go on, and gives it its turn. */
  async over(): Promise<void> {
    this.goOn();
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function trial(options: Pick<PeriodicWorkOptions, 'round'> & Partial<PeriodicWorkOptions>) {
  const waits = new Waits();
  const warned: [string, unknown][] = [];
  const log = { warn: (message: string, about?: unknown) => void warned.push([message, about]) };
  const work = new PeriodicWork({ everyMs: 1_000, failure: 'it failed', log, wait: waits.wait, ...options });
  return { work, waits, warned };
}

describe('periodic work', () => {
  it('goes on at once as long as there is more, then waits', async () => {
    let left = 3;
    const { work, waits } = trial({ round: () => Promise.resolve((left -= 1) > 0) });
    work.start();
    await turn();
    expect([left, waits.asked]).toEqual([0, [1_000]]);
    await waits.over();
    expect([left, waits.asked]).toEqual([-1, [1_000, 1_000]]);
    await work.stop();
  });

  it('logs what failed, and tries again after the wait for that', async () => {
    let rounds = 0;
    const round = () =>
      (rounds += 1) === 1 ? Promise.reject(new Error('the database is away')) : Promise.resolve(false);
    const { work, waits, warned } = trial({ round, afterFailureMs: 60_000 });
    work.start();
    await turn();
    expect([warned, waits.asked]).toEqual([[['it failed', { error: 'the database is away' }]], [60_000]]);
    await waits.over();
    expect([rounds, waits.asked]).toEqual([2, [60_000, 1_000]]);
    await work.stop();
  });

  it('waits before the first round where that is wanted', async () => {
    let rounds = 0;
    const { work, waits } = trial({ waitsFirst: true, round: () => Promise.resolve((rounds += 1) < 0) });
    work.start();
    await turn();
    expect(rounds).toBe(0);
    await waits.over();
    expect(rounds).toBe(1);
    await work.stop();
  });

  it('ends after the round that runs, though there is more', async () => {
    let end: () => void = () => undefined;
    let rounds = 0;
    const round = () => ((rounds += 1), new Promise<boolean>((resolve) => (end = () => resolve(true))));
    const { work } = trial({ round });
    work.start();
    let isStopped = false;
    const stopped = work.stop().then(() => (isStopped = true));
    await turn();
    expect([isStopped, work.signal.aborted]).toEqual([false, true]);
    end();
    await stopped;
    expect(rounds).toBe(1);
  });

  it('may be stopped before it was started', () =>
    expect(trial({ round: () => Promise.resolve(false) }).work.stop()).resolves.toBe(undefined));
});
