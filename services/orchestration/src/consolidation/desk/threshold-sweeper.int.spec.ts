import { ConsolidationTrial, OWNER } from '../testing/consolidation-trial.js';
import { findMigration, listMoves } from '../migration-rows.js';
import type { Migration } from '../migration.js';

let trial: ConsolidationTrial;
beforeAll(async () => {
  trial = await ConsolidationTrial.open('consolidation-sweeper');
});
afterAll(() => trial?.drop());

const stateOf = async ({ id }: Migration) => (await findMigration(trial.database.dataSource, id))!.state;
const lastMove = async ({ id }: Migration) => (await listMoves(trial.database.dataSource, id, 1))[0]!;

/** The target ends so many tasks, so many of them failing. */
async function work(migration: Migration, count: number, failing: number, runMs = 100): Promise<void> {
  const subjects = trial.subjects(migration, 'target', count);
  await trial.end(
    subjects.map((subject, i) =>
      trial.actedAnew(migration, { subject, runMs, state: i < failing ? 'failed' : 'succeeded' }),
    ),
  );
}

describe('thresholds', () => {
  it('roll back for errors, by themselves, and say the figures', async () => {
    const migration = await trial.migrationIn('canary_10');
    const other = await trial.migrationIn('canary_10');
    await work(migration, 40, 3);
    await work(other, 40, 2);
    expect(await trial.sweeper.sweep()).toEqual({ rolledBack: [migration.id], advanced: [] });
    expect([await stateOf(migration), await stateOf(other)]).toEqual(['rolled_back', 'canary_10']);
    expect(await lastMove(migration)).toMatchObject({
      ...{ actor: 'system', from: 'canary_10', to: 'rolled_back' },
      reason: 'threshold crossed: 3 of 40 failed, 7.5 %, at most 5 %',
    });
    expect(trial.warnings).toEqual([]);
  });

  it('roll back for slowness, also when it is retired, and wake the legacy agent', async () => {
    const active = await trial.migrationIn('active');
    const retired = await trial.forward(active);
    await work(retired, 20, 0, 6_000);
    expect((await trial.sweeper.sweep()).rolledBack).toEqual([retired.id]);
    expect((await trial.rosters.current()).agents.get(retired.legacyAgentIds[0]!)?.status).toBe('active');
  });

  it('leave alone what has too few samples, what is long ago, and what is by hand', async () => {
    const few = await trial.migrationIn('canary_10');
    await work(few, 19, 19);
    const old = await trial.migrationIn('canary_10');
    await work(old, 40, 40);
    trial.clock.pass(61);
    const byHand = await trial.migrationIn('canary_10');
    await trial.desk.change(byHand.id, { isAutomatic: false }, OWNER);
    await work(byHand, 40, 40);
    expect((await trial.sweeper.sweep()).rolledBack).toEqual([]);
    await trial.desk.change(byHand.id, { isAutomatic: true }, OWNER);
    expect((await trial.sweeper.sweep()).rolledBack).toEqual([byHand.id]);
  });

  it('do not undo what a person has overruled with the same evidence', async () => {
    const ten = await trial.migrationIn('canary_10');
    await trial.desk.change(ten.id, { isAutomatic: false }, OWNER);
    await work(ten, 40, 20);
    trial.clock.pass(1);
    await trial.forward(ten);
    await trial.desk.change(ten.id, { isAutomatic: true }, OWNER);
    expect((await trial.sweeper.sweep()).rolledBack).toEqual([]);
  });

  it('roll back for revenue that is lost for certain', async () => {
    const migration = await trial.migrationIn('canary_50');
    const arms = {
      target: trial.subjects(migration, 'target', 100, 50),
      legacy: trial.subjects(migration, 'legacy', 100, 50),
    };
    await trial.end([
      ...arms.target.map((subject) => trial.actedAnew(migration, { subject })),
      ...arms.legacy.map((subject) => trial.acted(migration, { subject })),
    ]);
    trial.clock.pass(2);
    expect((await trial.sweeper.sweep()).rolledBack).toEqual([]);
    const buys = (subjects: readonly string[], minor: bigint, version: number) =>
      trial.booked(
        subjects.map((customer, i) => ({ id: `${customer} ${version}`, customer, minor: minor + BigInt(i % 5) })),
      );
    await buys(arms.target, 10_000n, 1);
    await buys(arms.legacy, 10_100n, 1);
    trial.clock.pass(2);
    expect((await trial.sweeper.sweep()).rolledBack).toEqual([]);
    await buys(arms.legacy, 1_000n, 2);
    trial.clock.pass(2);
    expect((await trial.sweeper.sweep()).rolledBack).toEqual([migration.id]);
    expect((await lastMove(migration)).reason).toMatch(/^threshold crossed: -9.9 % revenue per subject/);
  });

  it('are watched by several replicas, and move once', async () => {
    const migration = await trial.migrationIn('canary_10');
    await work(migration, 40, 40);
    const swept = await Promise.all([trial.sweeper.sweep(), trial.sweeper.sweep(), trial.sweeper.sweep()]);
    expect(swept.flatMap(({ rolledBack }) => rolledBack)).toEqual([migration.id]);
    expect(
      await trial.query('SELECT count(*)::int AS n FROM migration_moves WHERE migration_id = $1 AND to_state = $2', [
        ...[migration.id, 'rolled_back'],
      ]),
    ).toEqual([{ n: 1 }]);
  });
});

describe('going forward by itself', () => {
  /** A sweep some time after the one before. */
  const advanced = async () => {
    trial.clock.pass(1);
    return (await trial.sweeper.sweep()).advanced;
  };

  it('takes each step whose gates are passed, up to where it may', async () => {
    const migration = await trial.migrationIn('planned');
    await trial.desk.change(migration.id, { advanceUpTo: 'canary_10' }, OWNER);
    expect(await advanced()).toEqual([migration.id]);
    expect(await advanced()).toEqual([]);
    for (let i = 0; i < 80; i++) {
      const act = trial.acted(migration, { subject: `customer-${i}` });
      await trial.end([act, trial.proposed(migration, act)]);
    }
    expect(await advanced()).toEqual([migration.id]);
    expect(await lastMove(migration)).toMatchObject({ actor: 'system', to: 'canary_10', reason: 'every gate passed' });
    expect(await advanced()).toEqual([]);
    expect(await stateOf(migration)).toBe('canary_10');
  });
});

describe('what finance says of orders', () => {
  it('is kept in its newest version, in whatever order it comes', async () => {
    await trial.booked([{ id: 'o1', customer: 'c', minor: 500n, version: 3 }]);
    await trial.booked([
      { id: 'o1', customer: 'c', minor: 900n, version: 2 },
      { id: 'o2', customer: 'c', minor: 5n, version: 1 },
      { id: 'o2', customer: 'c', minor: 7n, version: 4 },
    ]);
    expect(
      await trial.query(`SELECT order_id, net_minor FROM order_standings WHERE customer_id = 'c' ORDER BY 1`),
    ).toEqual([
      { order_id: 'o1', net_minor: '500' },
      { order_id: 'o2', net_minor: '7' },
    ]);
  });
});
