import { Inject, Injectable } from '@nestjs/common';
import { EXTENSIONS_SCHEMA, Parameters, queryPlanned } from '@vividwalls/persistence';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { DataClass } from '../../registry/capability.js';
import type { Reader } from '../access/reader.js';
import { visibleTo } from '../access/visible-to.js';
import { Embedder } from '../embeddings/embedder.js';
import { CANDIDATES_MAX, queryPlan, type QueryPlan, type QueryTerm } from './query-plan.js';
import type { SearchPosition } from './search-cursor.js';

export interface Searching {
  readonly q: string;
  readonly domain?: string | undefined;
  readonly after?: SearchPosition | undefined;
  readonly limit: number;
  /** Whether parts of the text are cut out for the answer. */
  readonly snippets?: boolean;
}

export interface Found {
  readonly id: string;
  readonly version: number;
  readonly domain: string;
  readonly title: string;
  readonly owner: string;
  readonly source: string;
  readonly dataClass: DataClass;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly reviewDue: Date;
  /** Share of what the question's words could count, 0 to 1 and with embeddings to 2; for the order, not for its own sake. */
  readonly score: number;
  /** Parts of the text with the words in `**`. */
  readonly snippet: string;
}

export interface SearchAnswer {
  readonly found: readonly Found[];
  /** Whether meaning counted beside words; `failed`: the provider did not answer in time. */
  readonly embeddings: 'off' | 'used' | 'failed';
}

/** Words of a question that are looked at. */
const WORDS_MAX = 32;

/** Words that are spelt like an unknown one. */
const LIKE_MAX = 3;
const LIKENESS_MIN = 0.4;
/** Shorter words are like too many others. */
const LIKE_LENGTH_MIN = 4;

/** A word counts in full in the title or a question, and less in the text; however often it is there. */
const IN_TEXT = 0.2;

/** Best ones by words of which the questions are looked at one by one. */
const COMPARED_MAX = 10;
/** What it counts that one of an article's questions is the very one that is asked; a word of it alone counts less. */
const SAME_QUESTION = 0.3;

/** Texts that are not longer are answered whole. */
const SNIPPET_WHOLE = 300;

/** A question that waits longer for its vector is answered by its words. */
const EMBED_TIMEOUT_MS = 1_500;

/** As many vectors are compared one by one; beyond it, only those of articles that words have found. */
const VECTORS_MAX = 5_000;

/** Vectors that are no nearer say nothing. */
const COSINE_MIN = 0.3;

/**
 * Searches what somebody may read. Words by their stems (full text), unknown ones by words that are spelt like them (trigrams),
 * and by meaning where embeddings are configured. Who may read what is a condition of every statement.
 */
@Injectable()
export class ArticleSearch {
  private hasTrigrams: Promise<boolean> | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly embedder: Embedder,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {}

  async search(reader: Reader, searching: Searching): Promise<SearchAnswer> {
    const [plan, vector] = await Promise.all([this.planFor(searching.q), this.vectorOf(searching.q)]);
    const embeddings = vector === undefined ? 'off' : vector === null ? 'failed' : 'used';
    if (!plan && !vector) return { found: [], embeddings };
    let found = await this.find(reader, searching, plan?.retrieve ?? null, plan, vector ?? null);
    const isWider = plan !== undefined && plan.widened !== null && found.length < searching.limit && !searching.after;
    if (isWider) found = await this.find(reader, searching, plan.widened, plan, vector ?? null);
    return { found, embeddings };
  }

  private async planFor(q: string): Promise<QueryPlan | undefined> {
    const like = (await this.trigrams())
      ? `UNION ALL
         SELECT a.lexeme, near.lexeme, near.documents, near.likeness FROM asked a
         CROSS JOIN LATERAL (
           SELECT l.lexeme, l.documents, ${EXTENSIONS_SCHEMA}.similarity(l.lexeme, a.lexeme)::float8 AS likeness
           FROM knowledge_lexemes l WHERE l.lexeme OPERATOR(${EXTENSIONS_SCHEMA}.%) a.lexeme
           ORDER BY likeness DESC, l.lexeme LIMIT ${LIKE_MAX}
         ) near
         WHERE length(a.lexeme) >= ${LIKE_LENGTH_MIN} AND near.likeness >= ${LIKENESS_MIN}
           AND NOT EXISTS (SELECT 1 FROM knowledge_lexemes k WHERE k.lexeme = a.lexeme)`
      : '';
    const text = `WITH asked AS MATERIALIZED (
         SELECT lexeme FROM unnest(to_tsvector('pg_catalog.english', $1)) ORDER BY positions[1] LIMIT ${WORDS_MAX}
       )
       SELECT t.*, s.documents AS total FROM (
         SELECT a.lexeme AS asked, l.lexeme, l.documents, 1::float8 AS likeness FROM asked a JOIN knowledge_lexemes l USING (lexeme)
         ${like}
       ) t CROSS JOIN knowledge_state s`;
    const name = like === '' ? 'knowledge_words' : 'knowledge_words_like';
    const rows = await queryPlanned<QueryTerm & { total: number }>(this.dataSource.manager, { name, text }, [q]);
    return queryPlan(rows, rows[0]?.total ?? 0);
  }

  /** Undefined when there is no provider, null when it failed. */
  private async vectorOf(q: string): Promise<readonly number[] | undefined | null> {
    if (this.embedder.model === undefined) return undefined;
    try {
      return (await this.embedder.embed([q], EMBED_TIMEOUT_MS))[0]!;
    } catch (error) {
      this.log.warn('a question is answered by its words alone', { error: (error as Error).message });
      return null;
    }
  }

