import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { testRunVariable } from './test-run.js';

/** Roles belong to the whole server, which all specs share, so each role has the same password in every spec. */
export const TEST_ROLE_PASSWORD = 'test';

export interface TestDatabase {
  name: string;
  /** The administrator's address of this database. */
  adminUrl: string;
  /** The address for a role, such as `vw_finance` or `vw_finance_owner`, created with TEST_ROLE_PASSWORD. */
  url(role: string): string;
  /** Ends every session in it and removes it. */
  drop(): Promise<void>;
}

/** Creates an empty database that only this spec file uses, on the test run's PostgreSQL. */
export async function createTestDatabase(name: string): Promise<TestDatabase> {
  const server = new URL(testRunVariable('VW_TEST_DATABASE_URL'));
  const database = `${name
    .replace(/[^a-z0-9]+/gi, '_')
    .toLowerCase()
    .slice(0, 40)}_${randomBytes(4).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${database}`);
  const address = new URL(server);
  address.pathname = `/${database}`;
  return {
    name: database,
    adminUrl: address.href,
    url(role) {
      const own = new URL(address);
      own.username = role;
      own.password = TEST_ROLE_PASSWORD;
      return own.href;
    },
    drop: () => execute(server, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

async function execute(server: URL, statement: string): Promise<void> {
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
