import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { pause, UnitOfWork } from '@vividwalls/messaging';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { ApprovalBook } from '../approval-book.js';
import { expiry, lapse } from '../deciding/ends-by-time.js';
import { lockExpired, lockLapsed } from '../rows/approval-rows.js';

/** How often it is looked for what time has ended. */
const SWEEP_EVERY_MS = 2_000;

/** Approvals that end in one transaction: a thousand at one instant are five of them, and nobody waits long for a lock. */
export const SWEEP_BATCH = 200;

/**
 * Ends what nobody decided, and what nobody used, in time, while this process runs. Replicas may sweep at the same moment: each
 * locks its own batch and leaves the other's alone, so that each approval ends once. What is left when a process dies is found
 * by the next sweep.
 */
@Injectable()
export class ExpirySweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly book: ApprovalBook,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeping = this.sweepOn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.sweeping;
  }

  /** One batch. @returns how many ended; more may be left unless it is none */
  sweep(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const expired = await lockExpired(tx, now, SWEEP_BATCH);
      const lapsed = await lockLapsed(tx, now, SWEEP_BATCH);
      const steps = [...expired.map(expiry), ...lapsed.map(lapse)];
      if (steps.length > 0) await this.book.write(tx, steps);
      return steps.length;
    });
  }

  private async sweepOn(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        while (!signal.aborted && (await this.sweep()) > 0);
      } catch (error) {
        this.log.warn('approvals that are over could not be ended; tried again', { error: (error as Error).message });
      }
      await pause(SWEEP_EVERY_MS, signal);
    }
  }
}
