import fc from 'fast-check';
import { rosterOf } from '../registry/roster-snapshot.js';
import { seededRoster } from '../registry/seeding/registry-seed.js';
import { seedJson } from '../seeds/seed-files.js';
import { consolidationFigures, type PlanFigures } from './consolidation-figures.js';
import { hierarchyRoutes } from './hierarchy-routes.js';
import { migrationRisk } from './migration-risk.js';

const plan = seedJson<PlanFigures>('plan-figures.json');

describe('the figures of the consolidation', () => {
  const roster = seededRoster();
  const figures = consolidationFigures(roster, 7, plan);

  it('are counted from the roster', () => {
    expect(figures).toMatchObject({
      ...{ legacyAgents: 121, targetAgents: 28, stayingAgents: 14, migrations: 102, observedPaths: 7 },
      ...{ potentialPaths: { before: 14_641, after: 784 }, routes: { after: 126 } },
      capabilitiesWithoutTarget: ['compliance.check'],
    });
    expect(figures.gaps.map(({ agentId }) => agentId)).toEqual([
      ...['compliance-risk-director', 'crisis-management-agent', 'data-privacy-agent'],
      ...['regulatory-compliance-agent', 'risk-assessment-agent'],
    ]);
    expect(figures.plan).toMatchObject({
      legacyAgents: 48,
      targetAgents: 28,
      potentialPaths: { before: 2_304, after: 784 },
    });
  });

  it('say how many each paper names; one may be in several, and some in none', () => {
    const { sources } = figures;
    expect(Object.keys(sources)).toEqual(['index', 'compendium', 'hierarchy', 'webhooks', 'none']);
    for (const paper of ['index', 'compendium', 'hierarchy', 'webhooks']) {
      const named = [...roster.agents.values()].filter((agent) => agent.inLegacy && agent.sources.includes(paper));
      expect(sources[paper]).toBe(named.length);
      expect(named.length).toBeGreaterThan(30);
    }
    expect(sources['none']).toBe(1);
  });

  it('follow the roster: a home for one of the gaps, one agent more', () => {
    const agents = [...roster.agents.values()].map((agent) => {
      if (agent.id !== 'technology-director') return agent;
      const persona = {
        id: 'privacy',
        name: 'Privacy',
        description: '',
        legacyAgentId: 'data-privacy-agent',
        capabilities: [],
      };
      return { ...agent, personas: [...agent.personas, persona] };
    });
    const more = { ...roster.agents.get('seo-sem-agent')!, id: 'more', personas: [], inLegacy: false };
    const changed = consolidationFigures(rosterOf(2, [...agents, more], [...roster.capabilities.values()]), 0, plan);
    expect(changed).toMatchObject({
      targetAgents: 29,
      potentialPaths: { after: 841 },
      routes: { after: 128 },
      migrations: 103,
    });
    expect(changed.gaps).toHaveLength(4);
  });
});

describe('routes of a hierarchy', () => {
  const agent = (id: string, reportsTo: string | null, level: 'director' | 'specialist' = 'specialist') => ({
    id,
    reportsTo,
    level,
  });

  it.each<[string, Parameters<typeof hierarchyRoutes>[0], string[]]>([
    ['nobody', [], []],
    ['one agent', [agent('a', null)], []],
    ['both ways', [agent('a', null), agent('b', 'a')], ['b a', 'a b']],
    ['a manager elsewhere', [agent('b', 'a')], []],
    ['two directors', [agent('a', 'r', 'director'), agent('b', 'r', 'director')], ['a b', 'b a']],
    ['a director under another', [agent('a', null, 'director'), agent('b', 'a', 'director')], ['b a', 'a b']],
    [
      'a second manager',
      [agent('a', null), agent('b', 'a'), { ...agent('c', 'b'), alsoReportsTo: 'a' }],
      ['b a', 'a b', 'c b', 'b c', 'c a', 'a c'],
    ],
  ])('%s', (_what, agents, expected) =>
    expect(hierarchyRoutes(agents).map(({ from, to }) => `${from} ${to}`)).toEqual(expected),
  );

  it('are two for each line of a tree without directors', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (picks) => {
        const tree = picks.map((pick, i) => agent(`n${i + 1}`, `n${pick % (i + 1)}`));
        expect(hierarchyRoutes([agent('n0', null), ...tree])).toHaveLength(2 * picks.length);
      }),
    );
  });

  it('are fewer than there could be, each once', () => {
    const agents = [...seededRoster().agents.values()].filter(({ inTarget }) => inTarget);
    const routes = hierarchyRoutes(agents).map(({ from, to }) => `${from} ${to}`);
    expect(new Set(routes).size).toBe(routes.length);
    expect(routes.length).toBeLessThan(agents.length ** 2);
  });
});

describe('the risk of a migration', () => {
  const roster = seededRoster();
  const risk = (targetAgentId: string, legacy: string, volume?: number) =>
    migrationRisk(
      { targetAgentId, personaId: legacy, legacyAgentIds: [legacy] },
      roster,
      new Map(volume === undefined ? [] : [[legacy, volume]]),
    );

  it.each([
    // Explicit, fields compared; internal effects on personal data.
    ['customer-intelligence-agent', 'satisfaction-monitoring-agent', undefined, ['low', 'medium', 'low']],
    // Inferred, and free text to customers that can't be taken back.
    ['customer-support-agent', 'live-chat-agent', undefined, ['high', 'high', 'high']],
    // Inferred, compared number by number; no effects.
    ['analytics-integration-agent', 'a-b-testing-agent', undefined, ['medium', 'low', 'low']],
    // The same, and busy: one point is not enough by itself.
    ['analytics-integration-agent', 'a-b-testing-agent', 1_000, ['medium', 'low', 'low']],
    ['customer-intelligence-agent', 'satisfaction-monitoring-agent', 999, ['low', 'medium', 'low']],
    ['orders-fulfillment-agent', 'pictorem-agent', undefined, ['medium', 'high', 'high']],
  ])('to %s from %s with %s messages', (target, legacy, volume, expected) => {
    const { likelihood, impact, risk: level } = risk(target, legacy, volume);
    expect([likelihood, impact, level]).toEqual(expected);
  });

  it('never falls when more is known to happen', () => {
    const order = ['low', 'medium', 'high'];
    for (const [target, legacy] of [
      ['social-media-orchestrator', 'facebook-agent'],
      ['seo-sem-agent', 'seo-agent'],
    ] as const) {
      const [without, busy] = [risk(target, legacy), risk(target, legacy, 5_000)];
      expect(order.indexOf(busy.impact)).toBeGreaterThanOrEqual(order.indexOf(without.impact));
      expect([without.volume, busy.volume]).toEqual([null, 5_000]);
    }
  });
});
