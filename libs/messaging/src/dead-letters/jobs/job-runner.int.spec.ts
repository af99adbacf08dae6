import { eventually } from '@vividwalls/testing';
import pg from 'pg';
import { silentLog } from '../../log.js';
import { startDesk, type DeskTrial } from '../testing/desk-trial.js';
import { deadLettered, FAILED_AT, idOf } from '../testing/letter-samples.js';
import { findLetterJob } from './job.js';
import { abortLetterJob, requestLetterJob, type LetterJobOrder } from './job-desk.js';
import { LetterJobRunner } from './job-runner.js';

describe('the runner of jobs', () => {
  let trial: DeskTrial;
  const runners: LetterJobRunner[] = [];
  beforeAll(async () => (trial = await startDesk('job_runner')));
  afterAll(() => trial?.close());
  beforeEach(() => trial.empty());
  afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.stop())));

  function startRunner(committed: () => void = () => undefined): LetterJobRunner {
    const { url: databaseUrl, dataSource, desk } = trial;
    const name = 'dead-letter-jobs:spec';
    const runner = new LetterJobRunner({ databaseUrl, dataSource, name, desk, log: silentLog, committed });
    runner.start();
    runners.push(runner);
    return runner;
  }
  const letters = (n: number, consumer = 'ledger') =>
    trial.apply(...Array.from({ length: n }, (_, index) => deadLettered(`${consumer}${index}`, { consumer }, index)));
  const request = (order: Partial<LetterJobOrder> = {}) =>
    trial.transact((tx) =>
      requestLetterJob(tx, trial.desk.settings, {
        kind: 'redrive',
        filter: { consumer: 'ledger' },
        reason: 'mended',
        actor: 'user:ann',
        ratePerSecond: 200,
        ...order,
      }),
    );
  const job = async (id: string) => (await findLetterJob(trial.dataSource, id))!;
  const finished = (id: string) =>
    eventually(async () => expect((await job(id)).state).toBe('finished'), { timeoutMs: 20_000 });
  const messageIds = async () =>
    (await trial.sent()).filter(({ subject }) => subject.startsWith('acme.redrive.')).map(({ messageId }) => messageId);

  it('does a job that was asked for before it started, and says so to the relay', async () => {
    await letters(5);
    const { id } = await request();
    let commits = 0;
    startRunner(() => (commits += 1));
    await finished(id);
    expect(await job(id)).toMatchObject({ done: 5, skipped: 0 });
    expect(commits).toBeGreaterThanOrEqual(6);
  });

  it('goes no faster than the rate, and is stopped by an abort in between', async () => {
    await letters(30);
    const runner = startRunner();
    const { id } = await request({ ratePerSecond: 10 });
    const began = performance.now();
    runner.wake();
    await eventually(async () => expect((await job(id)).done).toBeGreaterThanOrEqual(8));
    expect(performance.now() - began).toBeGreaterThanOrEqual(600);
    const { done } = await trial.transact((tx) =>
      abortLetterJob(tx, trial.desk.settings, id, { reason: 'enough', actor: 'user:ann' }),
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await messageIds()).toHaveLength(done);
    expect(done).toBeLessThan(30);
  });

  it('lets a quick job pass a slow one', async () => {
    await letters(10);
    await letters(10, 'stock');
    const slow = await request({ ratePerSecond: 1 });
    const quick = await request({ filter: { consumer: 'stock' } });
    startRunner();
    await finished(quick.id);
    expect((await job(slow.id)).done).toBeLessThan(10);
  });

  it('takes each letter once with two runners, whatever dies in between', async () => {
    await letters(60);
    const { id } = await request({ ratePerSecond: 100 });
    startRunner();
    startRunner();
    const admin = new pg.Client({ connectionString: trial.adminUrl });
    await admin.connect();
    try {
      for (const after of [5, 20, 40]) {
        await eventually(async () => expect((await job(id)).done).toBeGreaterThanOrEqual(after), { timeoutMs: 20_000 });
        // The leader's lock and every step under way go at once.
        await admin.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
      }
      await eventually(async () => expect((await job(id)).state).toBe('finished'), { timeoutMs: 20_000 });
    } finally {
      await admin.end();
    }
    expect(await job(id)).toMatchObject({ total: 60, done: 60, skipped: 0 });
    const ids = await messageIds();
    expect(new Set(ids).size).toBe(60);
    expect(ids).toHaveLength(60);
  }, 60_000);

  it('removes letters and jobs that ended long ago, and keeps what is open', async () => {
    await letters(3);
    const { id } = await request({ filter: { id: idOf('ledger0') } });
    startRunner();
    await finished(id);
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    trial.setNow(new Date(FAILED_AT + 200 * 86_400_000));
    await trial.transact((tx) => trial.desk.discard(tx, idOf('ledger1'), { actor: 'user:ann', reason: 'late' }));
    await trial.dataSource.query(`UPDATE dead_letters SET state = 'handled', settled_at = failed_at WHERE id = $1`, [
      idOf('ledger0'),
    ]);
    startRunner();
    await eventually(async () => expect(await findLetterJob(trial.dataSource, id)).toBeUndefined());
    // Decided only now, or not at all: they stay.
    expect(await trial.letter(idOf('ledger0'))).toBeUndefined();
    expect(await trial.letter(idOf('ledger1'))).toMatchObject({ state: 'discarded' });
    expect(await trial.letter(idOf('ledger2'))).toMatchObject({ state: 'open' });
  });
});
