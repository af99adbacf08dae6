import { EXTENSIONS_SCHEMA } from '@vividwalls/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Knowledge: domains, articles with every version, what is published and searched, what articles claim, where they contradict
 * each other, the questions by which answers are measured, and who read what. Versions are only ever added.
 */
export class Knowledge1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...ARTICLES, ...PUBLISHED, ...CLAIMS, ...GOLDEN, ...READS, ...RIGHTS]) {
      await runner.query(statement);
    }
    // Without the extension words are found as they are spelt, and in no other way.
    const [{ has }] = (await runner.query(
      `SELECT EXISTS (SELECT 1 FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_trgm' AND n.nspname = '${EXTENSIONS_SCHEMA}') AS has`,
    )) as [{ has: boolean }];
    if (has) {
      await runner.query(
        `CREATE INDEX knowledge_lexemes_trgm ON knowledge_lexemes USING gin (lexeme ${EXTENSIONS_SCHEMA}.gin_trgm_ops)`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE knowledge_reads, knowledge_golden_questions, knowledge_contradictions, knowledge_claims,
         knowledge_embeddings, knowledge_lexemes, knowledge_published, knowledge_article_versions, knowledge_articles,
         knowledge_domains, knowledge_state`,
    );
  }
}

/** Lower case with hyphens: `returns-policy`. */
const SLUG = `'^[a-z0-9]+(-[a-z0-9]+)*$'`;

const DATA_CLASS = `text NOT NULL CHECK (data_class IN ('public', 'internal', 'personal', 'payment'))`;

const ARTICLES = [
  `CREATE TABLE knowledge_domains (
     id text COLLATE "C" PRIMARY KEY CHECK (id ~ ${SLUG} AND length(id) <= 64),
     title text NOT NULL,
     owner text NOT NULL,
     -- Who may read its articles unless an article says otherwise: \`*\`, \`agent:…\`, \`department:…\`, \`level:…\`.
     readers text[] NOT NULL CHECK (cardinality(readers) BETWEEN 1 AND 100),
     review_every_days integer NOT NULL CHECK (review_every_days > 0),
     version integer NOT NULL CHECK (version > 0),
     changed_at timestamptz NOT NULL,
     changed_by text NOT NULL
   )`,
  `CREATE TABLE knowledge_articles (
     id text COLLATE "C" PRIMARY KEY CHECK (id ~ ${SLUG} AND length(id) <= 100),
     -- Of the newest version.
     state text NOT NULL CHECK (state IN ('draft', 'in_review', 'published', 'retired')),
     version integer NOT NULL CHECK (version > 0),
     updated_at timestamptz NOT NULL,
     updated_by text NOT NULL
   )`,
  `CREATE TABLE knowledge_article_versions (
     article_id text COLLATE "C" NOT NULL REFERENCES knowledge_articles,
     version integer NOT NULL CHECK (version > 0),
     domain text COLLATE "C" NOT NULL REFERENCES knowledge_domains,
     title text NOT NULL,
     questions text[] NOT NULL CHECK (cardinality(questions) <= 20),
     body text NOT NULL,
     owner text NOT NULL,
     -- Where it was read, or who says so.
     source text NOT NULL,
     valid_from timestamptz NOT NULL,
     valid_until timestamptz CHECK (valid_until > valid_from),
     review_due timestamptz,
     -- Its own list of readers; empty: the domain's.
     readers text[] NOT NULL CHECK (cardinality(readers) <= 100),
     data_class ${DATA_CLASS},
     claims jsonb NOT NULL CHECK (jsonb_typeof(claims) = 'array'),
     change text NOT NULL,
     actor text NOT NULL,
     recorded_at timestamptz NOT NULL,
     PRIMARY KEY (article_id, version)
   )`,
  `CREATE TRIGGER refuse_version_change BEFORE UPDATE OR DELETE OR TRUNCATE ON knowledge_article_versions
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change()`,
];

const ENGLISH = `'pg_catalog.english'::regconfig`;

const PUBLISHED = [
  // One row for each article that is published: nothing else is searched.
  `CREATE TABLE knowledge_published (
     article_id text COLLATE "C" PRIMARY KEY REFERENCES knowledge_articles,
     version integer NOT NULL,
     domain text COLLATE "C" NOT NULL REFERENCES knowledge_domains,
     title text NOT NULL,
     -- One a line: arrays can't be a part of a generated column.
     questions text NOT NULL,
     body text NOT NULL,
     owner text NOT NULL,
     source text NOT NULL,
     valid_from timestamptz NOT NULL,
     valid_until timestamptz,
     review_due timestamptz NOT NULL,
     -- Whether the list is its own; the domain's is copied anew when it changes.
     has_own_readers boolean NOT NULL,
     readers text[] NOT NULL,
     data_class ${DATA_CLASS},
     published_at timestamptz NOT NULL,
     published_by text NOT NULL,
     search tsvector NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector(${ENGLISH}, title), 'A') ||
       setweight(to_tsvector(${ENGLISH}, questions), 'B') || setweight(to_tsvector(${ENGLISH}, body), 'D')) STORED,
     FOREIGN KEY (article_id, version) REFERENCES knowledge_article_versions
   )`,
  // Words and readers in one index: what somebody may not read costs a search nothing.
  'CREATE INDEX knowledge_published_search ON knowledge_published USING gin (search, readers) WITH (fastupdate = off)',
  'CREATE INDEX knowledge_published_domain ON knowledge_published (domain, article_id)',
  'CREATE INDEX knowledge_published_review ON knowledge_published (review_due)',
  // How many published articles have a word: what a word tells, and which of several are rare enough to look up.
  `CREATE TABLE knowledge_lexemes (
     lexeme text COLLATE "C" PRIMARY KEY,
     documents integer NOT NULL CHECK (documents >= 0)
   ) WITH (fillfactor = 70)`,
  `CREATE TABLE knowledge_embeddings (
     article_id text COLLATE "C" NOT NULL REFERENCES knowledge_published ON DELETE CASCADE,
     model text NOT NULL,
     version integer NOT NULL,
     -- Of length 1: the dot product is the cosine.
     vector real[] NOT NULL CHECK (cardinality(vector) BETWEEN 1 AND 4096),
     PRIMARY KEY (article_id, model)
   )`,
  // Counts up with everything that may change an answer.
  `CREATE TABLE knowledge_state (
     is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
     version bigint NOT NULL,
     documents integer NOT NULL CHECK (documents >= 0)
   )`,
  'INSERT INTO knowledge_state (version, documents) VALUES (0, 0)',
];

const CLAIMS = [
  // Of published versions. \`stated\` by whoever wrote it, \`read\` out of its text.
  `CREATE TABLE knowledge_claims (
     article_id text COLLATE "C" NOT NULL REFERENCES knowledge_published ON DELETE CASCADE,
     key text COLLATE "C" NOT NULL,
     unit text COLLATE "C" NOT NULL,
     value text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('stated', 'read')),
     -- The words that it was read in.
     excerpt text NOT NULL,
     PRIMARY KEY (article_id, key, unit)
   )`,
  'CREATE INDEX knowledge_claims_key ON knowledge_claims (key, unit)',
  `CREATE TABLE knowledge_contradictions (
     id uuid PRIMARY KEY,
     key text COLLATE "C" NOT NULL,
     unit text COLLATE "C" NOT NULL,
     first_article text COLLATE "C" NOT NULL REFERENCES knowledge_articles,
     first_version integer NOT NULL,
     first_value text NOT NULL,
     second_article text COLLATE "C" NOT NULL REFERENCES knowledge_articles,
     second_version integer NOT NULL,
     second_value text NOT NULL,
     -- \`past\`: one of the two says something else now, or is published no more.
     state text NOT NULL CHECK (state IN ('open', 'resolved', 'past')),
     found_at timestamptz NOT NULL,
     changed_at timestamptz NOT NULL,
     -- The article that is right.
     holds text COLLATE "C" CHECK (holds IN (first_article, second_article)),
     reason text,
     resolved_by text,
     CHECK (first_article < second_article),
     CHECK ((state = 'resolved') <= (holds IS NOT NULL AND reason IS NOT NULL AND resolved_by IS NOT NULL)),
     UNIQUE (key, unit, first_article, first_value, second_article, second_value)
   )`,
  `CREATE INDEX knowledge_contradictions_first ON knowledge_contradictions (first_article) WHERE state <> 'past'`,
  `CREATE INDEX knowledge_contradictions_second ON knowledge_contradictions (second_article) WHERE state <> 'past'`,
];

const GOLDEN = [
  `CREATE TABLE knowledge_golden_questions (
     id text COLLATE "C" PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
     question text NOT NULL,
     -- Articles were written with \`tuned\` in view; \`held_out\` was only ever measured.
     split text NOT NULL CHECK (split IN ('tuned', 'held_out')),
     expected_article text COLLATE "C" NOT NULL,
     retired boolean NOT NULL DEFAULT false,
     added_by text NOT NULL,
     added_at timestamptz NOT NULL
   )`,
];

const READS = [
  `CREATE TABLE knowledge_reads (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     actor text NOT NULL,
     act text NOT NULL CHECK (act IN ('search', 'read', 'list', 'contradictions')),
     -- What was asked for: words, an id, a filter.
     asked text NOT NULL,
     -- \`id@version\` of what was answered.
     found text[] NOT NULL,
     at timestamptz NOT NULL
   )`,
  'CREATE INDEX knowledge_reads_at ON knowledge_reads (at)',
  'CREATE INDEX knowledge_reads_actor ON knowledge_reads (actor, id)',
];

const ROLE = 'vw_orchestration';

const RIGHTS = [
  `GRANT SELECT, INSERT, UPDATE (title, owner, readers, review_every_days, version, changed_at, changed_by)
     ON knowledge_domains TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (state, version, updated_at, updated_by) ON knowledge_articles TO ${ROLE}`,
  `GRANT SELECT, INSERT ON knowledge_article_versions TO ${ROLE}`,
  `GRANT SELECT, INSERT, DELETE, UPDATE (version, domain, title, questions, body, owner, source, valid_from, valid_until,
     review_due, has_own_readers, readers, data_class, published_at, published_by) ON knowledge_published TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (documents), DELETE ON knowledge_lexemes TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (version, vector), DELETE ON knowledge_embeddings TO ${ROLE}`,
  `GRANT SELECT, UPDATE (version, documents) ON knowledge_state TO ${ROLE}`,
  `GRANT SELECT, INSERT, DELETE ON knowledge_claims TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (first_version, second_version, state, changed_at, holds, reason, resolved_by)
     ON knowledge_contradictions TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (retired) ON knowledge_golden_questions TO ${ROLE}`,
  `GRANT SELECT, INSERT, DELETE ON knowledge_reads TO ${ROLE}`,
];
