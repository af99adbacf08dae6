import { capabilityFaults } from '../capabilities/capability-faults.js';
import { hierarchyFaults } from '../hierarchy.js';
import { plannedMigrations } from '../planned-migrations.js';
import { agentCapabilities } from './agent-capabilities.js';
import type { SeededAgent } from './read-roster.js';
import { registrySeed, seededRoster, seedOf, type SeedSources } from './registry-seed.js';

describe('what the registry begins with', () => {
  const roster = seededRoster();
  const agents = [...roster.agents.values()];

  it('is sound: the hierarchy, every schema, every comparator', () => {
    expect(hierarchyFaults(agents, new Set(registrySeed().departments))).toEqual([]);
    for (const capability of roster.capabilities.values()) {
      expect([capability.name, capabilityFaults(capability)]).toEqual([capability.name, []]);
    }
  });

  it('gives everybody something to do, and everything that is done somebody of the target roster', () => {
    for (const { id, capabilities } of agents) expect([id, capabilities.length]).not.toEqual([id, 0]);
    const orphaned = [...roster.capabilities.keys()].filter((name) => !roster.targetAgentsByCapability.has(name));
    // Only the compliance team can, and it has no home.
    expect(orphaned).toEqual(['compliance.check']);
  });

  it('lets a target agent do all that those it takes over can, as well as the best of them', () => {
    for (const { id, personas, capabilities } of agents.filter(({ inTarget }) => inTarget)) {
      const own = new Map(capabilities.map(({ name, expertise }) => [name, expertise]));
      for (const { legacyAgentId, capabilities: names } of personas) {
        for (const { name, expertise } of roster.agents.get(legacyAgentId ?? id)!.capabilities) {
          if (names.includes(name)) expect(own.get(name)).toBeGreaterThanOrEqual(expertise);
        }
        expect(names.length).toBeGreaterThan(0);
      }
    }
  });

  it('makes every mail to a customer, and all that is paid for, wait for a person', () => {
    const external = [...roster.capabilities.values()].filter(
      ({ effects, reversible }) => effects === 'external' && !reversible,
    );
    const acts = external.map(({ name, approval }) => [
      name,
      typeof approval === 'object' && 'act' in approval ? approval.act : approval,
    ]);
    expect(Object.fromEntries(acts)).toEqual({
      ...{ 'order.handover': 'print.submit', 'partner.outreach': 'customer.email', 'deal.close': 'deal.close' },
      ...{ 'email.campaign': 'customer.email', 'sms.campaign': 'customer.email', 'support.reply': 'customer.email' },
      ...{ 'discount.create': 'discount.grant', 'loyalty.offer': 'discount.grant', 'refund.execute': 'order.refund' },
      ...{ 'discount.publish': 'discount.publish', 'ads.place': 'ads.spend' },
    });
  });

  it('lets everybody work by playbooks, those who go by the older variants, and asks a person to look after orders, make print sheets and hand them over', () => {
    for (const { executor, inTarget } of agents) {
      expect(executor).toEqual(inTarget ? { kind: 'playbook' } : { kind: 'playbook', settings: { variant: 'legacy' } });
    }
    const fulfilment = roster.agents.get('orders-fulfillment-agent')!;
    expect(fulfilment.capabilities.filter(({ executor }) => executor)).toMatchObject([
      { name: 'order.attend', executor: { kind: 'human' } },
      { name: 'order.handover', executor: { kind: 'human' } },
      { name: 'order.review', executor: { kind: 'human' } },
      { name: 'print.sheet', executor: { kind: 'human' } },
    ]);
  });

  it('takes breaker settings from the papers: some agents have their own', () => {
    expect(roster.agents.get('business-manager')!.resilience).toMatchObject({
      failuresToOpen: 10,
      openMs: 30_000,
      successesToClose: 2,
    });
    expect(roster.agents.get('seo-agent')!.resilience).toMatchObject({
      failuresToOpen: 5,
      openMs: 60_000,
      halfOpenMax: 3,
    });
  });

  it('plans a migration for every legacy agent that another agent takes over', () => {
    const migrations = plannedMigrations(roster);
    const replaced = migrations.flatMap(({ legacyAgentIds }) => legacyAgentIds);
    expect(new Set(replaced).size).toBe(replaced.length);
    // 121 legacy agents, 14 of them stay, 5 have no home.
    expect(replaced).toHaveLength(121 - 14 - 5);
    expect(migrations).toContainEqual({
      ...{ targetAgentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent' },
      legacyAgentIds: ['hospitality-sales-agent'],
    });
    expect(migrations.filter(({ targetAgentId, legacyAgentIds }) => legacyAgentIds.includes(targetAgentId))).toEqual(
      [],
    );
  });
});

describe('who can do what', () => {
  const agent = (id: string, reportsTo: string | null, more: Partial<SeededAgent> = {}): SeededAgent => ({
    ...{ id, name: id, department: 'D', level: 'specialist', reportsTo, alsoReportsTo: null, role: '' },
    ...{ inLegacy: false, inTarget: true, personas: [], sources: [] },
    ...more,
  });
  const stands = (legacyAgentId: string) => ({
    id: legacyAgentId,
    name: '',
    description: '',
    legacyAgentId,
    capabilities: [],
  });
  const agents = [
    agent('root', null, { level: 'orchestrator' }),
    agent('director', 'root', { level: 'director' }),
    agent('worker', 'director', { personas: [stands('old-a'), stands('old-b')] }),
    agent('old-a', 'director', { inLegacy: true, inTarget: false }),
    agent('old-b', 'director', { inLegacy: true, inTarget: false }),
    agent('old-c', 'director', { inLegacy: true, inTarget: false }),
  ];
  const all = agentCapabilities(agents, {
    costs: { write: { costMinor: '12', allowanceMinor: '6' } },
    executors: { look: { kind: 'human' } },
    agents: {
      'old-a': { write: 0.9, read: 0.3 },
      'old-b': { write: 0.5, look: 0.8 },
      'old-c': { fly: 1 },
      director: { read: 0.7 },
    },
  });

  it.each<[string, unknown[]]>([
    [
      'worker',
      [
        { name: 'look', expertise: 0.8, costMinor: '0', executor: { kind: 'human' } },
        { name: 'read', expertise: 0.3, costMinor: '0' },
        { name: 'write', expertise: 0.9, costMinor: '12', allowanceMinor: '6' },
      ],
    ],
    // Half as well as the worker, and as well as itself; not what only a legacy agent can that nobody takes over.
    [
      'director',
      [
        { name: 'look', expertise: 0.4, costMinor: '0', executor: { kind: 'human' } },
        { name: 'read', expertise: 0.7, costMinor: '0' },
        { name: 'write', expertise: 0.45, costMinor: '12', allowanceMinor: '6' },
      ],
    ],
    // One step only: what the director can of itself.
    ['root', [{ name: 'read', expertise: 0.35, costMinor: '0' }]],
  ])('%s', (id, expected) => expect(all.get(id)).toEqual(expected));
});

describe('seeds with faults', () => {
  const sources: SeedSources = {
    csv: [
      'agent,department,level,reports_to,role,in_index,in_compendium,in_hierarchy,webhook_listed,target28,mapping_basis',
      'Boss,Executive,orchestrator,nobody,runs it,Y,,,,Boss,explicit',
    ].join('\n'),
    capabilities: [],
    capable: { costs: {}, agents: { boss: { fly: 1 }, ghost: {} } },
    resilience: { circuit_breaker: { default: { failures: 1, successes: 1, timeout_ms: 1, half_open: 1 } } },
  };

  it('are told of, every one', () => {
    expect(() => seedOf(sources)).toThrow(
      /must report to nobody.*no agent nobody.*ghost: .*boss: there is no capability fly/,
    );
  });

  it('are not completed by guesses: the breaker has a default or there is no start', () => {
    const sound = { ...sources, csv: sources.csv.replace('nobody', 'owner'), capable: { costs: {}, agents: {} } };
    expect(seedOf(sound).agents).toHaveLength(1);
    expect(() => seedOf({ ...sound, resilience: { circuit_breaker: {} } })).toThrow(/no complete default/);
  });
});
