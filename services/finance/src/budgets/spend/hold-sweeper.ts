import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import { SettleDesk } from './settle-desk.js';

/** How often holds that are over are looked for. Whoever asks for a budget's money ends those on it at once, unswept. */
const SWEEP_EVERY_MS = 5_000;

/** Ends holds whose time is over, while this process runs. Replicas may sweep at the same time: each hold is ended once. */
@Injectable()
export class HoldSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  constructor(desk: SettleDesk, @Inject(LOG) log: Log) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: SWEEP_EVERY_MS, failure: 'holds that are over could not be ended; tried again' },
      // As long as there is more than one transaction ends.
      round: async () => (await desk.sweep()) > 0,
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
