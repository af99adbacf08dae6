import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { SessionRows } from './session-rows.js';

const EVERY_MS = 3_600_000;

/** Sessions are kept this long after their time, for whoever looks into what happened. */
const KEPT_MS = 7 * 86_400_000;

/** Removes sessions that are over for long, every hour; replicas do no harm to each other. */
@Injectable()
export class ForgottenSessions implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: SessionRows,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.forget(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async forget(): Promise<void> {
    try {
      const gone = await this.sessions.forget(new Date(this.clock.now().getTime() - KEPT_MS));
      if (gone > 0) this.log.info('old sessions are forgotten', { gone });
    } catch (error) {
      this.log.warn('old sessions could not be removed; tried again in an hour', { error: (error as Error).message });
    }
  }
}
