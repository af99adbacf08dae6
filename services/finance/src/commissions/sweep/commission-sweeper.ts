import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import { CommissionRelease, RELEASE_BATCH } from './commission-release.js';
import { PeriodGuarantee } from './period-guarantee.js';
import { PlanCatchUp } from './plan-catch-up.js';
import { CLOSING_BATCH, StatementClosing } from './statement-closing.js';
import { isAlone } from './sweep-run.js';

/** Holds and months end at midnight: nobody misses half a minute. */
const SWEEP_EVERY_MS = 30_000;

/** What a sweep did. */
export interface Swept {
  readonly caughtUp: number;
  readonly released: number;
  readonly guaranteed: number;
  /** Payees whose statements were looked at. */
  readonly closed: number;
}

/**
 * Does what is due because time went by: catches up with new plans, releases commissions whose hold is over, tops periods up to
 * their floor, closes statements. Each batch is a transaction of its own, so a sweep that dies is gone on with by the next one,
 * here or in another replica.
 */
@Injectable()
export class CommissionSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catchUp: PlanCatchUp,
    private readonly release: CommissionRelease,
    private readonly guarantee: PeriodGuarantee,
    private readonly closing: StatementClosing,
    @Inject(LOG) log: Log,
  ) {
    this.work = new PeriodicWork({
      // The next one tries again; until then commissions are released a little later.
      ...{ log, everyMs: SWEEP_EVERY_MS, failure: 'commissions were not swept' },
      round: () => this.sweep().then(() => false),
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** One sweep: everything that is due now. */
  async sweep(): Promise<Swept> {
    const caughtUp = await this.until((tx) => this.catchUp.step(tx).then(Number), 1);
    const released = await this.until((tx) => this.release.releaseBatch(tx), RELEASE_BATCH);
    // One process at a time, and floors before statements: a top-up belongs into the statement of its month.
    const guaranteed = await this.until(
      async (tx) => ((await isAlone(tx, 'closing')) ? Number(await this.guarantee.step(tx)) : 0),
      1,
    );
    const closed = await this.until(
      async (tx) => ((await isAlone(tx, 'closing')) ? this.closing.closeBatch(tx) : 0),
      CLOSING_BATCH,
    );
    return { caughtUp, released, guaranteed, closed };
  }

  /** Batches until one is not full. */
  private async until(work: Parameters<typeof this.unitOfWork.run<number>>[0], full: number): Promise<number> {
    for (let total = 0; ;) {
      if (this.work.signal.aborted) return total;
      const done = await this.unitOfWork.run(work);
      total += done;
      if (done < full) return total;
    }
  }
}
