import type { MigrationMoved } from '@vividwalls/events';
import { plannedMigrations } from '../../registry/planned-migrations.js';
import { ConsolidationTrial, OWNER } from '../testing/consolidation-trial.js';
import { targetKey } from '../assign.js';
import { listMoves } from '../migration-rows.js';

const MOVED = 'vw.orchestration.migration.moved.v1';

let trial: ConsolidationTrial;
beforeAll(async () => {
  trial = await ConsolidationTrial.open('consolidation-desk');
});
afterAll(() => trial?.drop());

const states = () => trial.database.dataSource.transaction((tx) => trial.assignments.statesFor(tx));
const statusOf = async (id: string) => (await trial.rosters.current()).agents.get(id)?.status;

describe('planning', () => {
  it('makes of the roster every migration that it asks for, once', async () => {
    const wanted = plannedMigrations(await trial.rosters.current());
    expect(wanted.length).toBeGreaterThan(50);
    const [one, other] = await Promise.all([trial.desk.planAll(OWNER), trial.desk.planAll(OWNER)]);
    expect(one.planned + other.planned).toBe(wanted.length);
    expect(await trial.desk.planAll(OWNER)).toEqual({ planned: 0 });
    const { byTarget } = await states();
    expect([...byTarget.keys()].sort()).toEqual(
      wanted.map(({ targetAgentId, personaId }) => targetKey(targetAgentId, personaId)).sort(),
    );
    expect(await trial.query(`SELECT count(*)::int AS n FROM migration_moves WHERE from_state IS NULL`)).toEqual([
      { n: wanted.length },
    ]);
  });

  it('is refused for who is not in the registry, with every obstacle', async () => {
    const asked = { targetAgentId: 'b2b-sales-agent', personaId: 'nobody', legacyAgentIds: ['no-agent'] };
    await expect(trial.desk.plan(asked, 'why not', OWNER)).rejects.toMatchObject({
      status: 422,
      detail: 'b2b-sales-agent has no persona nobody; there is no legacy agent no-agent.',
    });
  });

  it('is done again after a rollback, with evidence that begins anew', async () => {
    const migration = await trial.migrationIn('shadow');
    await expect(trial.desk.plan(migration, 'again', OWNER)).rejects.toMatchObject({ status: 409 });
    const back = await trial.desk.rollBack(migration.id, 'it proposes nonsense', OWNER);
    expect(back).toMatchObject({ state: 'rolled_back', run: 1 });
    expect(await trial.desk.plan(migration, 'mended', OWNER)).toMatchObject({
      id: migration.id,
      state: 'planned',
      run: 2,
    });
  });
});

describe('a step forward', () => {
  it('is told of, recorded, and taken by the next claim', async () => {
    const planned = await trial.migrationIn('planned');
    const before = await states();
    expect(await states()).toBe(before);
    const moved = await trial.desk.advance(planned.id, { from: 'planned' }, OWNER);
    expect(moved).toMatchObject({ state: 'shadow', version: planned.version + 1 });
    const key = targetKey(planned.targetAgentId, planned.personaId);
    expect((await states()).byTarget.get(key)?.state).toBe('shadow');
    const [, told] = await trial.told<MigrationMoved>(MOVED, planned.id);
    expect(told).toMatchObject({
      from: 'planned',
      to: 'shadow',
      reason: 'every gate passed',
      findings: [{ gate: 'readiness' }],
    });
    expect((await listMoves(trial.database.dataSource, planned.id, 9))[0]).toMatchObject({
      to: 'shadow',
      actor: 'user:owner',
    });
  });

  it('is refused by gates without evidence, and says which', async () => {
    const { id } = await trial.migrationIn('shadow');
    await expect(trial.desk.advance(id, { from: 'shadow' }, OWNER)).rejects.toMatchObject({
      status: 409,
      detail: expect.stringMatching(/samples unknown.*match unknown.*errors unknown.*p95 unknown/),
    });
  });

  it('overrules gates with a reason only, and that is seen', async () => {
    const { id } = await trial.migrationIn('shadow');
    const asked = { from: 'shadow', overrule: true } as const;
    await expect(trial.desk.advance(id, asked, OWNER)).rejects.toMatchObject({ status: 422 });
    await trial.desk.advance(id, { ...asked, reason: 'hardly any traffic' }, OWNER);
    const told = (await trial.told<MigrationMoved>(MOVED, id)).at(-1)!;
    expect(told).toMatchObject({ to: 'canary_10', reason: 'hardly any traffic' });
    expect(told.findings.map(({ gate, verdict }) => [gate, verdict])).toEqual([
      ['readiness', 'passed'],
      ...['samples', 'match', 'errors', 'p95'].map((gate) => [gate, 'overruled']),
    ]);
  });

  it('is one step when two people take it at once, and the other hears why not', async () => {
    const { id } = await trial.migrationIn('shadow');
    const ask = (actor: string) =>
      trial.desk.advance(id, { from: 'shadow', overrule: true, reason: 'go on' }, { actor });
    const results = await Promise.allSettled([ask('user:one'), ask('user:two')]);
    const lost = results.filter((one) => one.status === 'rejected');
    expect(lost.map(({ reason }) => reason)).toEqual([
      expect.objectContaining({ status: 409, detail: expect.stringMatching(/^It is canary_10 since/) }),
    ]);
    expect(await trial.query('SELECT state FROM agent_migrations WHERE id = $1', [id])).toEqual([
      { state: 'canary_10' },
    ]);
  });

  it('is taken once for a key', async () => {
    const { id } = await trial.migrationIn('planned');
    const by = { ...OWNER, keyed: { key: 'k', actor: OWNER.actor, fingerprint: 'f' } };
    await trial.desk.advance(id, { from: 'planned' }, by);
    expect(await trial.desk.advance(id, { from: 'planned' }, by)).toMatchObject({ state: 'shadow' });
  });

  it('is no agent’s to take, nor back, nor to be planned', async () => {
    const { id } = await trial.migrationIn('planned');
    const by = { actor: 'agent:b2b-sales-agent' };
    for (const asked of [
      () => trial.desk.advance(id, { from: 'planned' }, by),
      () => trial.desk.rollBack(id, 'no', by),
      () => trial.desk.change(id, {}, by),
      () => trial.desk.planAll(by),
    ])
      await expect(asked()).rejects.toMatchObject({ status: 403 });
  });
});

