import {
  bulkhead,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
  isBrokenCircuitError,
  isBulkheadRejectedError,
  isTaskCancelledError,
  timeout,
  TimeoutStrategy,
  type BulkheadPolicy,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { Resilience } from '../../registry/agent.js';
import type { ExecutionOutcome } from '../executor.js';
import { asFailed, failed, isFault } from '../outcome.js';
import { halfOpenSampling } from './breaker-settings.js';

/** Tries that wait for a free place of one agent; beyond, they are refused and come again later. */
export const QUEUE_MAX = 1_000;

/** A refused try is asked again no sooner than this. */
const FULL_RETRY_MS = 1_000;

export type BreakerState = 'closed' | 'open' | 'half_open';

type Work = (signal: AbortSignal) => Promise<ExecutionOutcome>;

/**
 * What stands before one executor of one agent, from the outside in:
 *
 * 1. the deadline of the try, also of the time it waits for a place;
 * 2. the bulkhead: so many tries at once, the rest wait;
 * 3. the breaker: after so many faults in a row nothing is tried for a while, then a few tries decide;
 * 4. the time-out of one run, counted as a fault.
 *
 * Time-outs don't rely on the executor: who doesn't heed the signal is left behind.
 */
export class Guard {
  private readonly places: BulkheadPolicy;
  private readonly breaker: CircuitBreakerPolicy;
  private readonly tries: number;
  private trying = 0;
  private openedAt = 0;

  /** @param elapsed ms of a clock that only goes forward: how long a breaker has been open is no question of the date */
  constructor(
    readonly resilience: Resilience,
    private readonly elapsed: () => number = () => performance.now(),
  ) {
    const sampling = halfOpenSampling(resilience);
    this.tries = sampling.calls;
    this.places = bulkhead(Math.max(1, resilience.bulkhead), QUEUE_MAX);
    this.breaker = circuitBreaker(
      handleWhenResult((outcome) => isFault(outcome as ExecutionOutcome)),
      {
        breaker: new ConsecutiveBreaker(Math.max(1, resilience.failuresToOpen)),
        halfOpenAfter: resilience.openMs,
        halfOpenSampling: sampling,
      },
    );
    this.breaker.onBreak(() => {
      this.openedAt = this.elapsed();
    });
  }

  /** An open breaker whose time is over counts as half open: somebody must try, or it stays open for ever. */
  get state(): BreakerState {
    if (this.breaker.state === CircuitState.Closed) return 'closed';
    return this.breaker.state === CircuitState.Open && this.remainingMs > 0 ? 'open' : 'half_open';
  }

  get running(): number {
    return Math.max(1, this.resilience.bulkhead) - this.places.executionSlots;
  }

  get waiting(): number {
    return QUEUE_MAX - this.places.queueSlots;
  }

  private get remainingMs(): number {
    return Math.max(0, this.openedAt + this.resilience.openMs - this.elapsed());
  }

  /** Never rejects. */
  async run(
    work: Work,
    signal: AbortSignal,
    limits: { readonly runMs: number; readonly totalMs: number },
  ): Promise<ExecutionOutcome> {
    const total = timeout(limits.totalMs, TimeoutStrategy.Aggressive);
    try {
      return await total.execute(
        ({ signal: within }) => this.places.execute(() => this.tried(work, within, signal, limits.runMs), within),
        signal,
      );
    } catch (error) {
      return this.refusal(error, signal, limits.totalMs);
    }
  }

  private async tried(work: Work, within: AbortSignal, caller: AbortSignal, runMs: number): Promise<ExecutionOutcome> {
    // The breaker itself would make further tries wait for the outcome of those under way.
    if (this.state === 'half_open' && this.trying >= this.tries) return this.refusedByBreaker();
    this.trying += 1;
    try {
      return await this.breaker.execute(() => this.timed(work, within, caller, runMs), within);
    } finally {
      this.trying -= 1;
    }
  }

  private async timed(work: Work, within: AbortSignal, caller: AbortSignal, runMs: number): Promise<ExecutionOutcome> {
    try {
      return await timeout(runMs, TimeoutStrategy.Aggressive).execute(({ signal }) => work(signal), within);
    } catch (error) {
      if (!isTaskCancelledError(error)) {
        return caller.aborted ? cancelled() : asFailed(error);
      }
      return caller.aborted ? cancelled() : timedOut(runMs);
    }
  }

  private refusal(error: unknown, caller: AbortSignal, totalMs: number): ExecutionOutcome {
    if (isBrokenCircuitError(error)) return this.refusedByBreaker();
    if (isBulkheadRejectedError(error)) {
      const message = `${this.running} tasks are under way and ${QUEUE_MAX} wait`;
      return failed('bulkhead_full', message, { retryable: true, retryAfterMs: FULL_RETRY_MS });
    }
    if (isTaskCancelledError(error)) return caller.aborted ? cancelled() : timedOut(totalMs);
    return asFailed(error);
  }

  private refusedByBreaker(): ExecutionOutcome {
    const message = `the breaker is ${this.state === 'open' ? 'open' : 'half open'}: the last tries failed`;
    const retryAfterMs = Math.ceil(Math.max(this.remainingMs, FULL_RETRY_MS));
    return failed('breaker_open', message, { retryable: true, retryAfterMs });
  }
}

function cancelled(): ExecutionOutcome {
  return failed('cancelled', 'the try was called off', { retryable: true });
}

function timedOut(ms: number): ExecutionOutcome {
  return failed('timed_out', `there was no answer within ${ms} ms`, { retryable: true });
}
