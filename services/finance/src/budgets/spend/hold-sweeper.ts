import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { pause } from '@vividwalls/messaging';
import { LOG, type Log } from '@vividwalls/platform';
import { SettleDesk } from './settle-desk.js';

/** How often holds that are over are looked for. Whoever asks for a budget's money ends those on it at once, unswept. */
const SWEEP_EVERY_MS = 5_000;

/** Ends holds whose time is over, while this process runs. Replicas may sweep at the same time: each hold is ended once. */
@Injectable()
export class HoldSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly desk: SettleDesk,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeping = this.sweepOn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.sweeping;
  }

  private async sweepOn(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        // As long as there is more than one transaction ends.
        while (!signal.aborted && (await this.desk.sweep()) > 0);
      } catch (error) {
        this.log.warn('holds that are over could not be ended; tried again', { error: (error as Error).message });
      }
      await pause(SWEEP_EVERY_MS, signal);
    }
  }
}
