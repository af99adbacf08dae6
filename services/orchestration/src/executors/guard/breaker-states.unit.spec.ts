import { setTimeout as after } from 'node:timers/promises';
import { failed, succeeded } from '../outcome.js';
import type { ExecutionOutcome } from '../executor.js';
import { Guard, type BreakerState } from './guard.js';

const RESILIENCE = { failuresToOpen: 2, successesToClose: 2, halfOpenMax: 2, bulkhead: 4 };
const LIMITS = { runMs: 5_000, totalMs: 5_000 };
const never = new AbortController().signal;

/** What can happen to a breaker. `fault`: of the agent; `blameless`: of the work asked for; `time`: it has been open for long. */
type Happening = 'success' | 'fault' | 'blameless' | 'time';

const OUTCOMES: Readonly<Record<Exclude<Happening, 'time'>, ExecutionOutcome>> = {
  success: succeeded(1, {}),
  fault: failed('executor_failed', 'no', { retryable: true }),
  blameless: failed('bad_input', 'no', { retryable: false }),
};

/** Where a breaker stands, with what led there: two faults open it, two successes close it. */
type Position = 'closed' | 'closed after a fault' | 'open' | 'half open' | 'half open after a success';

const LEADS_THERE: Readonly<Record<Position, readonly Happening[]>> = {
  closed: [],
  'closed after a fault': ['fault'],
  open: ['fault', 'fault'],
  'half open': ['fault', 'fault', 'time'],
  'half open after a success': ['fault', 'fault', 'time', 'success'],
};

/** The state after what happens, and whether the work was tried at all. */
const TABLE: readonly (readonly [Position, Happening, BreakerState, 'tried' | 'refused' | '-'])[] = [
  ['closed', 'success', 'closed', 'tried'],
  ['closed', 'fault', 'closed', 'tried'],
  ['closed', 'blameless', 'closed', 'tried'],
  ['closed', 'time', 'closed', '-'],
  ['closed after a fault', 'success', 'closed', 'tried'],
  ['closed after a fault', 'fault', 'open', 'tried'],
  ['closed after a fault', 'blameless', 'closed', 'tried'],
  ['closed after a fault', 'time', 'closed', '-'],
  ['open', 'success', 'open', 'refused'],
  ['open', 'fault', 'open', 'refused'],
  ['open', 'blameless', 'open', 'refused'],
  ['open', 'time', 'half_open', '-'],
  ['half open', 'success', 'half_open', 'tried'],
  ['half open', 'fault', 'open', 'tried'],
  ['half open', 'blameless', 'half_open', 'tried'],
  ['half open', 'time', 'half_open', '-'],
  ['half open after a success', 'success', 'closed', 'tried'],
  ['half open after a success', 'fault', 'open', 'tried'],
  ['half open after a success', 'blameless', 'closed', 'tried'],
  ['half open after a success', 'time', 'half_open', '-'],
];

/** What is tried of a breaker. Its time is over by the date for the library, and when the spec says so for the guard. */
class Trial {
  private ms = 0;
  private readonly guard: Guard;
  tried = 0;

  /** @param openMs short where its time shall pass, else longer than any spec runs */
  constructor(private readonly openMs: number) {
    this.guard = new Guard({ ...RESILIENCE, openMs }, () => this.ms);
  }

  get state(): BreakerState {
    return this.guard.state;
  }

  async happen(what: Happening): Promise<void> {
    if (what === 'time') {
      this.ms += this.openMs;
      return after(this.openMs + 5);
    }
    const work = () => {
      this.tried += 1;
      return Promise.resolve(OUTCOMES[what]);
    };
    await this.guard.run(work, never, LIMITS);
  }
}

describe('the breaker of an agent', () => {
  it.each(TABLE)('that is %s, on %s: %s (%s)', async (position, happening, state, work) => {
    const led = LEADS_THERE[position];
    const trial = new Trial([...led, happening].includes('time') ? 5 : 600_000);
    for (const before of led) await trial.happen(before);
    const tried = trial.tried;
    await trial.happen(happening);
    expect(trial.state).toBe(state);
    if (work !== '-') expect(trial.tried - tried).toBe(work === 'tried' ? 1 : 0);
  });

  it('is told of in every position, with everything that can happen', () => {
    const happenings: readonly Happening[] = ['success', 'fault', 'blameless', 'time'];
    const all = Object.keys(LEADS_THERE).flatMap((position) => happenings.map((one) => `${position} ${one}`));
    expect(TABLE.map(([position, happening]) => `${position} ${happening}`).sort()).toEqual(all.sort());
  });
});
