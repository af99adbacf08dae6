import { Inject, Injectable } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { NATS } from '@vividwalls/messaging';
import { CONFIG } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { RateLimit } from '../door/rate-limit.js';
import type { GatewayConfig } from '../gateway.config.js';
import { infoOf } from './redis-info.js';
import type { SystemFigureView, SystemServerView } from './system-views.js';
import { within } from './within.js';

interface Told {
  readonly version: string | null;
  readonly figures: readonly SystemFigureView[];
}

interface DatabaseRow {
  readonly version: string;
  readonly bytes: string;
  readonly used: string;
  readonly max: string;
}

const figure = (name: string, unit: 'bytes' | 'count', value: number, max: number | null = null): SystemFigureView => ({
  ...{ name, value, max, unit },
});

/** A limit that is written as none: 0 or less. */
const limit = (value: number | undefined): number | null => (value === undefined || value <= 0 ? null : value);

/** Asks the servers that everything stands on. */
@Injectable()
export class ServerSurvey {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(NATS) private readonly connection: NatsConnection,
    private readonly cache: RateLimit,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  take(): Promise<SystemServerView[]> {
    return Promise.all([
      surveyed('postgres', () => this.postgres()),
      surveyed('nats', () => this.nats()),
      this.config.REDIS_URL ? surveyed('redis', () => this.redis()) : NO_REDIS,
    ]);
  }

  private async postgres(): Promise<Told> {
    const [row] = await this.dataSource.query<DatabaseRow[]>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes,
              (SELECT sum(numbackends) FROM pg_stat_database) AS used, current_setting('max_connections') AS max`,
    );
    const { version, bytes, used, max } = row!;
    const figures = [
      figure('database', 'bytes', Number(bytes)),
      figure('connections', 'count', Number(used), Number(max)),
    ];
    return { version: version.split(' ')[0]!, figures };
  }

  private async nats(): Promise<Told> {
    const manager = await jetstreamManager(this.connection);
    const { storage, memory, streams, consumers, limits } = await manager.getAccountInfo();
    return {
      version: this.connection.info?.version ?? null,
      figures: [
        figure('storage', 'bytes', storage, limit(limits.max_storage)),
        figure('memory', 'bytes', memory, limit(limits.max_memory)),
        figure('streams', 'count', streams, limit(limits.max_streams)),
        figure('consumers', 'count', consumers, limit(limits.max_consumers)),
      ],
    };
  }

  private async redis(): Promise<Told> {
    const { redis } = this.cache;
    if (!redis) throw new Error('it cannot be reached; requests are counted in each process');
    const info = infoOf(await redis.info());
    const number = (name: string): number => Number(info.get(name) ?? 0);
    return {
      version: info.get('redis_version') ?? null,
      figures: [
        figure('memory', 'bytes', number('used_memory'), limit(number('maxmemory'))),
        figure('clients', 'count', number('connected_clients'), limit(number('maxclients'))),
      ],
    };
  }
}

const NO_REDIS: SystemServerView = {
  ...{ name: 'redis', state: 'absent', detail: 'REDIS_URL is not set', version: null, latencyMs: null, figures: [] },
};

async function surveyed(name: SystemServerView['name'], ask: () => Promise<Told>): Promise<SystemServerView> {
  const told = await within(ask);
  if (!told.ok) return { name, state: 'down', detail: told.reason, version: null, latencyMs: null, figures: [] };
  return { name, state: 'up', detail: null, latencyMs: told.latencyMs, ...told.value };
}
