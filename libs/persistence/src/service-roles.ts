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
    // Roles belong to the cluster: two test databases being prepared at once must not race for the same name.
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('vividwalls roles'))`);
    for (const service of services) {
      await ensureLogin(client, ownerRole(service.schema), service.ownerPassword);
      await ensureLogin(client, runtimeRole(service.schema), service.password);
    }
    await client.query('COMMIT');
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
    const database = client.escapeIdentifier(rows[0]!.name);
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
    for (const service of services) await ensureSchema(client, database, service.schema);
  } finally {
    await client.end();
  }
}

async function ensureLogin(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT';
  await client.query(
    `${verb} ROLE ${client.escapeIdentifier(role)} ${attributes} PASSWORD ${client.escapeLiteral(password)}`,
  );
}

async function ensureSchema(client: pg.Client, database: string, schema: string): Promise<void> {
  const name = client.escapeIdentifier(schema);
  const owner = client.escapeIdentifier(ownerRole(schema));
  const runtime = client.escapeIdentifier(runtimeRole(schema));
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${owner}, ${runtime}`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${name}`);
  await client.query(`ALTER SCHEMA ${name} OWNER TO ${owner}`);
  await client.query(`GRANT USAGE ON SCHEMA ${name} TO ${runtime}`);
}
