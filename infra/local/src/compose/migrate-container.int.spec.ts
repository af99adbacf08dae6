import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { Client } from 'pg';
import { load } from 'js-yaml';
import { type NatsServer, type PostgresServer, startPostgres, startTestNats, testFolder } from '@vividwalls/testing';
import { databaseAddress, roleUrl } from '../prepare/addresses.js';
import { services } from '../services.js';
import { workspaceRoot } from '../workspace.js';

const run = promisify(execFile);
/** PostgreSQL's code for "you may not". */
const REFUSED = { code: '42501' };
const names = services.map(({ name }) => name);

/** The program that the image of `migrate` starts. */
function program(): string[] {
  const dockerfile = readFileSync(join(workspaceRoot, 'Dockerfile'), 'utf8');
  const stage = dockerfile.slice(dockerfile.indexOf(' AS prepare\n'), dockerfile.indexOf(' AS service\n'));
  return JSON.parse(/^CMD (\[.*\])$/m.exec(stage)?.[1] ?? '[]') as string[];
}

/** What docker-compose.yml gives `migrate`, with the secrets of a new .env. */
function environment(): Record<string, string> {
  const path = join(testFolder('compose-env'), '.env');
  execFileSync(process.execPath, [join(workspaceRoot, 'infra/compose/make-env.mjs'), path]);
  const secrets = parseEnv(readFileSync(path, 'utf8'));
  const compose = load(readFileSync(join(workspaceRoot, 'docker-compose.yml'), 'utf8')) as {
    services: { migrate: { environment: Record<string, string> } };
  };
  return Object.fromEntries(
    Object.entries(compose.services.migrate.environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{(\w+)[^}]*\}/g, (_, variable: string) => secrets[variable] ?? ''),
    ]),
  );
}

describe('the container that prepares database and broker', () => {
  let postgres: PostgresServer;
  let nats: NatsServer;
  let env: Record<string, string>;
  const open: Client[] = [];

  // Roles belong to a whole server, hence one of its own.
  beforeAll(async () => {
    [postgres, nats] = await Promise.all([
      startPostgres({ home: testFolder('compose-postgres'), profile: 'test' }),
      startTestNats(),
    ]);
    env = { ...environment(), DATABASE_URL: postgres.adminUrl, NATS_URL: nats.url };
    const [command, ...args] = program();
    expect(command).toBe('node');
    await run(process.execPath, args, { cwd: workspaceRoot, env: { ...process.env, ...env } });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(open.map((client) => client.end()));
    await Promise.all([postgres.destroy(), nats.stop()]);
  });

  const connect = async (connectionString: string): Promise<Client> => {
    const client = new Client({ connectionString });
    await client.connect();
    open.push(client);
    return client;
  };
  const database = (): string => databaseAddress(postgres.adminUrl);
  const asService = (name: string): Promise<Client> =>
    connect(roleUrl(database(), `vw_${name}`, env[`VW_${name.toUpperCase()}_PASSWORD`] ?? ''));
  const asOwner = (name: string): Promise<Client> =>
    connect(roleUrl(database(), `vw_${name}_owner`, env[`VW_${name.toUpperCase()}_OWNER_PASSWORD`] ?? ''));
  const tablesOf = async (schema: string): Promise<string[]> => {
    const admin = await connect(database());
    const { rows } = await admin.query<{ name: string }>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1',
      [schema],
    );
    expect(rows.length).toBeGreaterThan(0);
    return rows.map(({ name }) => name);
  };

  it.each(names)('gives %s a role that works with its own tables', async (name) => {
    const role = await asService(name);
    for (const table of ['outbox', 'inbox']) await role.query(`SELECT 1 FROM ${name}.${table} LIMIT 1`);
  });

  it.each(names)('gives %s no right on another’s tables, to neither of its roles', async (name) => {
    const roles = [await asService(name), await asOwner(name)];
    for (const schema of names.filter((other) => other !== name)) {
      for (const table of await tablesOf(schema)) {
        for (const role of roles) {
          await expect(role.query(`SELECT 1 FROM ${schema}.${table} LIMIT 1`)).rejects.toMatchObject(REFUSED);
        }
      }
    }
  });

  it.each(names)('lets %s make no tables, roles or databases', async (name) => {
    const role = await asService(name);
    const statements = [
      `CREATE TABLE ${name}.mine (id int)`,
      'CREATE TABLE public.mine (id int)',
      'CREATE ROLE friend',
    ];
    for (const statement of [...statements, 'CREATE DATABASE mine']) {
      await expect(role.query(statement)).rejects.toMatchObject(REFUSED);
    }
  });

  it.each([
    ['audit', 'audit.chain', 'actor'],
    ['finance', 'finance.journal_entries', 'kind'],
    ['finance', 'finance.postings', 'account'],
  ])('lets %s neither change nor remove rows of %s', async (name, table, column) => {
    const role = await asService(name);
    await role.query(`SELECT ${column} FROM ${table} LIMIT 1`);
    await expect(role.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toMatchObject(REFUSED);
    await expect(role.query(`DELETE FROM ${table}`)).rejects.toMatchObject(REFUSED);
    await expect(role.query(`TRUNCATE ${table}`)).rejects.toMatchObject(REFUSED);
  });

  it('changes nothing when it runs again', async () => {
    const before = await Promise.all(names.map(tablesOf));
    await run(process.execPath, program().slice(1), { cwd: workspaceRoot, env: { ...process.env, ...env } });
    expect(await Promise.all(names.map(tablesOf))).toEqual(before);
    await (await asService('audit')).query('SELECT 1 FROM audit.chain LIMIT 1');
  }, 60_000);
});
