import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, CONFIG, LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import type { AuditConfig } from '../audit.config.js';
import { Verifications } from './verifications.js';

/** How often it is looked whether one is due. The first look waits as long: after a start there is more urgent work. */
const LOOK_EVERY_MS = 600_000;
const HOUR_MS = 3_600_000;
const ASKED_BY = 'service:audit';

/**
 * Verifies the record when nobody has for long: a break that only a press of a button finds is found too late. Replicas may do
 * so at the same moment; they find the same.
 */
@Injectable()
export class RegularVerification implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  constructor(
    private readonly verifications: Verifications,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<AuditConfig, 'AUDIT_VERIFY_EVERY_HOURS'>,
    @Inject(LOG) private readonly log: Pick<Log, 'info' | 'warn' | 'error'>,
  ) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: LOOK_EVERY_MS, waitsFirst: true, failure: 'the record could not be verified; tried again' },
      round: () => this.look().then(() => false),
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** @returns whether one was due; none ever is where the setting is 0 */
  async look(): Promise<boolean> {
    const dueAfterMs = this.config.AUDIT_VERIFY_EVERY_HOURS * HOUR_MS;
    if (dueAfterMs === 0) return false;
    const last = await this.verifications.last();
    if (last && this.clock.now().getTime() - Date.parse(last.askedAt) < dueAfterMs) return false;
    const { ok, events, tookMs, faults } = await this.verifications.verify(ASKED_BY);
    if (ok) this.log.info('the record was verified: it is whole', { events, tookMs });
    else this.log.error('the record was verified: it is not whole', { events, tookMs, faults: faults.length });
    return true;
  }
}
