import { DataSource, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

export interface MigrateSettings {
  /** Connection of the schema's owner role, `vw_<schema>_owner`. */
  readonly url: string;
  readonly schema: string;
  readonly migrations: readonly MigrationClass[];
}

/**
 * Brings a schema up to date, each migration in a transaction of its own. Two runs at once wait for one another (session
 * advisory lock). Returns the names of the migrations applied.
 */
export async function migrate(settings: MigrateSettings): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: settings.url,
    schema: settings.schema,
    migrations: [...settings.migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    applicationName: `vividwalls-migrate-${settings.schema}`,
    extra: { max: 2, options: `-c search_path=${settings.schema}` },
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock(hashtext($1))', [`migrate:${settings.schema}`]);
    const applied = await source.runMigrations();
    return applied.map((migration) => migration.name);
  } finally {
    await runner.release();
    await source.destroy();
  }
}
