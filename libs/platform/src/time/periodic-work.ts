import { pause } from '@vividwalls/messaging';
import type { Log } from '../logging/log.js';

export interface PeriodicWorkOptions {
  /** From the end of one round to the next. */
  readonly everyMs: number;
  /** The same after a round that failed, where it differs. */
  readonly afterFailureMs?: number;
  /** Whether the first round comes after a wait; at once when left out. */
  readonly waitsFirst?: boolean;
  /** What the log says of a round that failed. */
  readonly failure: string;
  readonly log: Pick<Log, 'warn'>;
  /** @returns whether there is more to do at once */
  readonly round: () => Promise<boolean>;
  /** Instead of the clock alone, for what can be woken. Ends when the signal does, at once when it has. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Work done again and again while a process runs, one round after the other. A round that fails is logged, and tried again after
 * the wait. Stopping waits for the round that runs.
 */
export class PeriodicWork {
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly options: PeriodicWorkOptions) {}

  /** Ends as soon as it is to stop: long rounds look at it. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  start(): void {
    this.working = this.workOn();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async workOn(): Promise<void> {
    const { everyMs, waitsFirst = false, wait = pause } = this.options;
    const { signal } = this;
    if (waitsFirst) await wait(everyMs, signal);
    while (!signal.aborted) await wait(await this.rounds(), signal);
  }

  /** As many as there is work for. @returns how long to wait after them, ms */
  private async rounds(): Promise<number> {
    const { everyMs, afterFailureMs = everyMs, failure, log, round } = this.options;
    try {
      while (!this.signal.aborted && (await round()));
      return everyMs;
    } catch (error) {
      log.warn(failure, { error: error instanceof Error ? error.message : String(error) });
      return afterFailureMs;
    }
  }
}
