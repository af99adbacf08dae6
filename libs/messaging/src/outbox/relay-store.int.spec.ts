import pg from 'pg';
import { OUTBOX_KEPT_DAYS, INBOX_KEPT_DAYS, RELAY_BATCH_BYTES } from '../limits.js';
import { asAdministrator, counted, startTrial, type Trial } from '../testing/trial.js';
import { RelayStore, type OutboxRow } from './relay-store.js';

const MEGABYTE = 1024 * 1024;

describe('what the relay keeps and reads', () => {
  let trial: Trial;
  let session: pg.Client;
  let store: RelayStore;
  beforeAll(async () => {
    trial = await startTrial('relay store');
    session = new pg.Client({ connectionString: trial.databaseUrl, options: '-c search_path=trial' });
    await session.connect();
    store = new RelayStore(session);
  }, 60_000);
  afterEach(() => trial.reset());
  afterAll(async () => {
    await session.end();
    await trial.close();
  });

  /** Rows of these sizes in MB; the first id is 1. */
  const fill = (...sizes: number[]) =>
    session.query(
      `INSERT INTO outbox (event_id, subject, payload)
       SELECT gen_random_uuid(), 'vw.trial.thing', repeat('x', size) FROM unnest($1::int[]) AS size`,
      [sizes.map((size) => Math.round(size * MEGABYTE))],
    );
  const idsOf = (rows: readonly OutboxRow[]) => rows.map(({ id }) => id);
  const bytesOf = (rows: readonly OutboxRow[]) => rows.reduce((sum, { payload }) => sum + payload.length, 0);
  const remaining = async () =>
    (await session.query('SELECT id::int FROM outbox ORDER BY id')).rows.map(({ id }) => id);

  it('is the position, whatever holes it has', async () => {
    const position = {
      high: 5_000_000_000,
      holes: [
        { from: 3, to: 4 },
        { from: 4_000_000_000, to: 4_000_000_000 },
      ],
    };
    await store.save(position);
    expect(await store.load()).toEqual(position);
    await store.save({ high: 7, holes: [] });
    expect(await store.load()).toEqual({ high: 7, holes: [] });
  });

  it('is never more in one batch than its bytes and one row', async () => {
    await fill(3, 3, 3, 3, 3, 3);
    const rows = await store.readAfter(0, 100);
    expect(idsOf(rows)).toEqual([1, 2, 3]);
    expect(bytesOf(rows)).toBeLessThanOrEqual(RELAY_BATCH_BYTES + 3 * MEGABYTE);
    expect(idsOf(await store.readAfter(3, 100))).toEqual([4, 5, 6]);
    expect(idsOf(await store.readWithin([{ from: 2, to: 6 }], 100))).toEqual([2, 3, 4]);
    expect(
      idsOf(
        await store.readWithin(
          [
            { from: 1, to: 1 },
            { from: 4, to: 6 },
          ],
          100,
        ),
      ),
    ).toEqual([1, 4, 5]);
  });

  it('brings a row alone that is larger than a batch', async () => {
    await fill(20, 0.1, 0.1);
    expect(idsOf(await store.readAfter(0, 100))).toEqual([1]);
    expect(idsOf(await store.readAfter(1, 100))).toEqual([2, 3]);
  });

  it('reads no more rows than asked for, in the order of their ids', async () => {
    await trial.append(counted(50));
    expect(idsOf(await store.readAfter(10, 5))).toEqual([11, 12, 13, 14, 15]);
    expect(
      idsOf(
        await store.readWithin(
          [
            { from: 2, to: 3 },
            { from: 40, to: 50 },
          ],
          4,
        ),
      ),
    ).toEqual([2, 3, 40, 41]);
  });

  it('knows who is writing to the outbox: not who has ended, nor its own session, nor other tables’ writers', async () => {
    const [writer, other] = [trial.dataSource.createQueryRunner(), trial.dataSource.createQueryRunner()];
    await other.startTransaction();
    await other.query(`INSERT INTO inbox (consumer, event_id) VALUES ('c', 'e')`);
    await session.query('BEGIN');
    await session.query('DELETE FROM outbox');
    expect(await store.writers()).toEqual(new Set());
    await writer.startTransaction();
    await trial.appendEarly(writer.manager, counted(1));
    expect((await store.writers()).size).toBe(1);
    await writer.rollbackTransaction();
    expect(await store.writers()).toEqual(new Set());
    await session.query('ROLLBACK');
    await other.rollbackTransaction();
    await Promise.all([writer.release(), other.release()]);
  });

  describe('is pruned:', () => {
    const makeOld = (from: number, to: number) =>
      asAdministrator(
        trial.database,
        `UPDATE trial.outbox SET created_at = now() - interval '${OUTBOX_KEPT_DAYS} days 1 hour' WHERE id BETWEEN ${from} AND ${to}`,
      );

    it('old rows go, but none that is unpublished, in a hole, or parked', async () => {
      await trial.append(counted(12));
      await makeOld(1, 10);
      await store.save({ high: 8, holes: [{ from: 3, to: 4 }] });
      await store.park(6, 'refused');
      await store.prune();
      expect(await remaining()).toEqual([3, 4, 6, 9, 10, 11, 12]);
    });

    it('rows that must stay do not keep those behind them', async () => {
      await fill(...new Array<number>(6_000).fill(0));
      await session.query('INSERT INTO outbox_parked (outbox_id, error) SELECT id, $1 FROM outbox', ['refused']);
      await trial.append(counted(10));
      await makeOld(1, 6_005);
      await store.save({ high: 6_010, holes: [] });
      await store.prune();
      expect((await remaining()).slice(6_000)).toEqual([6_006, 6_007, 6_008, 6_009, 6_010]);
    });

    it('it says when there is more to remove, so that it keeps up with a busy service', async () => {
      await fill(...new Array<number>(6_000).fill(0));
      await makeOld(1, 6_000);
      await store.save({ high: 6_000, holes: [] });
      expect(await store.prune()).toBe('more');
      expect(await store.prune()).toBe('done');
      expect(await remaining()).toEqual([]);
    });

    it('the inbox forgets what can no longer come again', async () => {
      await session.query(
        `INSERT INTO inbox (consumer, event_id, at) SELECT 'c', n::text, now() - make_interval(days => n) FROM generate_series(1, $1::int) AS n`,
        [INBOX_KEPT_DAYS + 10],
      );
      await store.prune();
      expect((await session.query('SELECT count(*)::int AS n FROM inbox')).rows[0].n).toBe(INBOX_KEPT_DAYS - 1);
    });
  });
});
