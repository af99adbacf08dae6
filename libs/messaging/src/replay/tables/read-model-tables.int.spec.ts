import { createDataSource, ensureServiceRoles, migrate } from '@vividwalls/persistence';
import { createTestDatabase, TEST_ROLE_PASSWORD, type TestDatabase } from '@vividwalls/testing';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { consumptionLock } from '../../consume/handle-once.js';
import { messagingTables, messagingTablesV2 } from '../../tables.js';
import { RebuildSession } from '../rebuild-session.js';
import { provisionRebuildSchema } from '../testing/rebuild-schema.js';
import { readModelTables } from './read-model-tables.js';

const SCHEMA = 'shelf';
const ROLE = 'vw_shelf';
const CONSUMER = 'shelf_book_counts';

/** One of everything that a copy must have too. */
const MODEL = [
  `CREATE TABLE shelves (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     name text NOT NULL CONSTRAINT shelves_named_once UNIQUE,
     size int NOT NULL DEFAULT 3 CONSTRAINT shelves_hold_something CHECK (size > 0),
     doubled int GENERATED ALWAYS AS (size * 2) STORED
   ) WITH (fillfactor = 40)`,
  `COMMENT ON TABLE shelves IS 'Where books stand'`,
  `CREATE TABLE books (
     number serial PRIMARY KEY,
     shelf_id bigint NOT NULL REFERENCES shelves ON DELETE CASCADE,
     kind_code text REFERENCES kinds,
     title text COLLATE "C" NOT NULL
   )`,
  `CREATE INDEX books_by_title ON books (lower(title)) WHERE title <> ''`,
  `CREATE UNIQUE INDEX books_once ON books (shelf_id, title DESC)`,
  `CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title := upper(NEW.title); RETURN NEW; END $$`,
  `CREATE TRIGGER books_shout BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION shout()`,
  `GRANT SELECT, INSERT, UPDATE ON shelves TO ${ROLE}`,
  `GRANT SELECT, INSERT ON books TO ${ROLE}`,
  `GRANT UPDATE (title) ON books TO ${ROLE}`,
  `GRANT USAGE ON SEQUENCE books_number_seq TO ${ROLE}`,
];

const MODELS = [{ name: 'book-counts', tables: ['books', 'shelves'] }];

function migration(name: string, statements: readonly string[]) {
  return class implements MigrationInterface {
    name = name;
    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }
    async down(): Promise<void> {}
  };
}

