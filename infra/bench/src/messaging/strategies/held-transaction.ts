import pg from 'pg';

/** Somebody else's transaction in the same cluster: it has written something, so it has an id, and then takes its time. */
export async function holdTransaction(adminUrl: string, { afterMs, forMs }: { afterMs: number; forMs: number }) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await client.query('BEGIN');
    await client.query('SELECT pg_current_xact_id()');
    await new Promise((resolve) => setTimeout(resolve, forMs));
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
