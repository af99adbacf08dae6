import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeData, startServers } from '@vividwalls/local';
import { connectBroker, provisionStreams } from '@vividwalls/messaging';
import { createDataSource, ensureServiceRoles, migrate, type MigrationClass } from '@vividwalls/persistence';

const PASSWORD = 'bench';
const SCHEMA = 'bench';

/** PostgreSQL and NATS as the product uses them (durable), with a schema, a role and a stream for one bench. */
export async function startBenchServers(migrations: readonly MigrationClass[], streams: readonly string[]) {
  const home = mkdtempSync(join(tmpdir(), 'vividwalls-bench-'));
  const servers = await startServers({ home, profile: 'durable', only: ['postgres', 'nats'] });
  const adminUrl = servers.postgres!.adminUrl;
  await ensureServiceRoles(adminUrl, [{ schema: SCHEMA, password: PASSWORD, ownerPassword: PASSWORD }]);
  const urlOf = (role: string) => {
    const url = new URL(adminUrl);
    [url.username, url.password] = [role, PASSWORD];
    return url.href;
  };
  await migrate({ url: urlOf(`vw_${SCHEMA}_owner`), schema: SCHEMA, migrations });
  const databaseUrl = urlOf(`vw_${SCHEMA}`);
  const dataSource = await createDataSource({ url: databaseUrl, schema: SCHEMA }).initialize();
  const natsUrl = servers.nats!.url;
  const connection = await connectBroker({ url: natsUrl, name: 'bench' });
  await provisionStreams(
    connection,
    streams.map((name) => ({ name, subjects: [`vw.${name.toLowerCase()}.>`], description: name, maxAgeMs: 0 })),
  );
  return {
    dataSource,
    databaseUrl,
    connection,
    natsUrl,
    async stop(): Promise<void> {
      await connection.close();
      await dataSource.destroy();
      await servers.stop();
      await removeData(home);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export type BenchServers = Awaited<ReturnType<typeof startBenchServers>>;
