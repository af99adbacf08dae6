import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { Embedder } from './embedder.js';

const SWEEP_EVERY_MS = 5_000;
/** After a failure: a provider that is away is not asked every five seconds. */
const SWEEP_AFTER_FAILURE_MS = 60_000;
/** Articles that are sent at once. */
const BATCH = 32;
const EMBED_TIMEOUT_MS = 30_000;

/** Gives published articles their vectors, apart from publishing: a provider that is away keeps nothing from being published. */
@Injectable()
export class EmbeddingSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly embedder: Embedder,
    @Inject(LOG) log: Pick<Log, 'warn'>,
  ) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: SWEEP_EVERY_MS, afterFailureMs: SWEEP_AFTER_FAILURE_MS },
      failure: 'articles got no vectors; tried again',
      round: async () => (await this.sweep()) === BATCH,
    });
  }

  onApplicationBootstrap(): void {
    if (this.embedder.model !== undefined) this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** @returns how many got a vector; more may be left when it is as many as go at once */
  async sweep(): Promise<number> {
    const { model } = this.embedder;
    const rows = await this.dataSource.query<{ id: string; version: number; text: string }[]>(
      `SELECT p.article_id AS id, p.version, p.title || E'\\n' || p.questions || E'\\n' || p.body AS text
       FROM knowledge_published p LEFT JOIN knowledge_embeddings e ON e.article_id = p.article_id AND e.model = $1
       WHERE e.version IS DISTINCT FROM p.version ORDER BY p.article_id LIMIT ${BATCH}`,
      [model],
    );
    if (rows.length === 0) return 0;
    const vectors = await this.embedder.embed(
      rows.map(({ text }) => text),
      EMBED_TIMEOUT_MS,
    );
    // What was published anew or retired meanwhile gets its vector with the next sweep, or none.
    await this.dataSource.query(
      `INSERT INTO knowledge_embeddings (article_id, model, version, vector)
       SELECT p.article_id, $1, p.version, v.vector
       FROM jsonb_to_recordset($2::jsonb) AS v (id text, version integer, vector real[])
       JOIN knowledge_published p ON p.article_id = v.id AND p.version = v.version
       ON CONFLICT (article_id, model) DO UPDATE SET version = excluded.version, vector = excluded.vector`,
      [model, JSON.stringify(rows.map(({ id, version }, i) => ({ id, version, vector: vectors[i] })))],
    );
    return rows.length;
  }
}
