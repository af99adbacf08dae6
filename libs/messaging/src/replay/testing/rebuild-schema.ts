import pg from 'pg';

/** What the administrator does for a service besides making its own schema. */
export async function provisionRebuildSchema(adminUrl: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}_rebuild AUTHORIZATION vw_${schema}_owner`);
  } finally {
    await client.end();
  }
}
