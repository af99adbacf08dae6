import type { NatsConnection } from '@nats-io/nats-core';
import { ensureServiceRoles, migrate } from '@vividwalls/persistence';
import { type NatsServer, type PostgresServer, startPostgres, startTestNats, testFolder } from '@vividwalls/testing';
import { Client } from 'pg';
import { connectBroker } from '../../broker/connect.js';
import { coreStreams } from '../../broker/core-streams.js';
import { provisionStreams } from '../../broker/streams.js';
import { NAMESPACE } from './events.js';
import { stationTables, type StationRole } from './tables.js';

export const ROLES: readonly StationRole[] = ['source', 'sink'];
const PASSWORD = 'model-check';

/** A database server and a broker that only this check uses, so that both can be killed. */
export class ModelServers {
  private constructor(
    readonly postgres: PostgresServer,
    readonly nats: NatsServer,
  ) {}

  static async start(): Promise<ModelServers> {
    const [postgres, nats] = await Promise.all([
      startPostgres({ home: testFolder('model-check'), profile: 'test' }),
      startTestNats(),
    ]);
    const servers = new ModelServers(postgres, nats);
    const credentials = { password: PASSWORD, ownerPassword: PASSWORD };
    await ensureServiceRoles(
      postgres.adminUrl,
      ROLES.map((schema) => ({ schema, ...credentials })),
    );
    for (const role of ROLES) {
      await migrate({ url: servers.databaseUrl(`vw_${role}_owner`), schema: role, migrations: [stationTables(role)] });
    }
    await servers.withBroker((broker) =>
      provisionStreams(broker, [
        ...ROLES.map((role) => ({
          name: role.toUpperCase(),
          subjects: [`${NAMESPACE}.${role}.>`],
          description: role,
          maxAgeMs: 0,
        })),
        ...coreStreams(NAMESPACE),
      ]),
    );
    return servers;
  }

  databaseUrl(role: string): string {
    const url = new URL(this.postgres.adminUrl);
    [url.username, url.password] = [role, PASSWORD];
    return url.href;
  }

  /** A look from outside, by connections of its own: those that are kept open die with their servers. */
  async look<T>(work: (admin: Client, broker: NatsConnection) => Promise<T>): Promise<T> {
    const admin = new Client({ connectionString: this.postgres.adminUrl });
    // Its server may be killed in between; the query under way tells.
    admin.on('error', () => undefined);
    await admin.connect();
    try {
      return await this.withBroker((broker) => work(admin, broker));
    } finally {
      await admin.end();
    }
  }

  async stop(): Promise<void> {
    await Promise.allSettled([this.nats.stop(), this.postgres.destroy()]);
  }

  private async withBroker<T>(work: (broker: NatsConnection) => Promise<T>): Promise<T> {
    const broker = await connectBroker({ url: this.nats.url, name: 'model-check' });
    try {
      return await work(broker);
    } finally {
      await broker.close();
    }
  }
}
