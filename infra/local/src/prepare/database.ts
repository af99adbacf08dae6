import { Client, escapeIdentifier } from 'pg';
import { ensureServiceRoles } from '@vividwalls/persistence';
import { services } from '../services.js';
import { DATABASE_NAME, databaseAddress } from './addresses.js';

export interface RolePasswords {
  owner: string;
  service: string;
}

/**
 * Makes the database, and for each service its schema with an owner role (migrations) and a role (the service).
 * @returns the administrator's address of that database
 */
export async function ensureDatabase(adminUrl: string, passwords: Record<string, RolePasswords>): Promise<string> {
  const address = databaseAddress(adminUrl);
  if (address !== new URL(adminUrl).href) await createDatabase(adminUrl);
  const roles = services.map(({ name }) => {
    const found = passwords[name];
    if (!found) throw new Error(`there are no passwords for the roles of ${name}`);
    return { schema: name, password: found.service, ownerPassword: found.owner };
  });
  await ensureServiceRoles(address, roles);
  return address;
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(DATABASE_NAME)}`);
  } finally {
    await client.end();
  }
}
