import type { MigrationSettingsChanged } from '@vividwalls/events';
import { ConsolidationTrial, OWNER } from '../testing/consolidation-trial.js';
import { listSettingsChanges } from './settings-change-rows.js';

const CHANGED = 'vw.orchestration.migration.settings_changed.v1';

let trial: ConsolidationTrial;
beforeAll(async () => {
  trial = await ConsolidationTrial.open('settings-history');
});
afterAll(() => trial?.drop());

const history = (id: string) => listSettingsChanges(trial.database.dataSource, id, 9);
const told = (id: string) => trial.told<MigrationSettingsChanged>(CHANGED, id);

describe('a change of settings', () => {
  it('is kept with who, when and what it was before, and told', async () => {
    const { id, version, targetAgentId, personaId } = await trial.migrationIn('shadow');
    const first = await trial.desk.change(id, { gates: { matchShare: 0.99 }, isAutomatic: false }, OWNER);
    expect(first).toMatchObject({ version: version + 1, isAutomatic: false });
    trial.clock.pass(1);
    await trial.desk.change(id, { gates: { matchShare: 0.9 } }, { actor: 'user:second' });
    const [newest, older] = await history(id);
    expect(newest).toEqual({
      ...{ version: version + 2, actor: 'user:second', at: trial.clock.now() },
      changes: [{ setting: 'gates.matchShare', before: '0.99', after: '0.9' }],
    });
    expect(older).toMatchObject({
      ...{ version: version + 1, actor: OWNER.actor },
      changes: [
        { setting: 'gates.matchShare', before: '0.95', after: '0.99' },
        { setting: 'isAutomatic', before: 'true', after: 'false' },
      ],
    });
    expect(await told(id)).toEqual(
      [older!, newest!].map((one) => ({
        ...{ migrationId: id, targetAgentId, personaId, migrationVersion: one.version, changes: one.changes },
      })),
    );
  });

  it('that changes nothing leaves no trace, and nobody loads anything anew', async () => {
    const { id, version } = await trial.migrationIn('shadow');
    const states = () => trial.database.dataSource.transaction((tx) => trial.assignments.statesFor(tx));
    const before = await states();
    const same = { gates: { matchShare: 0.95 }, isAutomatic: true, advanceUpTo: null };
    expect((await trial.desk.change(id, same, OWNER)).version).toBe(version);
    expect([await history(id), await told(id)]).toEqual([[], []]);
    expect(await states()).toBe(before);
  });

  it('is refused for a version that is not the newest, and then leaves nothing', async () => {
    const { id, version } = await trial.migrationIn('shadow');
    await trial.desk.change(id, { isAutomatic: false }, OWNER, version);
    await expect(trial.desk.change(id, { isAutomatic: true }, OWNER, version)).rejects.toMatchObject({
      ...{
        status: 409,
        detail: `The migration is version ${version + 1} by now, not ${version}: read it and send expectedVersion.`,
      },
    });
    expect(await history(id)).toHaveLength(1);
  });

  it('by two people at once is two changes, each with what the other left', async () => {
    const { id } = await trial.migrationIn('shadow');
    const shares = [0.91, 0.92];
    await Promise.all(
      shares.map((matchShare, i) => trial.desk.change(id, { gates: { matchShare } }, { actor: `user:${i}` })),
    );
    const [second, first] = await history(id);
    expect(first!.changes[0]).toMatchObject({ before: '0.95' });
    expect(second!.changes[0]!.before).toBe(first!.changes[0]!.after);
    expect(await told(id)).toHaveLength(2);
  });

  it('is done once for a key', async () => {
    const { id, version } = await trial.migrationIn('shadow');
    const by = { ...OWNER, keyed: { key: 'settings', actor: OWNER.actor, fingerprint: 'f' } };
    for (const _again of [1, 2]) await trial.desk.change(id, { isAutomatic: false }, by, version);
    expect(await history(id)).toHaveLength(1);
  });

  it('can’t be changed or taken away later', async () => {
    for (const statement of ['DELETE FROM', 'TRUNCATE', `UPDATE`]) {
      const sql = `${statement} migration_settings_changes${statement === 'UPDATE' ? ` SET actor = 'x'` : ''}`;
      await expect(trial.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('what a migration begins with', () => {
  it('is told of where it is not the usual', async () => {
    const other = await ConsolidationTrial.open('settings-beginning');
    try {
      const { planned } = await other.desk.planAll(OWNER, { advanceUpTo: 'active' });
      const rows = await other.query(`SELECT DISTINCT version, changes, actor FROM migration_settings_changes`);
      expect(rows).toEqual([
        { version: 1, changes: [{ setting: 'advanceUpTo', before: null, after: 'active' }], actor: OWNER.actor },
      ]);
      expect(await other.told(CHANGED, '')).toHaveLength(planned);
    } finally {
      await other.drop();
    }
    await trial.desk.planAll(OWNER);
    expect(await trial.query('SELECT FROM migration_settings_changes WHERE version = 1')).toEqual([]);
  });
});
