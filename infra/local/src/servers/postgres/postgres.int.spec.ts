import { existsSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { isAlive, type PostgresServer, startPostgres, testFolder } from '@vividwalls/testing';
import { portOwner } from '../../processes/port-owner.js';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a PostgreSQL of our own', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ home: testFolder('postgres'), profile: 'test' });
  }, 60_000);
  afterAll(() => server.destroy());

  it('asks for a password and listens on the loopback address only', async () => {
    const [row] = await ask(server.adminUrl, `SELECT current_setting('listen_addresses') AS address`);
    expect(row).toEqual({ address: '127.0.0.1' });
    await expect(ask(server.adminUrl.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  });

  it('does not run as root', async () => {
    const [row] = await ask(server.adminUrl, `SELECT current_setting('data_directory') AS folder`);
    expect(existsSync(String(row?.folder))).toBe(true);
    if (process.platform === 'linux') expect(portOwner(server.port)?.pid).toBe(server.pid);
  });

  it('sorts by code point, whatever the machine’s language', async () => {
    const rows = await ask(
      server.adminUrl,
      `SELECT word FROM (VALUES ('b'), ('ä'), ('A'), ('a')) AS words(word) ORDER BY word`,
    );
    expect(rows.map(({ word }) => word)).toEqual(['A', 'a', 'b', 'ä']);
  });

  it('is back with what was committed after kill -9', async () => {
    await ask(server.adminUrl, 'CREATE TABLE kept (id int)');
    await ask(server.adminUrl, 'INSERT INTO kept VALUES (7)');
    const { port, pid } = server;
    await server.kill9();
    await server.start();
    expect(server.port).toBe(port);
    expect(server.pid).not.toBe(pid);
    expect(await ask(server.adminUrl, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
  });

  it('starts though its lock file names a stranger that got the same process id', async () => {
    const [row] = await ask(server.adminUrl, `SELECT current_setting('data_directory') AS folder`);
    await server.stop();
    writeFileSync(`${String(row?.folder)}/postmaster.pid`, `${process.pid}\n`);
    await server.start();
    expect(isAlive(process.pid)).toBe(true);
    expect(await ask(server.adminUrl, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
  });

  it('says so when its port is taken', async () => {
    const attempt = startPostgres({ home: testFolder('postgres'), profile: 'test', port: server.port });
    await expect(attempt).rejects.toThrow(/Address already in use/);
  }, 60_000);
});
