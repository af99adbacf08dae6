import { migrate, type MigrationClass } from '@vividwalls/persistence';
import { createLog } from '../logging/log.js';

/** Runs a service's migrations as the schema's owner, whose address is in `DATABASE_URL`. For `migrate.ts` files. */
export async function migrateFromEnvironment(schema: string, migrations: readonly MigrationClass[]): Promise<void> {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error(`DATABASE_URL of the role vw_${schema}_owner is not set`);
  const applied = await migrate({ url, schema, migrations });
  createLog(schema, process.env['LOG_LEVEL'] ?? 'info').info('migrated', { applied });
}
