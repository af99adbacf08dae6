import { eventually } from '@vividwalls/testing';
import { RunningRegistry } from './testing/running-registry.js';
import { RegistryWriter } from './registry-writer.js';
import { bumpRegistry } from './registry-version.js';
import { observePaths, takenPaths } from './observed-paths.js';
import { RegistrySeeder } from './seeding/registry-seeder.js';
import { Rosters } from './roster.js';

let running: RunningRegistry;
let rosters: Rosters;
beforeAll(async () => {
  running = await RunningRegistry.start('registry');
  rosters = running.service.app.get(Rosters, { strict: false });
});
afterAll(() => running?.stop());

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  running.database.dataSource.query(sql, parameters);

describe('the registry at first', () => {
  it('has the rosters of the papers, each agent with a version and an event', async () => {
    const { agents, capabilities } = await rosters.current();
    expect([...agents.values()].filter(({ inLegacy }) => inLegacy)).toHaveLength(121);
    expect([...agents.values()].filter(({ inTarget }) => inTarget)).toHaveLength(28);
    const [{ versions }] = (await query<{ versions: number }>(
      'SELECT count(*)::int AS versions FROM agent_versions WHERE version = 1',
    )) as [{ versions: number }];
    expect(versions).toBe(agents.size);
    await eventually(async () => {
      const told = await query<{ subject: string; n: number }>(
        `SELECT subject, count(*)::int AS n FROM outbox WHERE subject LIKE 'vw.orchestration.%set' GROUP BY 1 ORDER BY 1`,
      );
      expect(told).toEqual([
        { subject: 'vw.orchestration.agent.set', n: agents.size },
        { subject: 'vw.orchestration.capability.set', n: capabilities.size },
      ]);
    });
  });

  it('is not seeded twice, and what people changed stays', async () => {
    await query(`UPDATE agents SET role = 'as a person wants it' WHERE id = 'seo-sem-agent'`);
    const seeder = running.service.app.get(RegistrySeeder, { strict: false });
    expect(await Promise.all([seeder.seed(), seeder.seed()])).toEqual([
      { agents: 0, capabilities: 0 },
      { agents: 0, capabilities: 0 },
    ]);
    expect(await query(`SELECT role FROM agents WHERE id = 'seo-sem-agent'`)).toEqual([
      { role: 'as a person wants it' },
    ]);
  });

  it('keeps what was: no version is changed or removed, by the service or by its owner', async () => {
    for (const table of ['agent_versions', 'capability_versions']) {
      await expect(query(`UPDATE ${table} SET change = ''`)).rejects.toMatchObject({ code: '42501' });
      await expect(query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
      await expect(running.database.owner.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(query('DELETE FROM agents')).rejects.toMatchObject({ code: '42501' });
    await expect(query(`UPDATE agents SET id = 'x' WHERE id = 'seo-agent'`)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the newest roster', () => {
  it('is the same object until the registry changes', async () => {
    const roster = await rosters.current();
    expect(await rosters.current()).toBe(roster);
    await running.database.dataSource.transaction((tx) => bumpRegistry(tx));
    const next = await rosters.current();
    expect(next).not.toBe(roster);
    expect(next.version).toBe(roster.version + 1);
  });

  it('is that of the transaction in which it is read, and forgets what is rolled back', async () => {
    const { version } = await rosters.current();
    const rename = (name: string) => `UPDATE agents SET name = '${name}' WHERE id = 'seo-sem-agent'`;
    const nameIn = async (tx?: Parameters<Rosters['current']>[0]) => {
      const roster = await rosters.current(tx);
      return [roster.version, roster.agents.get('seo-sem-agent')!.name];
    };
    await running.database.dataSource
      .transaction(async (tx) => {
        await tx.query(rename('Undone'));
        await bumpRegistry(tx);
        expect(await nameIn(tx)).toEqual([version + 1, 'Undone']);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    expect(await nameIn()).toEqual([version, 'SEO/SEM Agent']);
    await running.database.dataSource.transaction(async (tx) => {
      await tx.query(rename('Done'));
      await bumpRegistry(tx);
    });
    // The same number as the one that was rolled back.
    expect(await nameIn()).toEqual([version + 1, 'Done']);
  });

  it('cannot be changed by those who read it', async () => {
    const { agents } = await rosters.current();
    const agent = agents.get('seo-sem-agent')!;
    expect(() => Object.assign(agent, { status: 'retired' })).toThrow(TypeError);
    expect(() => (agent.capabilities as unknown[]).push({})).toThrow(TypeError);
  });
});

describe('statuses that a migration sets', () => {
  it('come and go whatever they are, each change told once', async () => {
    const writer = running.service.app.get(RegistryWriter, { strict: false });
    const set = (ids: string[], status: 'retired' | 'active') =>
      running.database.dataSource.transaction((tx) =>
        writer.setStatuses(tx, ids, status, 'by the migration', {
          actor: 'user:owner',
          at: new Date('2026-11-29T08:00:00Z'),
        }),
      );
    const { version } = await rosters.current();
    expect(await set(['seo-agent', 'keyword-agent', 'ghost', 'seo-agent'], 'retired')).toEqual([
      'keyword-agent',
      'seo-agent',
    ]);
    expect(await set(['seo-agent', 'keyword-agent'], 'retired')).toEqual([]);
    const retired = await rosters.current();
    expect(retired.version).toBe(version + 1);
    expect(retired.agents.get('seo-agent')).toMatchObject({ status: 'retired', version: 2 });
    expect(await set(['seo-agent'], 'active')).toEqual(['seo-agent']);
    expect((await rosters.current()).agents.get('seo-agent')).toMatchObject({ status: 'active', version: 3 });
    expect(
      await query(`SELECT actor, change FROM agent_versions WHERE agent_id = 'seo-agent' AND version > 1`),
    ).toEqual([
      { actor: 'user:owner', change: 'by the migration' },
      { actor: 'user:owner', change: 'by the migration' },
    ]);
  });
});

describe('paths between agents', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const observe = (paths: { from: string; to: string }[], when: Date) =>
    running.database.dataSource.transaction((tx) => observePaths(tx, paths, when));

  it('add up, whatever the order in which they come; an agent by itself takes none', async () => {
    const [ab, ba] = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    await observe([ab, ba, ab, { from: 'a', to: 'a' }], at(3));
    await observe([ab], at(1));
    await observe([], at(9));
    expect(await takenPaths(running.database.dataSource)).toEqual([
      { ...ab, messages: 3, firstAt: at(1), lastAt: at(3) },
      { ...ba, messages: 1, firstAt: at(3), lastAt: at(3) },
    ]);
  });

  it('are counted by many at once', async () => {
    const paths = ['p', 'q', 'r', 's'].flatMap((from) => ['q', 'p', 's', 'r'].map((to) => ({ from, to })));
    await Promise.all(Array.from({ length: 8 }, (_, i) => observe(i % 2 === 0 ? paths : paths.toReversed(), at(4))));
    const taken = (await takenPaths(running.database.dataSource)).filter(({ from }) => from >= 'p');
    expect(taken).toHaveLength(12);
    expect(new Set(taken.map(({ messages }) => messages))).toEqual(new Set([8]));
  });
});