describe('the tables beside', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let session: RebuildSession;

  const migrateTo = (name: string, statements: readonly string[]) =>
    migrate({ url: database.url(`${ROLE}_owner`), schema: SCHEMA, migrations: [migration(name, statements)] });
  const declare = readModelTables({ schema: SCHEMA, role: ROLE, models: MODELS });
  const ask = <T>(sql: string) => dataSource.query<T[]>(sql);

  beforeEach(async () => {
    database = await createTestDatabase('read_model_tables');
    const password = TEST_ROLE_PASSWORD;
    await ensureServiceRoles(database.adminUrl, [{ schema: SCHEMA, password, ownerPassword: password }]);
    await provisionRebuildSchema(database.adminUrl, SCHEMA);
    const kinds = ['CREATE TABLE kinds (code text PRIMARY KEY)', `INSERT INTO kinds VALUES ('novel')`];
    const core = [...messagingTables(ROLE), ...messagingTablesV2(ROLE)];
    await migrateTo('Core1700000000000', [...core, ...kinds]);
    await migrateTo('Model1700000000001', [...MODEL, ...declare]);
    dataSource = await createDataSource({ url: database.url(ROLE), schema: SCHEMA }).initialize();
    session = (await RebuildSession.open({ databaseUrl: database.url(ROLE), schema: SCHEMA }))!;
  });
  afterEach(async () => {
    await session.close();
    await dataSource.destroy();
    await database.drop();
  });

  const addBook = (title: string) =>
    `WITH shelf AS (INSERT INTO shelves (name) VALUES ('${title} shelf') RETURNING id)
     INSERT INTO books (shelf_id, kind_code, title) SELECT id, 'novel', '${title}' FROM shelf`;

  async function swap(): Promise<void> {
    expect(await session.lockConsumer(CONSUMER)).toBe(true);
    await session.transaction((tx) => tx.query(`SELECT read_model_swap('book-counts')`));
    await session.unlockConsumer(CONSUMER);
  }

  it('are made, filled and swapped, again and again, and every time are as a migration made them', async () => {
    await ask(addBook('old'));
    const owner = await createDataSource({ url: database.url(`${ROLE}_owner`), schema: SCHEMA }).initialize();
    const structure = () => owner.query(`SELECT read_model_structure('${SCHEMA}', ARRAY['books', 'shelves'])`);
    const before = await structure();
    for (const title of ['first', 'second', 'third']) {
      await session.begin('book-counts');
      await session.write((tx) => tx.query(addBook(title)));
      await session.settle('book-counts');
      await swap();
      // The trigger came along, identity begins anew, and the serial went on.
      expect(await ask('SELECT title, shelf_id, size, doubled FROM books JOIN shelves ON id = shelf_id')).toEqual([
        { title: title.toUpperCase(), shelf_id: '1', size: 3, doubled: 6 },
      ]);
      expect(await structure()).toEqual(before);
    }
    expect(await ask('SELECT number FROM books')).toEqual([{ number: 4 }]);
    await ask(addBook('live again'));
    expect(
      await owner.query(`SELECT relname FROM pg_class WHERE relnamespace = '${SCHEMA}_rebuild'::regnamespace`),
    ).toEqual([]);
    await owner.destroy();
  });

  it('point to one another, and where the model ends to what is live', async () => {
    await session.begin('book-counts');
    const stray = session.write((tx) => tx.query(`INSERT INTO books (shelf_id, title) VALUES (99, 'stray')`));
    await expect(stray).rejects.toThrow(/books_shelf_id_fkey/);
    const unknownKind = session.write((tx) => tx.query(addBook('odd').replace('novel', 'opera')));
    await expect(unknownKind).rejects.toThrow(/books_kind_code_fkey/);
  });

  it('are left behind by a death, and removed by whoever begins next', async () => {
    await session.begin('book-counts');
    await session.write((tx) => tx.query(addBook('half')));
    await session.close();
    session = (await RebuildSession.open({ databaseUrl: database.url(ROLE), schema: SCHEMA }))!;
    await session.begin('book-counts');
    expect(await session.write((tx) => tx.query('SELECT * FROM books'))).toEqual([]);
    await session.abandon();
    expect(await ask('SELECT * FROM books')).toEqual([]);
    await expect(swap()).rejects.toThrow(/changed since its rebuild began/);
  });

  it('are not swapped over tables that a migration changed meanwhile', async () => {
    await session.begin('book-counts');
    await migrateTo('Shape1700000000002', ['ALTER TABLE books ADD COLUMN pages int']);
    await expect(swap()).rejects.toThrow('the tables of book-counts were changed since its rebuild began');
  });

  it('take no write that a handler meant for another table, nor one that names the live schema', async () => {
    await session.begin('book-counts');
    const write = (statement: string) => session.write((tx) => tx.query(statement));
    await expect(write(`INSERT INTO shelf.shelves (name) VALUES ('x')`)).rejects.toThrow('wrote to shelf.shelves');
    await expect(write(`INSERT INTO outbox_parked (outbox_id, error) VALUES (1, '')`)).rejects.toThrow(
      /shelf.outbox_parked/,
    );
    await write(`INSERT INTO shelves (name) VALUES ('x')`);
    // What was undone, also by a swap that did not come about, is not held against the next one.
    await expect(session.transaction((tx) => tx.query(`INSERT INTO shelves VALUES (1)`))).rejects.toThrow();
    await write(`INSERT INTO shelves (name) VALUES ('y')`);
    expect(await ask('SELECT * FROM shelves')).toEqual([]);
  });

  it('are made and swapped only by who holds the locks, and only for a declared model', async () => {
    await expect(ask(`SELECT read_model_begin('book-counts')`)).rejects.toThrow('does not hold the lock replay:shelf');
    await expect(ask(`SELECT read_model_copy(ARRAY['inbox'])`)).rejects.toThrow(/permission denied/);
    await expect(session.begin('inbox')).rejects.toThrow('there is no read model inbox');
    await session.begin('book-counts');
    const early = session.transaction((tx) => tx.query(`SELECT read_model_swap('book-counts')`));
    await expect(early).rejects.toThrow(`does not hold the lock ${consumptionLock(CONSUMER)}`);
    for (const statement of [`DROP TABLE books`, `CREATE TABLE ${SCHEMA}_rebuild.x (a int)`]) {
      await expect(ask(statement)).rejects.toThrow(/must be owner|permission denied/);
    }
    expect(await RebuildSession.open({ databaseUrl: database.url(ROLE), schema: SCHEMA })).toBeUndefined();
  });

  it.each([
    ['CREATE VIEW titles AS SELECT title FROM books', 'rule _RETURN on view shelf.titles depends on shelf.books'],
    ['CREATE TABLE loans (book int REFERENCES books)', 'depends on shelf.books'],
    ['ALTER TABLE books ENABLE ROW LEVEL SECURITY', 'books has row security'],
    ['CREATE STATISTICS s ON shelf_id, title FROM books', 'shelf.books has extended statistics'],
    ['DROP TABLE books', 'there is no table books'],
  ])('cannot stand for what a copy would lose, and the migration says so: %s', async (statement, fault) => {
    await expect(migrateTo('Odd1700000000003', [statement, ...declare])).rejects.toThrow(fault);
  });

  it('refuse a migration whose rebuild schema nobody made', async () => {
    const elsewhere = readModelTables({ schema: 'nowhere', role: ROLE, models: [] });
    await expect(migrateTo('Odd1700000000004', elsewhere)).rejects.toThrow(
      `as administrator, CREATE SCHEMA nowhere_rebuild AUTHORIZATION ${ROLE}_owner`,
    );
    expect(() => readModelTables({ schema: 'a b', role: ROLE, models: [{ name: 'X', tables: [] }] })).toThrow(
      'Not fit for a read model: a b, X, X (no tables)',
    );
  });
});
