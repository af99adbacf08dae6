import { PgBoss, type Db, type Job } from 'pg-boss';
import { secondsOf, until } from '../messaging/bench-service.js';
import { JOBS_PER_INSERT, peerJobs, type JobEffect, type Peer, type PeerJob } from './peer.js';

const BATCH = 500;
/** Workers that fetch and complete batches side by side: one alone was slower, more than these were no faster. */
const LOCAL_CONCURRENCY = 4;
const CONNECTIONS = 10;
const INSERT = 'INSERT INTO effects SELECT * FROM unnest($1::text[], $2::int[])';

/** pg-boss in batches of 500 that follow one another without a pause: the write, then the completion. */
export const pgBoss = (databaseUrl: string) => PgBossPeer.open(databaseUrl, 'pg-boss, batch 500', false);

/** The same with write and completion in one transaction, which is what our inbox promises. */
export const pgBossTransactional = (databaseUrl: string) =>
  PgBossPeer.open(databaseUrl, 'pg-boss, batch 500, transactional', true);

class PgBossPeer implements Peer {
  readonly jobs = 20_000;

  private constructor(
    readonly name: string,
    private readonly transactional: boolean,
    private readonly boss: PgBoss,
  ) {}

  static async open(databaseUrl: string, name: string, transactional: boolean): Promise<PgBossPeer> {
    const boss = new PgBoss({ connectionString: databaseUrl, max: CONNECTIONS, schedule: false, supervise: false });
    const failed = new Promise<never>((_resolve, reject) => boss.once('error', reject));
    failed.catch(() => undefined);
    await boss.start();
    return new PgBossPeer(name, transactional, boss);
  }

  get settings(): Record<string, unknown> {
    return {
      batchSize: BATCH,
      localConcurrency: LOCAL_CONCURRENCY,
      burstWhenBatchFull: true,
      transactional: this.transactional,
      connections: CONNECTIONS,
    };
  }

  async handle(count: number, effect: JobEffect): Promise<number> {
    const queue = `count-${crypto.randomUUID()}`;
    await this.boss.createQueue(queue, { partition: true });
    const jobs = peerJobs(count).map((data) => ({ data }));
    for (let start = 0; start < count; start += JOBS_PER_INSERT) {
      await this.boss.insert(queue, jobs.slice(start, start + JOBS_PER_INSERT));
    }
    let handled = 0;
    const handle = async (batch: Job<PeerJob>[], db: Db): Promise<void> => {
      if (effect === 'insert') {
        const values = [batch.map(({ data }) => data.key), batch.map(({ data }) => data.amount)];
        await db.executeSql(INSERT, values);
      }
      handled += batch.length;
    };
    const seconds = await secondsOf(async () => {
      await this.work(queue, handle);
      await until(() => handled >= count);
      await until(async () => (await this.unfinished(queue)) === 0);
    });
    await this.boss.offWork(queue);
    await this.boss.deleteQueue(queue);
    return count / seconds;
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false });
  }

  private async work(queue: string, handle: (batch: Job<PeerJob>[], db: Db) => Promise<void>): Promise<void> {
    const options = { batchSize: BATCH, localConcurrency: LOCAL_CONCURRENCY, burstWhenBatchFull: true } as const;
    if (this.transactional) await this.boss.work<PeerJob>(queue, { ...options, transactional: true }, handle as never);
    else await this.boss.work<PeerJob>(queue, options, (batch) => handle(batch, this.boss.getDb()));
  }

  private async unfinished(queue: string): Promise<number> {
    const { rows } = await this.boss
      .getDb()
      .executeSql(`SELECT count(*)::int AS n FROM pgboss.job WHERE name = $1 AND state < 'completed'`, [queue]);
    return (rows as { n: number }[])[0]!.n;
  }
}
