import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { eventually } from '../eventually.js';
import { terminateSessions } from './terminate-sessions.js';

describe('terminating sessions', () => {
  let database: TestDatabase;
  let other: TestDatabase;
  const sessions: Client[] = [];

  /** Opens a session, and tells the code of the error that ended it. */
  async function session(url: string, applicationName: string): Promise<{ client: Client; codes: unknown[] }> {
    const client = new Client({ connectionString: url, application_name: applicationName });
    const codes: unknown[] = [];
    client.on('error', (error: Error & { code?: string }) => codes.push(error.code));
    await client.connect();
    sessions.push(client);
    return { client, codes };
  }

  beforeAll(async () => {
    [database, other] = await Promise.all([createTestDatabase('terminated'), createTestDatabase('bystander')]);
  });
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((client) => client.end()));
  });
  afterAll(() => Promise.all([database.drop(), other.drop()]));

  it('rolls back what they had begun, and spares other databases', async () => {
    const victim = await session(database.adminUrl, 'victim');
    const bystander = await session(other.adminUrl, 'bystander');
    await victim.client.query('CREATE TABLE kept (id int)');
    await victim.client.query('BEGIN');
    await victim.client.query('INSERT INTO kept VALUES (1)');
    expect(await terminateSessions(database.adminUrl)).toBe(1);
    await eventually(() => victim.codes.includes('57P01'));
    const after = await session(database.adminUrl, 'after');
    expect((await after.client.query('SELECT * FROM kept')).rows).toEqual([]);
    expect((await bystander.client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('ends a statement that runs', async () => {
    const victim = await session(database.adminUrl, 'victim');
    const statement = expect(victim.client.query('SELECT pg_sleep(60)')).rejects.toMatchObject({ code: '57P01' });
    await eventually(async () => (await terminateSessions(database.adminUrl)) === 1);
    await statement;
  });

  it('picks by application, role and database', async () => {
    await session(database.adminUrl, 'relay');
    const consumer = await session(database.adminUrl, 'consumer');
    const role = new URL(database.adminUrl).username;
    expect(await terminateSessions(database.adminUrl, { role: 'nobody' })).toBe(0);
    expect(await terminateSessions(other.adminUrl, { applicationName: 'relay' })).toBe(0);
    const filter = { applicationName: 'relay', database: database.name, role };
    expect(await terminateSessions(other.adminUrl, filter)).toBe(1);
    await eventually(async () => (await terminateSessions(database.adminUrl, { applicationName: 'relay' })) === 0);
    expect((await consumer.client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
