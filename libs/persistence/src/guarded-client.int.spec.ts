import { createTestDatabase } from '@vividwalls/testing';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let source: DataSource;
beforeAll(async () => {
  database = await createTestDatabase('guarded_client');
  source = await createDataSource({ url: database.adminUrl, schema: 'public', poolSize: 2 }).initialize();
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

/** The driver's pool: what it hands out has no listener until TypeORM puts one on. */
const pool = () => (source.driver as unknown as { master: pg.Pool }).master;

describe('a session that the server ends just after the pool handed it out', () => {
  it('does not end the process, fails its next query, and is replaced', async () => {
    const client = await pool().connect();
    const ended = new Promise((resolve) => client.once('end', resolve));
    const [{ pid }] = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows as [{ pid: number }];
    await source.query('SELECT pg_terminate_backend($1)', [pid]);
    await ended;
    await expect(client.query('SELECT 1')).rejects.toThrow(/not queryable|terminat/i);
    client.release(true);
    const sessions = [1, 2].map(() => source.query<{ one: number }[]>('SELECT 1 AS one'));
    expect(await Promise.all(sessions)).toEqual([[{ one: 1 }], [{ one: 1 }]]);
  });
});
