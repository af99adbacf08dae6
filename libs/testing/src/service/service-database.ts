import {
  createDataSource,
  ensureServiceRoles,
  migrate,
  ownerRole,
  runtimeRole,
  type MigrateSettings,
} from '@vividwalls/persistence';
import type { DataSource } from 'typeorm';
import { createTestDatabase, TEST_ROLE_PASSWORD } from '../test-database.js';

export interface ServiceDatabaseOptions {
  /** Begins the database's name. */
  readonly name: string;
  /** Schema and name of the service. */
  readonly service: string;
  readonly migrations: MigrateSettings['migrations'];
  /** Services whose roles and empty schemas stand beside it. */
  readonly neighbours?: readonly string[];
}

export interface ServiceDatabase {
  /** As the runtime role, with no more rights than the service has. */
  readonly dataSource: DataSource;
  /** As the role that owns the schema. */
  readonly owner: DataSource;
  /** Address for the runtime role. */
  readonly url: string;
  /** Address for the administrator, whom no right stops. */
  readonly adminUrl: string;
  /** Address for any role: `vw_finance_owner`. */
  urlOf(role: string): string;
  drop(): Promise<void>;
}

/** A service's schema in a database of its own, migrated, with its roles. */
export async function createServiceDatabase(options: ServiceDatabaseOptions): Promise<ServiceDatabase> {
  const { service: schema, migrations, neighbours = [] } = options;
  const database = await createTestDatabase(options.name);
  const password = TEST_ROLE_PASSWORD;
  await ensureServiceRoles(
    database.adminUrl,
    [schema, ...neighbours].map((name) => ({ schema: name, password, ownerPassword: password })),
  );
  await migrate({ url: database.url(ownerRole(schema)), schema, migrations });
  const connect = (role: string) => createDataSource({ url: database.url(role), schema }).initialize();
  const [dataSource, owner] = await Promise.all([connect(runtimeRole(schema)), connect(ownerRole(schema))]);
  return {
    dataSource,
    owner,
    url: database.url(runtimeRole(schema)),
    adminUrl: database.adminUrl,
    urlOf: (role) => database.url(role),
    drop: async () => {
      await Promise.all([dataSource.destroy(), owner.destroy()]);
      await database.drop();
    },
  };
}
