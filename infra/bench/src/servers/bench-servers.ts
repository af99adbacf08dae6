import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { removeData, startServers } from '@vividwalls/local';
import { connectBroker, coreStreams, provisionStreams } from '@vividwalls/messaging';
import { createDataSource, ensureServiceRoles, migrate, type MigrationClass } from '@vividwalls/persistence';
import type { DataSource } from 'typeorm';

const PASSWORD = 'bench';

/** Schema of every bench; its role is `vw_bench`. */
export const SCHEMA = 'bench';

/** First word of the subjects. */
export const NAMESPACE = 'vw';

/** Connections of each side, ours and every baseline's, unless a bench says otherwise: a service's pool. */
export const CONNECTIONS = 8;

/** PostgreSQL and NATS as the product uses them (durable), with a schema, a role and streams (and the core's) for one bench. */
export async function startBenchServers(migrations: readonly MigrationClass[], streams: readonly string[]) {
  const home = mkdtempSync(join(tmpdir(), 'vividwalls-bench-'));
  const servers = await startServers({ home, profile: 'durable', only: ['postgres', 'nats'] });
  const { adminUrl } = servers.postgres;
  await ensureServiceRoles(adminUrl, [{ schema: SCHEMA, password: PASSWORD, ownerPassword: PASSWORD }]);
  await migrate({ url: asRole(adminUrl, `vw_${SCHEMA}_owner`), schema: SCHEMA, migrations });
  const databaseUrl = asRole(adminUrl, `vw_${SCHEMA}`);
  const pools: DataSource[] = [];
  const openPool = async (poolSize: number = CONNECTIONS): Promise<DataSource> => {
    const pool = await createDataSource({ url: databaseUrl, schema: SCHEMA, poolSize }).initialize();
    pools.push(pool);
    return pool;
  };
  const connection = await connectBroker({ url: servers.nats.url, name: 'bench' });
  const declared = [
    ...streams.map((name) => {
      return { name, subjects: [`${NAMESPACE}.${name.toLowerCase()}.>`], description: name, maxAgeMs: 0 };
    }),
    ...coreStreams(NAMESPACE),
  ];
  await provisionStreams(connection, declared);
  return {
    adminUrl,
    databaseUrl,
    natsUrl: servers.nats.url,
    connection,
    dataSource: await openPool(),
    /** A pool of its own for one more participant; closed with the servers. */
    openPool,
    /**
     * Empties the streams and removes their consumers, so that a round begins as the first one did. The streams stay: making
     * one anew while the broker still removes its predecessor's files is refused now and then.
     */
    async emptyStreams(): Promise<void> {
      const manager = await jetstreamManager(connection);
      for (const { name } of declared) {
        for (const consumer of await manager.consumers.list(name).next()) {
          await manager.consumers.delete(name, consumer.name);
        }
        await manager.streams.purge(name);
      }
    },
    async stop(): Promise<void> {
      await connection.close();
      await Promise.all(pools.map((pool) => pool.destroy()));
      await servers.stop();
      await removeData(home);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export type BenchServers = Awaited<ReturnType<typeof startBenchServers>>;

function asRole(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  [url.username, url.password] = [role, PASSWORD];
  return url.href;
}
