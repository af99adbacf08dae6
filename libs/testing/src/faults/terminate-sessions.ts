import { Client } from 'pg';

export interface SessionFilter {
  /** The role they signed in with. */
  role?: string;
  /** The database of the given address when left out, so that no other spec's sessions are hit. */
  database?: string;
  applicationName?: string;
}

const TERMINATE = `
  SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))::int AS terminated
  FROM pg_stat_activity
  WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
    AND datname = coalesce($1, current_database())
    AND ($2::text IS NULL OR usename = $2)
    AND ($3::text IS NULL OR application_name = $3)`;

/**
 * Ends PostgreSQL sessions from a session of its own, as an administrator or a failover would: whatever transaction they are in
 * is rolled back, and their clients see error 57P01. They are told at once and end at their next safe moment, within
 * milliseconds as a rule.
 * @param adminUrl the administrator's address
 * @returns how many were told
 */
export async function terminateSessions(adminUrl: string, filter: SessionFilter = {}): Promise<number> {
  const client = new Client({ connectionString: adminUrl, application_name: 'fault injection' });
  await client.connect();
  try {
    const { database = null, role = null, applicationName = null } = filter;
    const { rows } = await client.query<{ terminated: number }>(TERMINATE, [database, role, applicationName]);
    return rows[0]?.terminated ?? 0;
  } finally {
    await client.end();
  }
}
