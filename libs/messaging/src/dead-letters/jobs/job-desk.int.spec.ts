import { startDesk, type DeskTrial } from '../testing/desk-trial.js';
import { at, deadLettered, discarded, handled, idOf } from '../testing/letter-samples.js';
import { findLetterJob, listLetterJobs, MAX_JOB_LETTERS } from './job.js';
import { abortLetterJob, requestLetterJob, type LetterJobOrder } from './job-desk.js';
import { outcomesOfJobs } from './job-outcomes.js';
import { stepJob } from './job-step.js';
import { silentLog } from '../../log.js';

const ORDER: LetterJobOrder = {
  kind: 'redrive',
  filter: { consumer: 'ledger' },
  reason: 'the account exists now',
  actor: 'user:ann',
  ratePerSecond: 50,
};
const ABORT = { reason: 'it fails again', actor: 'user:bob' };

describe('a job over dead letters', () => {
  let trial: DeskTrial;
  beforeAll(async () => (trial = await startDesk('job_desk')));
  afterAll(() => trial?.close());
  beforeEach(async () => {
    await trial.empty();
    await trial.apply(
      deadLettered('c', {}, 3),
      deadLettered('a', {}, 1),
      deadLettered('b', {}, 2),
      deadLettered('gone', {}, 4),
      deadLettered('other', { consumer: 'stock' }, 5),
      discarded('gone', 9),
    );
  });

  const request = (order: Partial<LetterJobOrder> = {}) =>
    trial.transact((tx) => requestLetterJob(tx, trial.desk.settings, { ...ORDER, ...order }));
  const step = (id: string) => stepJob(trial.transact, trial.desk, id, silentLog);
  const abort = (id: string) => trial.transact((tx) => abortLetterJob(tx, trial.desk.settings, id, ABORT));
  const job = async (id: string) => (await findLetterJob(trial.dataSource, id))!;
  const states = async (...names: string[]) =>
    Promise.all(names.map(async (name) => (await trial.letter(idOf(name)))!.state));
  const listed = () => trial.dataSource.query<object[]>('SELECT * FROM dead_letter_job_letters');

  it('is told when it begins and when it ends, with who asked for it and why', async () => {
    const { id, total, state } = await request();
    expect({ total, state }).toEqual({ total: 3, state: 'pending' });
    while (await step(id)) continue;
    const told = (await trial.told()).filter(({ type }) => type.startsWith('acme.dlq.job.'));
    expect(told).toMatchObject([
      {
        type: 'acme.dlq.job.started.v1',
        subject: id,
        actor: 'user:ann',
        data: { jobId: id, kind: 'redrive', filter: ORDER.filter, reason: ORDER.reason, total: 3, ratePerSecond: 50 },
      },
      {
        type: 'acme.dlq.job.ended.v1',
        actor: 'user:ann',
        data: { jobId: id, outcome: 'finished', done: 3, skipped: 0 },
      },
    ]);
    expect(await job(id)).toMatchObject({ state: 'finished', done: 3, skipped: 0, endedBy: 'user:ann' });
  });

  it('acts on the oldest letter first, one at a time, each act naming the job', async () => {
    const { id } = await request();
    expect(await step(id)).toBe(true);
    expect(await states('a', 'b', 'c')).toEqual(['redriving', 'open', 'open']);
    expect(await job(id)).toMatchObject({ state: 'running', done: 1 });
    const redriven = (await trial.told()).filter(({ type }) => type === 'acme.dlq.letter.redriven.v1');
    expect(redriven).toMatchObject([
      { actor: 'user:ann', data: { letterId: idOf('a'), reason: ORDER.reason, jobId: id } },
    ]);
    expect(await trial.letter(idOf('a'))).toMatchObject({ lastAct: { jobId: id } });
  });

  it('is told what came of its letters as their consumer tells, each once, and nothing of others', async () => {
    const [{ id }, { id: idle }] = [await request(), await request({ filter: { consumer: 'stock' } })];
    while (await step(id)) continue;
    const outcomes = async () => Object.fromEntries(await outcomesOfJobs(trial.dataSource, [id, idle]));
    expect(await outcomes()).toEqual({});
    await trial.apply(handled('a', 20), handled('a', 21), handled('other', 22));
    await trial.apply(deadLettered('b2', { previousLetterId: idOf('b'), redrives: 1 }, 23));
    expect(await outcomes()).toEqual({ [id]: { handled: 1, failedAgain: 1 } });
    expect(await outcomesOfJobs(trial.dataSource, [])).toEqual(new Map());
  });

  it('touches only letters that were known, open and matched when it was asked for', async () => {
    const { id } = await request({ kind: 'discard' });
    // It failed before the job began and becomes known now: nobody has seen it.
    await trial.apply(deadLettered('late', {}, 0));
    while (await step(id)) continue;
    expect(await states('a', 'b', 'c', 'late', 'other')).toEqual([...Array(3).fill('discarded'), 'open', 'open']);
    expect(await job(id)).toMatchObject({ total: 3, done: 3, skipped: 0 });
  });

  it('skips, and counts by reason, what others have acted on and what cannot be sent', async () => {
    await trial.apply(deadLettered('bytes', { payload: '/w==', encoding: 'base64' }, 6));
    const { id } = await request();
    await trial.transact((tx) => trial.desk.discard(tx, idOf('b'), { actor: 'user:eve', reason: 'void' }));
    await trial.dataSource.query('DELETE FROM dead_letters WHERE id = $1', [idOf('c')]);
    while (await step(id)) continue;
    expect(await job(id)).toMatchObject({
      state: 'finished',
      done: 1,
      skipped: 3,
      skips: { 'was not open any more': 1, 'is not known any more': 1, 'cannot be sent as it is': 1 },
    });
    expect(await states('a', 'b', 'bytes')).toEqual(['redriving', 'discarded', 'open']);
  });

  it('touches not one letter more once it is aborted', async () => {
    const { id } = await request();
    await step(id);
    expect(await abort(id)).toMatchObject({
      state: 'aborted',
      done: 1,
      endedBy: 'user:bob',
      abortReason: ABORT.reason,
    });
    expect(await step(id)).toBe(false);
    expect(await states('a', 'b', 'c')).toEqual(['redriving', 'open', 'open']);
    expect(await listed()).toEqual([]);
    expect((await trial.told()).at(-1)).toMatchObject({
      type: 'acme.dlq.job.ended.v1',
      actor: 'user:bob',
      data: { outcome: 'aborted', done: 1, skipped: 0 },
    });
    await expect(abort(id)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(abort(idOf('nothing'))).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('goes on with the same letter when a step was undone', async () => {
    const { id } = await request();
    const dying = <T>(work: (tx: never) => Promise<T>) =>
      trial.transact(async (tx) => {
        await work(tx as never);
        throw Object.assign(new Error('terminating connection'), { code: '57P01' });
      });
    await expect(stepJob(dying as never, trial.desk, id, silentLog)).rejects.toThrow('terminating');
    expect(await job(id)).toMatchObject({ state: 'pending', done: 0 });
    expect(await states('a')).toEqual(['open']);
    while (await step(id)) continue;
    expect(await job(id)).toMatchObject({ done: 3, skipped: 0 });
    const messages = (await trial.sent()).filter(({ subject }) => subject === 'acme.redrive.ledger');
    expect(messages).toHaveLength(3);
  });

  it('tries a letter again when a step failed for a passing reason that was not told', async () => {
    const { id } = await request();
    let failures = 2;
    const failing: typeof trial.transact = (work) =>
      trial.transact(async (tx) => {
        const result = await work(tx);
        if ((failures -= 1) >= 0) throw new Error('the session was gone');
        return result;
      });
    while (await stepJob(failing, trial.desk, id, silentLog)) continue;
    expect(await job(id)).toMatchObject({ state: 'finished', done: 3, skipped: 0 });
  });

  it('is not stopped by a letter that fails for a reason nobody foresaw', async () => {
    const { id } = await request();
    await trial.dataSource.query('UPDATE dead_letters SET consumer = NULL WHERE id = $1', [idOf('a')]);
    const errors: unknown[] = [];
    const log = { ...silentLog, error: (_message: string, details?: object) => void errors.push(details) };
    while (await stepJob(trial.transact, trial.desk, id, log)) continue;
    const failure = { jobId: id, letterId: idOf('a'), error: expect.stringContaining('/consumer must be text') };
    expect(errors).toMatchObject([failure, failure, failure]);
    expect(await job(id)).toMatchObject({ state: 'finished', done: 2, skipped: 1 });
    expect(await states('b', 'c')).toEqual(['redriving', 'redriving']);
  });

  it('is made once for an idempotency key, also when it is asked for twice at once', async () => {
    const [one, two] = await Promise.all([request({ idempotencyKey: 'k' }), request({ idempotencyKey: 'k' })]);
    expect(two.id).toBe(one.id);
    expect((await request({ idempotencyKey: 'k' })).id).toBe(one.id);
    expect(await listLetterJobs(trial.dataSource, { limit: 10 })).toHaveLength(1);
    expect((await request({ idempotencyKey: 'k', actor: 'user:bob' })).id).not.toBe(one.id);
    await expect(request({ idempotencyKey: 'k', kind: 'discard' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('ends at once when nothing matches', async () => {
    const { id, total } = await request({ filter: { consumer: 'nobody' } });
    expect(total).toBe(0);
    expect(await step(id)).toBe(false);
    expect(await job(id)).toMatchObject({ state: 'finished', done: 0 });
  });

  it('is refused as a whole when it would be too large', async () => {
    await trial.dataSource.query(
      `INSERT INTO dead_letters (id, consumer, failed_at)
       SELECT gen_random_uuid(), 'many', $1::timestamptz FROM generate_series(1, $2)`,
      [at(0), MAX_JOB_LETTERS + 1],
    );
    await expect(request({ filter: { consumer: 'many' } })).rejects.toMatchObject({
      kind: 'invalid',
      faults: [{ pointer: '/filter' }],
    });
    expect([await listed(), await listLetterJobs(trial.dataSource, { limit: 10 })]).toEqual([[], []]);
  }, 60_000);
});
