import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MessagingRuntime } from '@vividwalls/messaging';
import { DataSource } from 'typeorm';
import { HealthChecks, type CheckResult } from './health-checks.js';

/** The checks every service has: its database, the broker, the relay and the consumers. */
@Injectable()
export class CoreHealth implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly messaging: MessagingRuntime,
  ) {}

  onModuleInit(): void {
    this.checks.add('database', async () => {
      await this.dataSource.query('SELECT 1');
      return { ok: true };
    });
    this.checks.add('broker', async () => {
      await this.messaging.connection.flush();
      return { ok: true, server: this.messaging.connection.info?.version };
    });
    this.checks.add('relay', async () => this.relay());
    this.checks.add('consumers', async () => this.consumers());
  }

  private relay(): CheckResult {
    const { state, published, duplicates, parked } = this.messaging.relay;
    return { ok: !state.startsWith('waiting'), state, published, duplicates, parked };
  }

  private consumers(): CheckResult {
    const consumers = this.messaging.consumers.map((consumer) => {
      const { definition, state, handled, repeats, retried, deadLettered, batches } = consumer;
      const streams = definition.sources.map(({ stream }) => stream);
      return { name: definition.name, streams, state, handled, repeats, retried, deadLettered, batches };
    });
    return { ok: consumers.every(({ state }) => state === 'running'), consumers };
  }
}
