import { FORGETTABLE } from '../../migrations/1764000000005-history-and-retention.js';
import type { MigrationState } from '../assignment.js';
import { gateEvidence } from '../gates/gate-evidence.js';
import type { Arm, Migration } from '../migration.js';
import { ConsolidationTrial, OWNER } from '../testing/consolidation-trial.js';
import { EVIDENCE_KEPT_DAYS, forgetEvidence } from './forget-evidence.js';

let trial: ConsolidationTrial;
beforeAll(async () => {
  trial = await ConsolidationTrial.open('forget-evidence');
});
afterAll(() => trial?.drop());

const daysAgo = (days: number) => new Date(trial.clock.now().getTime() - days * 86_400_000);
const forget = (atOnce?: number) =>
  trial.database.dataSource.transaction((tx) => forgetEvidence(tx, trial.clock.now(), atOnce));
const count = async (table: string, { id }: Migration) => {
  const [row] = await trial.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE migration_id = $1`, [
    id,
  ]);
  return row!.n;
};
/** It came to its state long ago. */
const since = async ({ id }: Migration, days: number) =>
  trial.query('UPDATE agent_migrations SET state_since = $2 WHERE id = $1', [id, daysAgo(days)]);

interface Row {
  readonly run?: number;
  readonly state: MigrationState;
  readonly arm?: Arm;
  readonly mode?: 'act' | 'propose';
  readonly days: number;
}

const outcomes = ({ id }: Migration, { run = 1, state, arm = 'target', mode = 'act', days }: Row, rows = 1) =>
  trial.query(
    `INSERT INTO arm_outcomes (task_id, agent_id, persona_id, migration_id, run, state, arm, mode, succeeded, run_ms, at)
     SELECT gen_random_uuid(), 'a', 'p', $1, $2, $3, $4, $5, true, 1, $6 FROM generate_series(1, $7)`,
    [id, run, state, arm, mode, daysAgo(days), rows],
  );

const OLD = EVIDENCE_KEPT_DAYS + 1;
const FRESH = EVIDENCE_KEPT_DAYS - 1;

describe('outcomes that nobody reads any more', () => {
  it.each<[string, MigrationState, number, Row, 'stays' | 'goes']>([
    ['of the present state, however old', 'active', 1, { state: 'active', days: 900 }, 'stays'],
    ['of a canary that takes long', 'canary_10', 1, { state: 'canary_10', days: OLD }, 'stays'],
    ['of proposals in shadow', 'shadow', 1, { state: 'shadow', mode: 'propose', days: OLD }, 'stays'],
    ['of a state that was left', 'active', 1, { state: 'canary_50', days: OLD }, 'goes'],
    ['of a state that was left lately', 'active', 1, { state: 'canary_50', days: FRESH }, 'stays'],
    ['of proposals, once it acts', 'canary_10', 1, { state: 'shadow', mode: 'propose', days: OLD }, 'goes'],
    [
      'of the legacy agent, against whom it stands',
      'active',
      1,
      { state: 'shadow', arm: 'legacy', days: OLD },
      'stays',
    ],
    ['of an earlier run', 'shadow', 2, { state: 'shadow', days: OLD }, 'goes'],
    ['of the legacy agent in an earlier run', 'active', 2, { state: 'shadow', arm: 'legacy', days: OLD }, 'goes'],
    ['of an earlier run that ended lately', 'shadow', 2, { state: 'shadow', days: FRESH }, 'stays'],
    ['of a retired migration', 'retired', 1, { state: 'retired', days: OLD }, 'goes'],
    ['of the legacy agent that was retired', 'retired', 1, { state: 'canary_50', arm: 'legacy', days: OLD }, 'goes'],
    ['within the window of a retired migration', 'retired', 1, { state: 'retired', days: FRESH }, 'stays'],
    ['of one that was rolled back', 'rolled_back', 1, { state: 'canary_10', days: OLD }, 'goes'],
    ['of one that was rolled back lately', 'rolled_back', 1, { state: 'canary_10', days: FRESH }, 'stays'],
  ])('%s, of one that is %s in run %d', async (_what, state, run, row, expected) => {
    const begun = await trial.migrationIn(state === 'rolled_back' ? 'canary_10' : state);
    if (state === 'rolled_back') await trial.desk.rollBack(begun.id, 'the spec wants it', OWNER);
    await trial.query('UPDATE agent_migrations SET run = $2 WHERE id = $1', [begun.id, run]);
    await since(begun, row.state === state ? 1_000 : 2);
    await outcomes(begun, row);
    expect(await forget()).toBe(false);
    expect(await count('arm_outcomes', begun)).toBe(expected === 'stays' ? 1 : 0);
  });

  it('are no evidence of any gate: its figures are the same without them', async () => {
    const migration = await trial.migrationIn('active');
    const rows: Row[] = (['shadow', 'canary_10', 'canary_50', 'active'] as const).flatMap((state) =>
      (['legacy', 'target'] as const).flatMap((arm) => [OLD, FRESH].map((days) => ({ state, arm, days }))),
    );
    for (const row of rows) await outcomes(migration, row, 3);
    await since(migration, FRESH);
    const evidence = async () => gateEvidence(trial.database.dataSource, migration, await trial.rosters.current());
    const before = await evidence();
    await forget();
    expect(await evidence()).toEqual(before);
    expect(await count('arm_outcomes', migration)).toBeLessThan(rows.length * 3);
  });

  it('go some at a time', async () => {
    const migration = await trial.migrationIn('retired');
    await outcomes(migration, { state: 'retired', days: OLD }, 25);
    expect([await forget(10), await count('arm_outcomes', migration)]).toEqual([true, 15]);
    expect([await forget(10), await count('arm_outcomes', migration)]).toEqual([true, 5]);
    expect([await forget(10), await count('arm_outcomes', migration)]).toEqual([false, 0]);
  });

  it('go with a sweep, until there are none', async () => {
    const migration = await trial.migrationIn('retired');
    await outcomes(migration, { state: 'retired', days: OLD }, 5_500);
    trial.clock.pass(11);
    await trial.sweeper.sweep();
    expect(await count('arm_outcomes', migration)).toBe(500);
    await trial.sweeper.sweep();
    expect(await count('arm_outcomes', migration)).toBe(0);
    await outcomes(migration, { state: 'retired', days: OLD });
    await trial.sweeper.sweep();
    expect(await count('arm_outcomes', migration)).toBe(1);
    expect(trial.warnings).toEqual([]);
  });
});

describe('beside outcomes', () => {
  it('subjects of a canary that is over go, and those of one that goes on stay', async () => {
    const [over, on] = [await trial.migrationIn('active'), await trial.migrationIn('canary_50')];
    for (const { id } of [over, on])
      for (const days of [OLD, FRESH])
        await trial.query(
          `INSERT INTO arm_subjects (migration_id, run, state, subject, arm, since) VALUES ($1, 1, 'canary_50', $2, 'target', $3)`,
          [id, `c${days}`, daysAgo(days)],
        );
    await forget();
    expect([await count('arm_subjects', over), await count('arm_subjects', on)]).toEqual([1, 2]);
  });

  it('comparisons of earlier runs go, and those that are shown with the run stay', async () => {
    const migration = await trial.migrationIn('active');
    await trial.query('UPDATE agent_migrations SET run = 2 WHERE id = $1', [migration.id]);
    for (const [run, days] of [
      [1, OLD],
      [1, FRESH],
      [2, OLD],
    ])
      await trial.query(
        `INSERT INTO shadow_comparisons (id, migration_id, run, task_id, proposal_task_id, capability, comparator, verdict,
           similarity, differences, at)
         VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), gen_random_uuid(), 'c', 'exact', 'match', 1, '', $3)`,
        [migration.id, run, daysAgo(days!)],
      );
    await forget();
    expect(await count('shadow_comparisons', migration)).toBe(2);
  });

  it('trials of which one side never came go after a week, some at a time', async () => {
    const migration = await trial.migrationIn('shadow');
    for (const days of [6, 8, 9, 10])
      await trial.query(
        `INSERT INTO shadow_trials (task_id, migration_id, run, capability, at) VALUES (gen_random_uuid(), $1, 1, 'c', $2)`,
        [migration.id, daysAgo(days)],
      );
    expect([await forget(2), await count('shadow_trials', migration)]).toEqual([true, 2]);
    expect([await forget(2), await count('shadow_trials', migration)]).toEqual([false, 1]);
  });
});

describe('forgetting', () => {
  it('is all that the service may take away', async () => {
    const migration = await trial.migrationIn('active');
    await outcomes(migration, { state: 'active', days: OLD });
    // Whatever it says is old.
    await trial.query(`SELECT forget_arm_outcomes('2999-01-01', 1000000)`);
    expect(await count('arm_outcomes', migration)).toBe(1);
    await expect(trial.query('DELETE FROM arm_outcomes')).rejects.toMatchObject({ code: '42501' });
  });

  it('reads no more than ranges of indexes', async () => {
    const { owner } = trial.database;
    const [busy, left] = [await trial.migrationIn('active'), await trial.migrationIn('active')];
    await since(left, 2);
    await outcomes(busy, { state: 'active', days: OLD }, 40_000);
    await since(busy, 1_000);
    await outcomes(left, { state: 'canary_50', days: OLD }, 200);
    await owner.query('ANALYZE arm_outcomes, agent_migrations');
    const { sql } = FORGETTABLE.find(({ name }) => name === 'arm_outcomes')!;
    const [explained] = await owner.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql.replaceAll('$1', `'${daysAgo(EVIDENCE_KEPT_DAYS).toISOString()}'::timestamptz`).replaceAll('$2', '5000')}`,
    );
    const scans = nodesOf(explained!['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] === 'arm_outcomes');
    expect(scans.length).toBeGreaterThan(0);
    for (const scan of scans) expect(scan['Node Type']).not.toBe('Seq Scan');
    // Rows that stay are not read: 40,000 of them would be.
    const read = scans.map((scan) => (scan['Rows Removed by Filter'] ?? 0) * scan['Actual Loops']);
    expect(Math.max(...read)).toBeLessThan(1_000);
  });
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
