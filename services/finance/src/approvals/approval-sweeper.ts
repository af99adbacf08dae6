import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LOG, type Log } from '@vividwalls/platform';
import { ApprovalBell } from './approval-bell.js';
import { ApprovalDesk } from './approval-desk.js';

/** How often it is looked for what is due without anybody having rung: what another replica left, or what governance owes. */
const LOOK_EVERY_MS = 1_000;

/** Tends what needs leave, while this process runs. Replicas may do so at the same time: each takes its own. */
@Injectable()
export class ApprovalSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly desk: ApprovalDesk,
    private readonly bell: ApprovalBell,
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
        while (!signal.aborted && (await this.desk.tend()) > 0);
      } catch (error) {
        this.log.warn('what needs leave could not be looked at; tried again', { error: (error as Error).message });
      }
      await this.bell.rung(LOOK_EVERY_MS, signal);
    }
  }
}
