import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import { ApprovalBell } from './approval-bell.js';
import { ApprovalDesk } from './approval-desk.js';

/** How often it is looked for what is due without anybody having rung: what another replica left, or what governance owes. */
const LOOK_EVERY_MS = 1_000;

/** Tends what needs leave, while this process runs. Replicas may do so at the same time: each takes its own. */
@Injectable()
export class ApprovalSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  constructor(desk: ApprovalDesk, bell: ApprovalBell, @Inject(LOG) log: Log) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: LOOK_EVERY_MS, failure: 'what needs leave could not be looked at; tried again' },
      round: async () => (await desk.tend()) > 0,
      wait: (ms, signal) => bell.rung(ms, signal),
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
