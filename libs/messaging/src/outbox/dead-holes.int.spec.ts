import { eventually } from '@vividwalls/testing';
import { Chance } from '@vividwalls/simulator';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { HOLE_GRACE_MS, RELAY_HOLES_MAX } from '../limits.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';
import { DeadHoles } from './dead-holes.js';
import type { IdRange } from './relay-position.js';
import { RelayStore } from './relay-store.js';

class SecondThoughts extends Error {}

describe('ids of the outbox that never come', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('dead holes')), 60_000);
  afterEach(() => trial.reset());
  afterAll(() => trial.close());

  const holes = async () =>
    (await trial.dataSource.query<{ holes: string }[]>('SELECT holes FROM outbox_relay'))[0]!.holes;
  const published = async () => (await trial.contents('TRIAL')).map(({ subject }) => subject).sort();
  const subjects = (n: number, prefix: string) => counted(n, prefix).map(({ subject }) => subject);

  async function rollBack(n: number): Promise<void> {
    const failing = trial.dataSource.transaction(async (tx) => {
      await trial.appendEarly(tx, counted(n, 'lost'));
      throw new SecondThoughts();
    });
    await expect(failing).rejects.toThrow(SecondThoughts);
  }

  /** A transaction that has drawn an id and stays open. */
  async function openTransaction(prefix: string) {
    const runner = trial.dataSource.createQueryRunner();
    await runner.startTransaction();
    await trial.appendEarly(runner.manager, counted(1, prefix));
    const end = async (fate: 'commit' | 'roll back') => {
      await (fate === 'commit' ? runner.commitTransaction() : runner.rollbackTransaction());
      await runner.release();
    };
    return { end };
  }

  it('are given up, also thousands at once', async () => {
    trial.relay().start();
    await rollBack(5_000);
    await trial.append(counted(3));
    await eventually(async () => expect(await published()).toEqual(['k0', 'k1', 'k2']), { timeoutMs: 20_000 });
    await eventually(async () => expect(await holes()).toBe('{}'), { timeoutMs: 20_000 });
  }, 60_000);

  it('are given up when each lies alone between rows that were published', async () => {
    await trial.dataSource.query(
      `INSERT INTO outbox (event_id, subject, payload)
       SELECT gen_random_uuid(), 'vw.trial.thing.counted', '{"subject":"k"}' FROM generate_series(1, 3000)`,
    );
    // As if every second one had been rolled back.
    await trial.dataSource.query('DELETE FROM outbox WHERE id % 2 = 1');
    const relay = trial.relay();
    relay.start();
    await eventually(() => expect(relay.published).toBe(1_500), { timeoutMs: 20_000 });
    await eventually(async () => expect(await holes()).toBe('{}'), { timeoutMs: 20_000 });
  }, 60_000);

  it('are so many beside an open transaction that the relay says what it waits for, and goes on when that ends', async () => {
    const patient = await openTransaction('patient');
    const rows = 2 * RELAY_HOLES_MAX + 4_000;
    await trial.dataSource.query(
      `INSERT INTO outbox (event_id, subject, payload)
       SELECT gen_random_uuid(), 'vw.trial.thing.counted', '{"subject":"k"}' FROM generate_series(1, $1::int)`,
      [rows],
    );
    await trial.dataSource.query('DELETE FROM outbox WHERE id % 2 = 1 AND id > 1');
    const relay = trial.relay();
    relay.start();
    await eventually(() => expect(relay.state).toBe('waiting for an open transaction'), { timeoutMs: 30_000 });
    expect(relay.published).toBeLessThan(rows / 2);
    await patient.end('commit');
    await eventually(() => expect(relay.published).toBe(rows / 2 + 1), { timeoutMs: 30_000 });
    await eventually(() => expect(relay.state).toBe('idle'));
  }, 90_000);

  it('are told from those of a transaction that is still open, however long', async () => {
    const session = new pg.Client({ connectionString: trial.databaseUrl, options: '-c search_path=trial' });
    await session.connect();
    const store = new RelayStore(session);
    const deadHoles = new DeadHoles(store);
    const hole: IdRange[] = [{ from: 1, to: 1 }];
    let nowMs = 1;
    const look = () => deadHoles.settledOf(hole, (nowMs += HOLE_GRACE_MS));

    const patient = await openTransaction('patient');
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await trial.append(counted(1, 'passing'));
      await rollBack(1);
      expect(await look()).toEqual([]);
      nowMs += 60_000;
    }
    await patient.end('commit');
    // Nobody can bring it any more, because it is there: the relay looks once more before it gives a hole up.
    expect(await look()).toEqual(hole);
    expect((await store.readWithin(hole, 10)).map(({ id }) => id)).toEqual([1]);
    await session.end();
  });

  it('are published when the transaction commits at last, after others were committed and rolled back', async () => {
    trial.relay().start();
    const patient = await openTransaction('patient');
    await rollBack(4);
    await trial.append(counted(20, 'passing'));
    await eventually(async () => expect(await published()).toHaveLength(20), { timeoutMs: 20_000 });
    await eventually(async () => expect(await holes()).toBe('{[1,6)}'));
    await patient.end('commit');
    await eventually(async () => expect(await published()).toEqual(['patient0', ...subjects(20, 'passing')].sort()), {
      timeoutMs: 20_000,
    });
    await eventually(async () => expect(await holes()).toBe('{}'), { timeoutMs: 20_000 });
  }, 60_000);

  it('are all that is left out, and nothing is repeated, when six write at once and change their minds', async () => {
    trial.relay().start();
    const kept: string[] = [];
    const write = async (tx: EntityManager, chance: Chance, prefix: string): Promise<string[]> => {
      const appended: string[] = [];
      for (let parts = chance.between(1, 3); parts > 0; parts -= 1) {
        const events = counted(chance.between(1, 25), `${prefix}.${parts}.`);
        await (chance.happens(0.5) ? trial.appendEarly(tx, events) : trial.outbox.append(tx, events));
        appended.push(...events.map(({ subject }) => subject));
        // Dwells, so that transactions overlap; in the database, whose clock nobody waits for.
        if (chance.happens(0.3)) await tx.query('SELECT pg_sleep($1)', [chance.unit() * 0.05]);
      }
      if (chance.happens(0.25)) throw new SecondThoughts();
      return appended;
    };
    const writer = async (name: string): Promise<void> => {
      const chance = new Chance(`dead holes/${name}`);
      for (let round = 0; kept.length < 3_000; round += 1) {
        const work = trial.dataSource.transaction((tx) => write(tx, chance, `${name}.${round}.`));
        kept.push(
          ...(await work.catch((error: unknown) => {
            if (error instanceof SecondThoughts) return [];
            throw error;
          })),
        );
      }
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(writer));
    const all = kept.sort();
    await eventually(async () => expect(await published()).toEqual(all), { timeoutMs: 40_000, intervalMs: 200 });
    await eventually(async () => expect(await holes()).toBe('{}'), { timeoutMs: 20_000 });
    expect(await published()).toEqual(all);
  }, 90_000);
});
