// The one-shot `migrate` container: database, roles, migrations, streams, and then it ends. Safe to repeat.
// DATABASE_URL and NATS_URL are the administrators'; VW_<NAME>_PASSWORD and VW_<NAME>_OWNER_PASSWORD those of each service.
import { services } from '../services.js';
import { ensureDatabase } from './database.js';
import { migrateServices } from './migrations.js';
import { ensureStreams } from './streams.js';

const faults: string[] = [];
const databaseUrl = required('DATABASE_URL');
const natsUrl = required('NATS_URL');
const passwords = Object.fromEntries(
  services.map(({ name }) => {
    const prefix = `VW_${name.toUpperCase()}`;
    return [name, { service: required(`${prefix}_PASSWORD`), owner: required(`${prefix}_OWNER_PASSWORD`) }];
  }),
);
if (faults.length > 0) throw new Error(`not set: ${faults.join(', ')}`);

const address = await ensureDatabase(databaseUrl, passwords);
await migrateServices(address, passwords);
await ensureStreams(natsUrl);
console.log(`prepared the schemas of ${services.map(({ name }) => name).join(', ')} and every stream`);

function required(name: string): string {
  const value = process.env[name];
  if (!value) faults.push(name);
  return value ?? '';
}
