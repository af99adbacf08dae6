import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, LOG, PeriodicWork, type Log } from '@vividwalls/platform';
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
  private readonly work: PeriodicWork;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly book: ApprovalBook,
    private readonly clock: Clock,
    @Inject(LOG) log: Pick<Log, 'warn'>,
  ) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: SWEEP_EVERY_MS, failure: 'approvals that are over could not be ended; tried again' },
      round: async () => (await this.sweep()) > 0,
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
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
}
