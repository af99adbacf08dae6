import { createTestDatabase } from '@vividwalls/testing';
import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { createDataSource } from './data-source.js';
import { queryPlanned } from './planned-query.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let source: DataSource;
beforeAll(async () => {
  database = await createTestDatabase('begin_with');
  source = await createDataSource({ url: database.adminUrl, schema: 'public', poolSize: 1 }).initialize();
  await source.query('CREATE TABLE kept (n integer PRIMARY KEY)');
});
afterEach(() => source.query('TRUNCATE kept'));
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

const kept = async () => (await source.query<{ n: number }[]>('SELECT n FROM kept ORDER BY n')).map(({ n }) => n);
const keep = (tx: EntityManager, n: number) => tx.query('INSERT INTO kept VALUES ($1)', [n]);

/** The messages of the protocol that the one session sends meanwhile: every Sync and every simple query is a round trip. */
async function roundTrips(work: () => Promise<unknown>): Promise<number> {
  const runner = source.createQueryRunner();
  const { connection } = (await runner.connect()) as { connection: pg.Connection };
  await runner.release();
  const { sync, query } = connection;
  let count = 0;
  const counting = <A extends unknown[]>(plain: (...args: A) => void) => {
    return (...args: A) => {
      count += 1;
      plain.apply(connection, args);
    };
  };
  Object.assign(connection, { sync: counting(sync), query: counting(query) });
  try {
    await work();
    return count;
  } finally {
    Object.assign(connection, { sync, query });
  }
}

describe('a transaction that begins with its first statement', () => {
  it('needs no round trip for its beginning', async () => {
    expect(await roundTrips(() => source.transaction((tx) => keep(tx, 1)))).toBe(2);
    expect(await roundTrips(() => source.transaction((tx) => tx.query('INSERT INTO kept VALUES (2)')))).toBe(2);
    expect(await kept()).toEqual([1, 2]);
  });

  it('needs none at all when nothing is done in it', async () => {
    expect(await roundTrips(() => source.transaction(async () => undefined))).toBe(0);
    const thrown = roundTrips(() => source.transaction(() => Promise.reject(new Error('never mind'))));
    await expect(thrown).rejects.toThrow('never mind');
    expect(await source.query<unknown[]>('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('gives the rows of that statement', async () => {
    const rows = await source.transaction((tx) =>
      tx.query<{ n: number }[]>('SELECT n FROM generate_series(1, $1) n', [3]),
    );
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('is undone by a rollback, that statement too', async () => {
    const failing = source.transaction(async (tx) => {
      await keep(tx, 1);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await kept()).toEqual([]);
  });

  it('fails with that statement, and leaves the session usable', async () => {
    await expect(source.transaction((tx) => tx.query('SELECT $1::integer / 0', [1]))).rejects.toMatchObject({
      code: '22012',
    });
    await expect(source.transaction((tx) => tx.query('SELECT nonsense'))).rejects.toMatchObject({ code: '42703' });
    await source.transaction((tx) => keep(tx, 1));
    expect(await kept()).toEqual([1]);
  });

  it('begins before a text of several statements', async () => {
    const failing = source.transaction(async (tx) => {
      await tx.query('INSERT INTO kept VALUES (1); INSERT INTO kept VALUES (2)');
      throw new Error('none of them');
    });
    await expect(failing).rejects.toThrow('none of them');
    expect(await kept()).toEqual([]);
  });

  it('begins before its isolation level is set, and before a savepoint', async () => {
    const level = await source.transaction('SERIALIZABLE', (tx) =>
      tx.query<{ level: string }[]>(`SELECT current_setting('transaction_isolation') AS level`),
    );
    expect(level).toEqual([{ level: 'serializable' }]);
    await source.transaction(async (tx) => {
      await tx.transaction((nested) => keep(nested, 1));
      const inner = tx.transaction(async (nested) => {
        await keep(nested, 2);
        throw new Error('only this part');
      });
      await expect(inner).rejects.toThrow('only this part');
    });
    expect(await kept()).toEqual([1]);
  });
});

describe('a planned statement', () => {
  const double = { name: 'double', text: 'SELECT $1::integer * 2 AS n' };
  const inTransaction = (statement: typeof double, value: unknown) =>
    source.transaction((tx) => queryPlanned<{ n: number }>(tx, statement, [value]));

  it('is planned once, as the first of a transaction or a later one', async () => {
    for (const value of [1, 2, 3]) expect(await inTransaction(double, value)).toEqual([{ n: value * 2 }]);
    await source.transaction(async (tx) => {
      await keep(tx, 1);
      expect(await queryPlanned(tx, double, [4])).toEqual([{ n: 8 }]);
    });
    const plans = await source.query<{ name: string }[]>(
      `SELECT name FROM pg_prepared_statements WHERE name = 'double'`,
    );
    expect(plans).toHaveLength(1);
  });

  it('can be used again after it failed, whether it could not be planned or not be executed', async () => {
    const half = { name: 'half', text: 'SELECT 6 / $1::integer AS n' };
    await expect(inTransaction(half, 0)).rejects.toMatchObject({ code: '22012' });
    expect(await inTransaction(half, 2)).toEqual([{ n: 3 }]);
    const ofTable = { name: 'of_table', text: 'SELECT n + $1::integer AS n FROM made_later' };
    await expect(inTransaction(ofTable, 1)).rejects.toMatchObject({ code: '42P01' });
    await source.query('CREATE TABLE made_later AS SELECT 1 AS n');
    expect(await inTransaction(ofTable, 1)).toEqual([{ n: 2 }]);
    expect(await inTransaction(ofTable, 2)).toEqual([{ n: 3 }]);
  });
});
