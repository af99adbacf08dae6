import type { ReplayPhase, ReplayProgress } from './replay.js';
import type { FailedEvents } from './failed-events.js';
import type { WaitingEvents } from './waiting-events.js';

/** Samples over which the speed is taken: about as many seconds. */
const SAMPLES = 10;

/** What a replay counts while it runs. */
export class ReplayTally {
  phase: ReplayPhase = 'preparing';
  taken = 0;
  handled = 0;
  repeats = 0;
  swapAttempts = 0;
  private samples: { readonly atMs: number; readonly taken: number }[] = [{ atMs: performance.now(), taken: 0 }];

  constructor(
    private readonly waiting: WaitingEvents,
    private readonly failed: FailedEvents,
  ) {}

  /** @param remaining messages still to be read, as far as the sources know */
  progress(remaining: number): ReplayProgress {
    return {
      phase: this.phase,
      taken: this.taken,
      total: this.taken + remaining,
      handled: this.handled,
      repeats: this.repeats,
      waiting: this.waiting.size,
      failed: this.failed.size,
      failures: this.failed.listed,
      perSecond: this.speed(),
      swapAttempts: this.swapAttempts,
    };
  }

  private speed(): number {
    const now = { atMs: performance.now(), taken: this.taken };
    this.samples = [...this.samples.slice(-SAMPLES), now];
    const { atMs, taken } = this.samples[0]!;
    const seconds = (now.atMs - atMs) / 1_000;
    return seconds > 0 ? (now.taken - taken) / seconds : 0;
  }
}
