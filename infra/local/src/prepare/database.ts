import { Client, escapeIdentifier } from 'pg';
import { ensureServiceRoles } from '@vividwalls/persistence';
import { services } from '../services.js';

/** The database that is made when the administrator's address names none of its own. */
export const DATABASE_NAME = 'vividwalls';

export interface RolePasswords {
  owner: string;
  service: string;
}

/**
 * Makes the database, and for each service its schema with an owner role (migrations) and a role (the service).
 * An address that names a database other than `postgres` is taken at its word: managed servers often come with one.
 * @returns the administrator's address of that database
 */
export async function ensureDatabase(adminUrl: string, passwords: Record<string, RolePasswords>): Promise<string> {
  const address = new URL(adminUrl);
  const named = address.pathname.slice(1);
  if (named === '' || named === 'postgres') {
    address.pathname = `/${DATABASE_NAME}`;
    await createDatabase(adminUrl);
  }
  const roles = services.map(({ name }) => {
    const found = passwords[name];
    if (!found) throw new Error(`there are no passwords for the roles of ${name}`);
    return { schema: name, password: found.service, ownerPassword: found.owner };
  });
  await ensureServiceRoles(address.href, roles);
  return address.href;
}

/** The address by which a role reaches the database. */
export function roleUrl(databaseUrl: string, role: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = password;
  return url.href;
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
