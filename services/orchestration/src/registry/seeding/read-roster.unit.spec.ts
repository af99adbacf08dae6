import { agentsCsv } from '../../seeds/seed-files.js';
import { readRoster } from './read-roster.js';
import { readManagers } from './roster-row.js';

const HEADER =
  'agent,department,level,reports_to,role,in_index,in_compendium,in_hierarchy,webhook_listed,target28,mapping_basis';
const csv = (...rows: string[]) => [HEADER, ...rows].join('\n');
const BOSS = 'Boss,Executive,orchestrator,owner,runs it,Y,Y,Y,,Boss,explicit';

describe('the roster of the papers', () => {
  const { agents, gaps, faults } = readRoster(agentsCsv());
  const agent = (id: string) => agents.find((one) => one.id === id)!;

  it('has 121 agents before and 28 after, 14 of them in both, without a fault', () => {
    expect(faults).toEqual([]);
    expect(agents.filter(({ inLegacy }) => inLegacy)).toHaveLength(121);
    expect(agents.filter(({ inTarget }) => inTarget)).toHaveLength(28);
    expect(agents).toHaveLength(121 + 28 - 14);
    expect(new Set(agents.map(({ id }) => id)).size).toBe(agents.length);
  });

  it('shows the five agents without a home', () => {
    expect(gaps.map(({ agentId }) => agentId)).toEqual([
      ...['compliance-risk-director', 'data-privacy-agent', 'regulatory-compliance-agent'],
      ...['risk-assessment-agent', 'crisis-management-agent'],
    ]);
  });

  it('gives every other legacy agent one persona', () => {
    const persona = agents.flatMap(({ personas }) => personas.flatMap(({ legacyAgentId }) => legacyAgentId ?? []));
    const homeless = new Set(gaps.map(({ agentId }) => agentId));
    const legacy = agents.filter(({ id, inLegacy }) => inLegacy && !homeless.has(id)).map(({ id }) => id);
    expect(persona.sort()).toEqual(legacy.sort());
  });

  it.each([
    ['business-manager', 'Executive', 'orchestrator', null],
    ['social-media-director', 'Marketing', 'director', 'marketing-director'],
    // Most of those it takes over report to the Creative Director, who becomes the agent itself.
    ['content-creative-agent', 'Creative', 'specialist', 'marketing-director'],
    ['social-media-orchestrator', 'Marketing', 'specialist', 'social-media-director'],
    ['seo-sem-agent', 'Marketing', 'specialist', 'marketing-director'],
    ['product-research-agent', 'Product', 'specialist', 'product-director'],
    ['analytics-integration-agent', 'Marketing', 'specialist', 'marketing-director'],
    ['b2b-sales-agent', 'Sales', 'specialist', 'sales-director'],
    ['influencer-partnership-agent', 'Marketing', 'specialist', 'marketing-director'],
  ])('%s is of %s, a %s, and reports to %s', (id, department, level, reportsTo) => {
    expect(agent(id)).toMatchObject({ department, level, reportsTo, inTarget: true });
  });

  it('gives new agents a role of their own, and agents of both a persona for themselves', () => {
    expect(agent('influencer-partnership-agent').personas).toMatchObject([
      { id: 'influencer-partnership-agent', legacyAgentId: null },
    ]);
    expect(agent('finance-director').personas).toContainEqual(
      expect.objectContaining({ id: 'finance-director', legacyAgentId: 'finance-director' }),
    );
    expect(agent('b2b-sales-agent').personas).toContainEqual({
      ...{ id: 'hospitality-sales-agent', name: 'Hospitality Sales Agent', legacyAgentId: 'hospitality-sales-agent' },
      ...{ description: 'hotels, restaurants: bulk, ambience (Commercial team)', capabilities: [], basis: 'explicit' },
    });
  });

  it('keeps the second manager, and where an agent is named', () => {
    expect(agent('social-media-director')).toMatchObject({
      alsoReportsTo: 'business-manager',
      sources: ['index', 'compendium', 'hierarchy', 'target'],
    });
    expect(agent('account-management-agent').sources).toEqual([]);
  });
});

describe('managers in words', () => {
  it.each([
    ['owner', { name: null, also: null }],
    ['Sales Director', { name: 'Sales Director', also: null }],
    ['Marketing Director (also Business Manager)', { name: 'Marketing Director', also: 'Business Manager' }],
    ['Marketing Director (BM in compendium)', { name: 'Marketing Director', also: null }],
  ])('%s', (text, expected) => expect(readManagers(text)).toEqual(expected));
});

describe('papers with faults', () => {
  const faultsOf = (...rows: string[]) => readRoster(csv(...rows)).faults;

  it('names every one of them', () => {
    const faults = faultsOf(
      BOSS,
      'Chief,Executive,lord,Boss,,,,,,Chief,explicit',
      'Seller,Sales,specialist,Nobody Director,,,,,,Boss,explicit',
      'A Agent,Sales,specialist,B Agent,,,,,,Boss,explicit',
      'B Agent,Sales,specialist,A Agent,,,,,,Boss,explicit',
      'SELLER,Sales,specialist,Boss,,,,,,Boss,explicit',
    );
    expect(faults.map(({ agent, message }) => `${agent}: ${message}`)).toEqual([
      'Chief: there is no level "lord"',
      'Seller: has the same id as SELLER',
      'seller: there is no agent nobody-director',
      'a-agent: it reports to itself: a-agent → b-agent → a-agent',
      'b-agent: it reports to itself: b-agent → a-agent → b-agent',
    ]);
  });

  it('are none without their columns', () => {
    expect(readRoster('agent,level\nBoss,orchestrator').faults[0]!.message).toMatch(
      /^no column department, reports_to/,
    );
  });
});
