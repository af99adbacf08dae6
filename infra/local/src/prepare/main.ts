// Database, roles, migrations, streams, and then it ends: run by `npm start` and as the one-shot container `migrate`.
// Safe to repeat. A process of its own, because what it needs is large and only needed for a moment.
import { services } from '../services.js';
import { ensureDatabase } from './database.js';
import { readPreparation } from './environment.js';
import { migrateServices } from './migrations.js';
import { ensureStreams } from './streams.js';

try {
  const { databaseUrl, natsUrl, passwords } = readPreparation(process.env);
  console.log('roles and schemas');
  const address = await ensureDatabase(databaseUrl, passwords);
  console.log(`migrations of ${services.map(({ name }) => name).join(', ')}`);
  await migrateServices(address, passwords);
  console.log('streams');
  await ensureStreams(natsUrl);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
