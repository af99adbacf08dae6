import type { ProposalCompared } from '@vividwalls/events';
import { gateEvidence } from '../gates/gate-evidence.js';
import type { Migration } from '../migration.js';
import { ConsolidationTrial } from '../testing/consolidation-trial.js';
import type { EndedTask } from './arm-of.js';
import { listComparisons } from './shadow-rows.js';

let trial: ConsolidationTrial;
beforeAll(async () => {
  trial = await ConsolidationTrial.open('consolidation-endings');
});
afterAll(() => trial?.drop());

const evidence = async (migration: Migration) =>
  gateEvidence(trial.database.dataSource, migration, await trial.rosters.current());
const comparisons = (migration: Migration) =>
  listComparisons(trial.database.dataSource, { migrationId: migration.id }, 100);
const counted = async (migration: Migration) => {
  const { target, legacy } = await evidence(migration);
  return { legacy: [legacy.samples, legacy.errors], target: [target.samples, target.errors] };
};

describe('an act and its proposal', () => {
  const orders: readonly (readonly [string, (act: EndedTask, proposal: EndedTask) => EndedTask[][]])[] = [
    ['the act ends first', (act, proposal) => [[act], [proposal]]],
    ['the proposal ends first', (act, proposal) => [[proposal], [act]]],
    ['both end in one batch', (act, proposal) => [[proposal, act]]],
  ];

  it.each(orders)('are compared once both have ended: %s', async (_what, batches) => {
    const migration = await trial.migrationIn('shadow');
    const act = trial.acted(migration);
    const proposal = trial.proposed(migration, act, { runMs: 250 });
    const told = batches(act, proposal);
    for (const batch of told.slice(0, -1)) {
      await trial.end(batch);
      expect(await comparisons(migration)).toEqual([]);
    }
    await trial.end(told.at(-1)!);
    expect(await comparisons(migration)).toEqual([
      expect.objectContaining({ taskId: act.id, proposalTaskId: proposal.id, verdict: 'match', similarity: 1 }),
    ]);
    expect(await trial.query('SELECT FROM shadow_trials WHERE task_id = $1', [act.id])).toEqual([]);
    expect(await trial.told<ProposalCompared>('vw.orchestration.proposal.compared.v1', migration.id)).toEqual([
      expect.objectContaining({
        migrationId: migration.id,
        taskId: act.id,
        proposalTaskId: proposal.id,
        verdict: 'match',
      }),
    ]);
    const { target, legacy } = await evidence(migration);
    expect(target).toEqual({ samples: 1, errors: 0, runMs: [250] });
    expect(legacy).toMatchObject({ samples: 1, errors: 0 });
  });

  it('are compared once when both end at the same moment', async () => {
    const migration = await trial.migrationIn('shadow');
    const pairs = Array.from({ length: 10 }, () => {
      const act = trial.acted(migration);
      return [act, trial.proposed(migration, act)] as const;
    });
    await Promise.all(pairs.flat().map((task) => trial.end([task])));
    expect(await comparisons(migration)).toHaveLength(pairs.length);
  });

  it('differ in words, and prove nothing where one has no output', async () => {
    const migration = await trial.migrationIn('shadow');
    const [one, two, three] = [0, 1, 2].map(() => trial.acted(migration)) as [EndedTask, EndedTask, EndedTask];
    const failed = { ...two, state: 'failed' as const, output: null };
    await trial.end([
      ...[one, trial.proposed(migration, one, { output: { ok: false, why: 'no' } })],
      ...[failed, trial.proposed(migration, failed)],
      ...[three, trial.proposed(migration, three, { state: 'timed_out' })],
    ]);
    const found = new Map((await comparisons(migration)).map((row) => [row.taskId, row]));
    expect(found.get(one.id)).toMatchObject({ verdict: 'difference', differences: expect.stringMatching(/./) });
    expect(found.get(failed.id)).toMatchObject({ verdict: 'incomparable', differences: 'the act ended as failed' });
    expect(found.get(three.id)).toMatchObject({
      verdict: 'incomparable',
      differences: 'the proposal ended as timed_out',
    });
    expect((await evidence(migration)).shadow).toEqual({ matches: 0, differences: 1, incomparable: 2 });
    expect(await counted(migration)).toEqual({ legacy: [3, 1], target: [3, 1] });
  });

  it('of a test order count nowhere', async () => {
    const migration = await trial.migrationIn('shadow');
    const act = trial.acted(migration, { more: { test: true } });
    await trial.end([act, trial.proposed(migration, act, { more: { test: true } })]);
    expect(await comparisons(migration)).toEqual([]);
    expect(await counted(migration)).toEqual({ legacy: [0, 0], target: [0, 0] });
  });
});