describe('the end, and back', () => {
  it('retires the legacy agents, and a rollback wakes them', async () => {
    const active = await trial.migrationIn('active');
    const [legacy] = active.legacyAgentIds as [string];
    const before = await statusOf(legacy);
    expect(before).not.toBe('retired');
    await trial.forward(active);
    expect(await statusOf(legacy)).toBe('retired');
    const back = await trial.desk.rollBack(active.id, 'customers miss it', OWNER);
    expect(back.state).toBe('rolled_back');
    expect(await statusOf(legacy)).toBe('active');
    await expect(trial.desk.rollBack(active.id, 'twice', OWNER)).rejects.toMatchObject({ status: 409 });
  });

  it('does not wait for tasks that end at the moment, nor they for it', async () => {
    const migration = await trial.migrationIn('canary_10');
    const [subject] = trial.subjects(migration, 'target', 1) as [string];
    const act = trial.actedAnew(migration, { subject });
    await trial.database.dataSource.transaction(async (tx) => {
      await trial.endings.ended(tx, [act]);
      await trial.desk.rollBack(migration.id, 'at once', OWNER);
    });
    expect(await trial.query('SELECT state FROM arm_outcomes WHERE task_id = $1', [act.id])).toEqual([
      { state: 'canary_10' },
    ]);
    const key = targetKey(migration.targetAgentId, migration.personaId);
    expect((await states()).byTarget.get(key)?.state).toBe('rolled_back');
  });

  it('is not rolled back before it has begun', async () => {
    const { id } = await trial.migrationIn('planned');
    await expect(trial.desk.rollBack(id, 'no', OWNER)).rejects.toMatchObject({
      status: 409,
      detail: 'It has not begun: the legacy agent acts already.',
    });
  });

  it('leaves a history that nobody can change', async () => {
    for (const table of ['migration_moves', 'shadow_comparisons', 'arm_outcomes', 'arm_subjects'])
      await expect(trial.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(trial.query(`UPDATE migration_moves SET reason = 'x'`)).rejects.toMatchObject({ code: '42501' });
    await expect(trial.query('DELETE FROM agent_migrations')).rejects.toMatchObject({ code: '42501' });
  });

  it('forgets what a transaction that was rolled back has moved', async () => {
    const { id } = await trial.migrationIn('planned');
    const before = await states();
    await trial.database.dataSource
      .transaction(async (tx) => {
        await tx.query(`UPDATE agent_migrations SET state = 'active' WHERE id = $1`, [id]);
        await tx.query(`UPDATE consolidation_state SET version = nextval('consolidation_versions')`);
        await trial.assignments.statesFor(tx);
        throw new Error('undone');
      })
      .catch(() => undefined);
    const after = await states();
    expect(after.byTarget).toEqual(before.byTarget);
    await trial.desk.advance(id, { from: 'planned' }, OWNER);
    expect([...(await states()).byTarget.values()].find((one) => one.id === id)?.state).toBe('shadow');
  });
});