  private find(
    reader: Reader,
    { domain, after, limit, snippets = true }: Searching,
    retrieve: string | null,
    plan: QueryPlan | undefined,
    vector: readonly number[] | null,
  ): Promise<Found[]> {
    const parameters = new Parameters();
    const isVisible = `${visibleTo(reader, this.clock.now(), 'p', parameters)} ${
      domain === undefined ? '' : `AND p.domain = ${parameters.one(domain)}`
    }`;
    const weights = plan?.weights ?? [];
    // Spelt out word by word: a query that is a constant is read once, and not for every article.
    const counted = weights.map(({ lexeme, weight }) => {
      const [anywhere, inHeading] = [parameters.one(lexeme), parameters.one(`${lexeme}:AB`)];
      const counts = parameters.one(weight);
      return `${counts}::float8 * CASE WHEN search @@ ${inHeading}::tsquery THEN 1 WHEN search @@ ${anywhere}::tsquery THEN ${IN_TEXT} ELSE 0 END`;
    });
    const all = parameters.one(weights.reduce((sum, { weight }) => sum + weight, 0) || 1);
    const query = parameters.one(retrieve ?? '');
    const near = vector === null ? undefined : this.nearest(vector, isVisible, parameters);
    const beyond = after
      ? `WHERE (-score, id) > (${parameters.one(-after.score)}::float8, ${parameters.one(after.id)}::text)`
      : '';
    const words = weights.map(({ lexeme }) => lexeme).join('|');
    const highlighted = (options: string) =>
      `ts_headline('pg_catalog.english', p.body, ${parameters.one(words)}::tsquery, 'StartSel=**, StopSel=**, ${options}')`;
    const snippet = snippets
      ? `CASE WHEN length(p.body) <= ${SNIPPET_WHOLE} THEN ${highlighted('HighlightAll=true')}
           ELSE ${highlighted('MaxFragments=2, MinWords=12, MaxWords=35, FragmentDelimiter= … ')} END`
      : `''`;
    const asked = parameters.longTexts(plan?.asked ?? []);
    return this.dataSource.query<Found[]>(
      `WITH candidates AS MATERIALIZED (
         SELECT p.article_id AS id, p.search FROM knowledge_published p
         WHERE p.search @@ ${query}::tsquery AND ${isVisible} LIMIT ${CANDIDATES_MAX}
       ), by_words AS (
         SELECT id, (${counted.join(' + ') || '0'}) / ${all}::float8 AS score
         FROM candidates
       )${near ? `, ${near}` : ''}, scored AS (
         ${
           near
             ? `SELECT id, coalesce(w.score, 0) + coalesce(n.cosine, 0) AS score FROM by_words w FULL JOIN near n USING (id)`
             : 'SELECT id, score FROM by_words'
         }
       ), compared AS MATERIALIZED (
         SELECT c.id, (SELECT max(2.0 * common.words / (cardinality(l.lexemes) + cardinality(${asked})))
           FROM string_to_table(p.title || E'\\n' || p.questions, E'\\n') AS line
           CROSS JOIN LATERAL (SELECT tsvector_to_array(to_tsvector('pg_catalog.english', line)) AS lexemes) l
           CROSS JOIN LATERAL (SELECT count(*)::float8 AS words FROM unnest(l.lexemes) AS of (lexeme)
             WHERE of.lexeme = ANY(${asked})) common
           WHERE cardinality(l.lexemes) > 0) AS sameness
         FROM (SELECT id FROM scored ORDER BY score DESC, id LIMIT ${COMPARED_MAX}) c
         JOIN knowledge_published p ON p.article_id = c.id AND ${isVisible}
       ), ranked AS (
         SELECT id, s.score + ${SAME_QUESTION} * coalesce(c.sameness, 0) AS score FROM scored s LEFT JOIN compared c USING (id)
       ), page AS (
         SELECT id, score FROM ranked ${beyond} ORDER BY score DESC, id LIMIT ${parameters.one(limit)}
       )
       SELECT s.id, p.version, p.domain, p.title, p.owner, p.source, p.data_class AS "dataClass", p.valid_from AS "validFrom",
         p.valid_until AS "validUntil", p.review_due AS "reviewDue", s.score, ${snippet} AS snippet
       FROM page s JOIN knowledge_published p ON p.article_id = s.id AND ${isVisible}
       ORDER BY s.score DESC, s.id`,
      parameters.values,
    );
  }

  /** Articles near to the question in meaning: of all that may be read, or where these are too many of those found by words. */
  private nearest(vector: readonly number[], isVisible: string, parameters: Parameters): string {
    const [asked, model] = [parameters.array(vector, 'real'), parameters.one(this.embedder.model)];
    return `near AS (
      SELECT id, cosine FROM (
        SELECT e.article_id AS id, (SELECT sum(v.x * v.y) FROM unnest(e.vector, ${asked}) AS v (x, y))::float8 AS cosine
        FROM knowledge_embeddings e JOIN knowledge_published p ON p.article_id = e.article_id AND p.version = e.version
        WHERE e.model = ${model} AND ${isVisible}
          AND ((SELECT count(*) FROM (SELECT 1 FROM knowledge_embeddings WHERE model = ${model} LIMIT ${VECTORS_MAX + 1}) few)
            <= ${VECTORS_MAX} OR e.article_id IN (SELECT id FROM candidates))
      ) compared WHERE cosine >= ${COSINE_MIN} ORDER BY cosine DESC, id LIMIT ${CANDIDATES_MAX}
    )`;
  }

  /** Whether words that are spelt like others can be looked up: the extension was there when the schema was made. */
  private trigrams(): Promise<boolean> {
    this.hasTrigrams ??= this.dataSource
      .query<{ has: boolean }[]>(`SELECT to_regclass('knowledge_lexemes_trgm') IS NOT NULL AS has`)
      .then(([row]) => row!.has);
    return this.hasTrigrams;
  }
}
