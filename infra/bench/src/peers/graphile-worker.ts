import { Logger, makeWorkerUtils, runOnce, type JobHelpers, type WorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { until } from '../messaging/bench-service.js';
import { JOBS_PER_INSERT, peerJobs, type JobEffect, type Peer, type PeerJob } from './peer.js';

const INSERT = 'INSERT INTO effects (key, amount) VALUES ($1, $2)';
const LOGGER = new Logger(() => () => undefined);

/** Jobs at a time; on two cores faster than the 24 of its performance page, whose machine is larger. */
const CONCURRENT_JOBS = 8;
/** "concurrentJobs + 2", as it recommends. */
const CONNECTIONS = CONCURRENT_JOBS + 2;
const ONE_BY_ONE: GraphileConfig.WorkerOptions = { concurrentJobs: CONCURRENT_JOBS, maxPoolSize: CONNECTIONS };
const BATCHING: GraphileConfig.WorkerOptions = {
  ...ONE_BY_ONE,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
};

const EFFECTS: Record<JobEffect, (job: PeerJob, helpers: JobHelpers) => Promise<unknown> | undefined> = {
  insert: ({ key, amount }, { query }) => query(INSERT, [key, amount]),
  nothing: () => undefined,
};

/** With its defaults beside the concurrency: each job is fetched and completed by itself. */
export const graphileWorkerOneByOne = (databaseUrl: string) =>
  GraphileWorker.open(databaseUrl, 'graphile-worker', 4_000, ONE_BY_ONE);

/** As https://worker.graphile.org/docs/performance advises: a local queue of 500, completions in batches. */
export const graphileWorkerBatching = (databaseUrl: string) =>
  GraphileWorker.open(databaseUrl, 'graphile-worker, batching', 20_000, BATCHING);

/** As its own measurement does it: run once until no job is left. The clock starts with the first job, not with the program. */
class GraphileWorker implements Peer {
  private constructor(
    readonly name: string,
    readonly jobs: number,
    private readonly options: GraphileConfig.WorkerOptions,
    private readonly pool: pg.Pool,
    private readonly utils: WorkerUtils,
  ) {}

  static async open(databaseUrl: string, name: string, jobs: number, options: GraphileConfig.WorkerOptions) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: options.maxPoolSize });
    // A connection that breaks makes the query under way fail; that is heard of.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    const utils = await makeWorkerUtils({ pgPool: pool, logger: LOGGER });
    await utils.migrate();
    return new GraphileWorker(name, jobs, options, pool, utils);
  }

  get settings(): Record<string, unknown> {
    return { ...this.options };
  }

  async handle(count: number, effect: JobEffect): Promise<number> {
    const jobs = peerJobs(count).map((payload) => ({ identifier: 'count', payload }));
    for (let start = 0; start < count; start += JOBS_PER_INSERT) {
      await this.utils.addJobs(jobs.slice(start, start + JOBS_PER_INSERT));
    }
    let startedAt: number | undefined;
    await runOnce({
      preset: { worker: { ...this.options, logger: LOGGER } },
      pgPool: this.pool,
      noHandleSignals: true,
      taskList: {
        count: async (payload, helpers) => {
          startedAt ??= performance.now();
          await EFFECTS[effect](payload as PeerJob, helpers);
        },
      },
    });
    // It returns with the last completions on their way.
    await until(async () => (await this.jobsLeft()) === 0);
    return count / ((performance.now() - startedAt!) / 1_000);
  }

  async close(): Promise<void> {
    await this.utils.release();
    await this.pool.end();
  }

  private async jobsLeft(): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM graphile_worker.jobs');
    return rows[0]!.n;
  }
}
