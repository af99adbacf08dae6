import { actingAgents } from './acting-agents.js';
import { isMet, METRIC_IDS, METRICS, shareText } from './metrics.js';

describe('success metrics', () => {
  it('are all of the plan’s, each with its target', () => {
    expect(METRIC_IDS).toHaveLength(14);
    for (const id of METRIC_IDS) {
      const { title, how, target, group } = METRICS[id];
      expect([title, how, target.text].every((text) => text.length > 0)).toBe(true);
      expect(METRIC_IDS.filter((one) => METRICS[one].group === group).length).toBeGreaterThanOrEqual(4);
    }
  });

  it.each([
    ['agent_count', '28', true],
    ['agent_count', '29', false],
    ['response_time', '1999', true],
    ['response_time', '2000', false],
    ['uptime', '99.50', false],
    ['uptime', '99.51', true],
    ['attribution_accuracy', '100.00', true],
    ['attribution_accuracy', '99.99', false],
    ['operational_costs', '-30', true],
    ['operational_costs', '-29', false],
    ['uptime', null, null],
  ] as const)('%s of %s: met is %s', (id, value, expected) => {
    expect(isMet(METRICS[id].target, value)).toBe(expected);
  });

  it.each([
    [1, 3, 'below', '33.34'],
    [1, 3, 'above', '33.33'],
    [999_999, 1_000_000, 'at_least', '99.99'],
    [1, 1_000_000, 'below', '0.01'],
    [0, 7, 'below', '0.00'],
    [7, 7, 'at_least', '100.00'],
    [29, 100, 'above', '29.00'],
    [29, 100, 'below', '29.00'],
  ] as const)('%d of %d is, if it should be %s, %s percent', (part, whole, direction, text) => {
    expect(shareText(part, whole, direction)).toBe(text);
  });
});

describe('agents that act', () => {
  const agents = [
    { id: 'new', inTarget: true, status: 'active' },
    { id: 'stays', inTarget: true, status: 'active' },
    { id: 'suspended', inTarget: true, status: 'suspended' },
    { id: 'old', inTarget: false, status: 'active' },
    { id: 'older', inTarget: false, status: 'active' },
  ] as unknown as Parameters<typeof actingAgents>[0];
  const of = (...states: string[]) =>
    [...actingAgents(agents, states.map((state) => ({ state, legacyAgentIds: ['old', 'stays'] })) as never)].sort();

  it.each([
    [[], ['new', 'stays']],
    [['planned'], ['new', 'old', 'stays']],
    [['canary_50'], ['new', 'old', 'stays']],
    [['rolled_back'], ['new', 'old', 'stays']],
    [['active'], ['new', 'stays']],
    [['retired'], ['new', 'stays']],
    // One persona is taken over, another is not: it acts for that one.
    [
      ['retired', 'shadow'],
      ['new', 'old', 'stays'],
    ],
  ])('with migrations %j are %j', (states, expected) => expect(of(...states)).toEqual(expected));
});