describe('outcomes of a canary', () => {
  it('are counted per arm, of the buckets that are its own', async () => {
    const migration = await trial.migrationIn('canary_10');
    const [target] = trial.subjects(migration, 'target', 1) as [string];
    const [legacy] = trial.subjects(migration, 'legacy', 1) as [string];
    await trial.end([
      trial.actedAnew(migration, { subject: target, runMs: 300 }),
      trial.actedAnew(migration, { subject: target, state: 'failed', runMs: 50 }),
      trial.acted(migration, { subject: legacy }),
      // Begun under the state before: neither arm's.
      trial.acted(migration, { subject: target }),
    ]);
    expect(await counted(migration)).toEqual({ legacy: [1, 0], target: [2, 1] });
    expect((await evidence(migration)).target.runMs).toEqual([50, 300]);
    expect(
      await trial.query('SELECT subject, arm FROM arm_subjects WHERE migration_id = $1 ORDER BY arm', [migration.id]),
    ).toEqual([
      { subject: legacy, arm: 'legacy' },
      { subject: target, arm: 'target' },
    ]);
  });

  it('leave out what says nothing of the agents', async () => {
    const migration = await trial.migrationIn('canary_10');
    const [subject] = trial.subjects(migration, 'target', 1) as [string];
    const [other] = trial.subjects(migration, 'legacy', 1) as [string];
    const overBudget = { error: { code: 'over_budget', message: 'no' } };
    await trial.end([
      trial.actedAnew(migration, { subject, state: 'cancelled' }),
      trial.actedAnew(migration, { subject, state: 'failed', more: { startedAt: null } }),
      trial.actedAnew(migration, { subject, state: 'failed', more: overBudget }),
      trial.actedAnew(migration, { subject, more: { migrationId: null } }),
      // Work that the target never gets would make the legacy agent look worse or better.
      trial.acted(migration, { subject: other, state: 'failed', more: { context: { tags: ['escalation'] } } }),
    ]);
    expect(await counted(migration)).toEqual({ legacy: [0, 0], target: [0, 0] });
  });

  it('blame the agent that failed, whoever went on', async () => {
    const migration = await trial.migrationIn('canary_10');
    const [subject] = trial.subjects(migration, 'target', 1) as [string];
    const tried = [{ agentId: migration.targetAgentId, personaId: migration.personaId }];
    const more = { tried, agentId: 'business-manager', personaId: null, migrationId: null, stage: 'person' as const };
    await trial.end([trial.actedAnew(migration, { subject, more })]);
    expect(await counted(migration)).toEqual({ legacy: [0, 0], target: [1, 1] });
  });

  it('of one state do not count in the next, but the legacy agent’s stand against the active target', async () => {
    const ten = await trial.migrationIn('canary_10');
    const [target] = trial.subjects(ten, 'target', 1) as [string];
    const [legacy] = trial.subjects(ten, 'legacy', 1, 50) as [string];
    await trial.end([
      trial.actedAnew(ten, { subject: target }),
      trial.acted(ten, { subject: legacy, state: 'failed' }),
    ]);
    const fifty = await trial.forward(ten);
    expect(await counted(fifty)).toEqual({ legacy: [0, 0], target: [0, 0] });
    await trial.end([trial.acted(fifty, { subject: legacy })]);
    const active = await trial.forward(fifty);
    expect(await counted(active)).toEqual({ legacy: [2, 1], target: [0, 0] });
  });
});
