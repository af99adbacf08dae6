import pg from 'pg';

export interface ServiceRole {
  /** Schema and service name: `finance`. Roles become `vw_finance` and `vw_finance_owner`. */
  readonly schema: string;
  /** Password of the runtime role. */
  readonly password: string;
  /** Password of the role that owns the schema and runs migrations. */
  readonly ownerPassword: string;
}

export const runtimeRole = (schema: string) => `vw_${schema}`;
export const ownerRole = (schema: string) => `vw_${schema}_owner`;

/**
 * Creates, per service, an owner role for migrations and a runtime role that can use its own schema and nothing else.
 * Table rights are given by the migrations, table by table, so that insert-only really is. Safe to repeat; passwords are
 * set anew each time.
 */
export async function ensureServiceRoles(adminUrl: string, services: readonly ServiceRole[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const service of services) {
      await ensureLogin(client, ownerRole(service.schema), service.ownerPassword);
      await ensureLogin(client, runtimeRole(service.schema), service.password);
    }
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
    const database = client.escapeIdentifier(rows[0]!.name);
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
    for (const service of services) await ensureSchema(client, database, service.schema);
  } finally {
    await client.end();
  }
}

/**
 * Another process may be making the same role, and roles belong to the whole server, out of reach of any lock in one
 * database: duplicate name (42710, 23505) or `tuple concurrently updated` (XX000). Whoever loses looks again.
 */
const LOST_RACE = new Set(['42710', '23505', 'XX000']);
const RACES_LOST_AT_MOST = 20;

async function ensureLogin(client: pg.Client, role: string, password: string): Promise<void> {
  const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT';
  for (let lost = 0; ; lost += 1) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const statement = `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${client.escapeIdentifier(role)}`;
    try {
      await client.query(`${statement} ${attributes} PASSWORD ${client.escapeLiteral(password)}`);
      return;
    } catch (error) {
      if (lost >= RACES_LOST_AT_MOST || !LOST_RACE.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

async function ensureSchema(client: pg.Client, database: string, schema: string): Promise<void> {
  const owner = client.escapeIdentifier(ownerRole(schema));
  const runtime = client.escapeIdentifier(runtimeRole(schema));
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${owner}, ${runtime}`);
  // The second is where tables of read models are built anew, beside those in use.
  for (const name of [schema, `${schema}_rebuild`].map((one) => client.escapeIdentifier(one))) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${name}`);
    await client.query(`ALTER SCHEMA ${name} OWNER TO ${owner}`);
    await client.query(`GRANT USAGE ON SCHEMA ${name} TO ${runtime}`);
  }
}
