import { createDataSource, EXTENSIONS_SCHEMA } from '@vividwalls/persistence';
import { testRunVariable } from '@vividwalls/testing';
import { createServiceDatabase, type ServiceDatabase } from '@vividwalls/testing/service';
import { migrations } from '../../migrations/index.js';
import { ArticleSearch } from './article-search.js';

const person = { kind: 'person', actor: 'user:spec' } as const;
const clock = { now: () => new Date('2026-11-29T12:00:00Z') };

/** What an article with these words leaves in the tables. */
async function enter(database: ServiceDatabase): Promise<void> {
  const { owner } = database;
  const at = clock.now();
  await owner.query(`INSERT INTO knowledge_domains VALUES ('faq', 'FAQ', 'o', ARRAY['*'], 180, 1, $1, 'spec')`, [at]);
  await owner.query(`INSERT INTO knowledge_articles VALUES ('wombat', 'published', 1, $1, 'spec')`, [at]);
  await owner.query(
    `INSERT INTO knowledge_article_versions VALUES ('wombat', 1, 'faq', 'Wombat', '{}', 'A wombat.', 'o', 's', '2026-01-01', NULL, NULL,
       '{}', 'public', '[]', 'c', 'spec', $1)`,
    [at],
  );
  await owner.query(
    `INSERT INTO knowledge_published (article_id, version, domain, title, questions, body, owner, source, valid_from, review_due,
       has_own_readers, readers, data_class, published_at, published_by)
     VALUES ('wombat', 1, 'faq', 'Wombat', '', 'A wombat.', 'o', 's', '2026-01-01', '2027-01-01', false, ARRAY['*'], 'public', $1, 'spec')`,
    [at],
  );
  await owner.query(`INSERT INTO knowledge_lexemes VALUES ('wombat', 1)`);
  await owner.query('UPDATE knowledge_state SET documents = 1');
}

async function found(database: ServiceDatabase, q: string): Promise<string[]> {
  const search = new ArticleSearch(
    database.dataSource,
    { model: undefined, embed: () => Promise.reject(new Error()) },
    clock,
    {
      warn: () => undefined,
    },
  );
  return (await search.search(person, { q, limit: 5 })).found.map(({ id }) => id);
}

/** Runs as the owner, who may not drop what is not theirs: it asks the administrator's connection. */
class WithoutExtension1763999999999 {
  async up(runner: { query(sql: string): Promise<{ name: string }[]> }): Promise<void> {
    const [{ name } = { name: '' }] = await runner.query('SELECT current_database() AS name');
    const address = new URL(testRunVariable('VW_TEST_DATABASE_URL'));
    address.pathname = `/${name}`;
    const admin = await createDataSource({ url: address.href, schema: 'public' }).initialize();
    await admin.query('DROP EXTENSION pg_trgm');
    await admin.destroy();
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

let database: ServiceDatabase;
afterEach(() => database?.drop());

describe('words that are spelt like others', () => {
  it('are found with the extension, which both roles may use and neither made', async () => {
    database = await createServiceDatabase({ name: 'with-trigrams', service: 'orchestration', migrations });
    await enter(database);
    expect(await found(database, 'wombaat')).toEqual(['wombat']);
    for (const role of ['vw_orchestration', 'vw_orchestration_owner']) {
      const source = await createDataSource({ url: database.urlOf(role), schema: 'orchestration' }).initialize();
      const [row] = await source.query<{ alike: number }[]>(
        `SELECT ${EXTENSIONS_SCHEMA}.similarity('a', 'a') AS alike`,
      );
      expect(row).toEqual({ alike: 1 });
      await expect(source.query(`CREATE TABLE ${EXTENSIONS_SCHEMA}.mine ()`)).rejects.toMatchObject({ code: '42501' });
      await source.destroy();
    }
  });

  it('are not found without it, and everything else is', async () => {
    database = await createServiceDatabase({
      ...{ name: 'without-trigrams', service: 'orchestration' },
      // As on a server that does not have it: gone before the schema is made.
      migrations: [WithoutExtension1763999999999, ...migrations],
    });
    const [index] = await database.owner.query<{ has: boolean }[]>(
      `SELECT to_regclass('knowledge_lexemes_trgm') IS NOT NULL AS has`,
    );
    expect(index).toEqual({ has: false });
    await enter(database);
    expect(await found(database, 'wombaat')).toEqual([]);
    expect(await found(database, 'what is a wombat')).toEqual(['wombat']);
  });
});
