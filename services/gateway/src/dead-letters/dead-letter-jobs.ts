import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import {
  LetterDesk,
  LetterJobRunner,
  MESSAGING_SETTINGS,
  OutboxRelay,
  type MessagingSettings,
} from '@vividwalls/messaging';
import { DataSource } from 'typeorm';

/** Runs the desk's jobs for as long as the application is up; one replica of all leads. */
@Injectable()
export class DeadLetterJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runner: LetterJobRunner;

  constructor(
    @Inject(MESSAGING_SETTINGS) { service, databaseUrl, log }: MessagingSettings,
    dataSource: DataSource,
    desk: LetterDesk,
    relay: OutboxRelay,
  ) {
    const name = `dead-letter-jobs:${service}`;
    const committed = () => relay.wake();
    this.runner = new LetterJobRunner({ databaseUrl, dataSource, name, desk, log, committed });
  }

  onApplicationBootstrap(): void {
    this.runner.start();
  }

  /** Says that a job was asked for. */
  wake(): void {
    this.runner.wake();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.runner.stop();
  }
}
