import type pg from 'pg';

/** Words of the invented language; how often each is used falls as in any language (Zipf). */
const WORDS = 20_000;
const WORDS_OF_TITLE = 6;
const WORDS_OF_QUESTION = 9;
const WORDS_OF_BODY = 60;
/** Articles that one statement enters. */
const ROWS_AT_ONCE = 10_000;

/** The same words, articles and questions with every run. */
const SEED = 0.42;

/** Syllables of which a word's number is spelt: letters only, no two words alike. */
const VOCABULARY = `CREATE TEMPORARY TABLE vocabulary AS
  SELECT n, s[1 + n % 30] || s[1 + n / 30 % 30] || s[1 + n / 900 % 30] AS word
  FROM generate_series(0, ${WORDS} - 1) n,
    (VALUES (string_to_array('ba,ke,li,mo,nu,pra,ste,fi,do,gu,cha,re,vi,jo,tu,sla,bre,ki,zo,lu,ma,pe,si,go,ru,tha,gle,mi,fo,du', ','))) AS syllables (s)`;

const words = (count: number) => `(SELECT string_agg(v.word, ' ') FROM (
  SELECT floor(power(${WORDS}, random()))::int - 1 AS n FROM generate_series(1, ${count}) s WHERE s + a.n > 0
) chosen JOIN vocabulary v ON v.n = chosen.n)`;

/** Half for everybody, the rest for one department, for directors, or for a single agent; one in twenty of personal data. */
const READERS = `CASE WHEN a.n % 10 < 5 THEN ARRAY['*'] WHEN a.n % 10 < 7 THEN ARRAY['department:Sales', 'level:director']
  WHEN a.n % 10 = 7 THEN ARRAY['department:Finance', 'level:director'] WHEN a.n % 10 = 8 THEN ARRAY['level:director']
  ELSE ARRAY['agent:seo-sem-agent'] END`;

/** Fills the knowledge base with articles, published, as if they had been written one by one. */
export async function fillKnowledge(admin: pg.Client, articles: number): Promise<void> {
  await admin.query('SET search_path = orchestration, extensions');
  // Made anew when everything is there, which is faster, and the same index.
  const { rows } = await admin.query<{ sql: string }>(
    `SELECT pg_get_indexdef('knowledge_published_search'::regclass) AS sql`,
  );
  await admin.query('DROP INDEX knowledge_published_search');
  await admin.query(`SELECT setseed(${SEED})`);
  await admin.query(VOCABULARY);
  await admin.query('ALTER TABLE vocabulary ADD PRIMARY KEY (n)');
  for (let from = 1; from <= articles; from += ROWS_AT_ONCE) {
    await admin.query(
      `WITH made AS (
         SELECT 'bench-' || a.n AS id, (ARRAY['faq', 'products', 'pricing', 'shipping'])[1 + a.n % 4] AS domain,
           ${words(WORDS_OF_TITLE)} AS title, ARRAY[${words(WORDS_OF_QUESTION)}, ${words(WORDS_OF_QUESTION)}] AS questions,
           ${words(WORDS_OF_BODY)} AS body, ${READERS} AS readers,
           CASE WHEN a.n % 20 = 0 THEN 'personal' ELSE 'internal' END AS data_class
         FROM generate_series($1::int, $2::int) AS a (n)
       ), articles AS (
         INSERT INTO knowledge_articles (id, state, version, updated_at, updated_by)
         SELECT id, 'published', 1, now(), 'bench' FROM made
       ), versions AS (
         INSERT INTO knowledge_article_versions (article_id, version, domain, title, questions, body, owner, source, valid_from,
           readers, data_class, claims, change, actor, recorded_at)
         SELECT id, 1, domain, title, questions, body, 'bench', 'bench', '2025-01-01', readers, data_class, '[]', 'bench', 'bench',
           now() FROM made
       )
       INSERT INTO knowledge_published (article_id, version, domain, title, questions, body, owner, source, valid_from, review_due,
         has_own_readers, readers, data_class, published_at, published_by)
       SELECT id, 1, domain, title, array_to_string(questions, E'\\n'), body, 'bench', 'bench', '2025-01-01', '2099-01-01', true,
         readers, data_class, now(), 'bench' FROM made`,
      [from, Math.min(articles, from + ROWS_AT_ONCE - 1)],
    );
  }
  await admin.query(rows[0]!.sql);
  await admin.query('TRUNCATE knowledge_lexemes');
  await admin.query(
    `INSERT INTO knowledge_lexemes (lexeme, documents)
     SELECT word, ndoc FROM ts_stat('SELECT search FROM orchestration.knowledge_published')`,
  );
  await admin.query(
    'UPDATE knowledge_state SET version = version + 1, documents = (SELECT count(*) FROM knowledge_published)',
  );
  await admin.query('VACUUM (ANALYZE) knowledge_published, knowledge_lexemes');
}

/**
 * Questions as people ask: half of them some words of an article's question with words that are everywhere, a quarter with a
 * misspelt word, a quarter of nothing but words that are everywhere.
 */
export async function questionsAsked(admin: pg.Client, count: number): Promise<string[]> {
  const { rows } = await admin.query<{ words: string[] }>(
    `SELECT string_to_array(split_part(questions, E'\\n', 1), ' ') AS words FROM knowledge_published
     WHERE article_id LIKE 'bench-%' ORDER BY md5(article_id) LIMIT $1`,
    [count],
  );
  const { rows: frequent } = await admin.query<{ word: string }>('SELECT word FROM vocabulary ORDER BY n LIMIT 40');
  const common = (n: number) => frequent[n % frequent.length]!.word;
  return rows.map(({ words: asked }, n) => {
    if (n % 4 === 3) return [common(n), common(3 * n + 1), common(7 * n + 2)].join(' ');
    const some = asked.slice(0, 5);
    if (n % 4 === 2) some[0] = misspelt(some[0]!);
    return [...some, common(n)].join(' ');
  });
}

/** Two letters in the middle changed round. */
const misspelt = (word: string): string => word.slice(0, 2) + (word[3] ?? '') + (word[2] ?? '') + word.slice(4);
