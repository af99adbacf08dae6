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
    await ensureExtensions(client, services);
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

/** Where the server's extensions are, for every service to use: they belong to no schema of a service. */
export const EXTENSIONS_SCHEMA = 'extensions';

/** What migrations may use when it is there. Owners of schemas may create no extension themselves. */
const EXTENSIONS = ['pg_trgm'];

/** The server does not have it, or the administrator may not create it. */
const NOT_TO_BE_HAD = new Set(['0A000', '58P01', '42501']);

/** Creates what extensions can be had; who uses one must be able to do without. */
async function ensureExtensions(client: pg.Client, services: readonly ServiceRole[]): Promise<void> {
  const roles = services.flatMap(({ schema }) => [ownerRole(schema), runtimeRole(schema)]);
  if (roles.length === 0) return;
  const named = roles.map((role) => client.escapeIdentifier(role)).join(', ');
  await orLostRace(client, `CREATE SCHEMA IF NOT EXISTS ${EXTENSIONS_SCHEMA}`);
  await orLostRace(client, `GRANT USAGE ON SCHEMA ${EXTENSIONS_SCHEMA} TO ${named}`);
  for (const extension of EXTENSIONS) {
    await orLostRace(client, `CREATE EXTENSION IF NOT EXISTS ${extension} SCHEMA ${EXTENSIONS_SCHEMA}`, NOT_TO_BE_HAD);
  }
}

async function orLostRace(client: pg.Client, statement: string, isFine: ReadonlySet<string> = new Set()) {
  for (let lost = 0; ; lost += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (isFine.has(code)) return;
      if (lost >= RACES_LOST_AT_MOST || !LOST_RACE.has(code)) throw error;
    }
  }
}
