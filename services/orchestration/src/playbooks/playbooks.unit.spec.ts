import { anAgent } from '../executors/testing/requests.js';
import { registrySeed, seededRoster } from '../registry/seeding/registry-seed.js';
import { ALL_PLAYBOOKS } from './all-playbooks.js';
import { definePlaybook } from './engine/playbook.js';
import { PlaybookRegistry } from './engine/registry.js';
import { playbookFaults } from './playbook-check.js';
import { outcomeOf, proposed, SEEDED } from './testing/try-playbook.js';

const registry = new PlaybookRegistry(ALL_PLAYBOOKS);
const names = new Set(SEEDED.map(({ name }) => name));

/** The least that the input's schema takes. */
function leastOf(schema: Record<string, unknown>): Record<string, never> {
  const least = (of: Record<string, unknown>): unknown => {
    if (Array.isArray(of.enum)) return of.enum[0];
    if (Array.isArray(of.anyOf)) return least(of.anyOf[0]);
    if (of.type === 'object') return leastOf(of);
    if (of.type === 'array') return [];
    if (of.type === 'integer' || of.type === 'number') return of.minimum ?? 1;
    if (of.format === 'date') return '2026-11-22';
    if (of.format === 'date-time') return '2026-11-22T00:00:00Z';
    if (String(of.pattern).includes('[0-9]{0,17}')) return '100';
    if (String(of.pattern).includes('[A-Z]{3}')) return 'USD';
    return 'something';
  };
  const properties = schema.properties as Record<string, Record<string, unknown>>;
  return Object.fromEntries(
    ((schema.required ?? []) as string[]).map((name) => [name, least(properties[name]!)]),
  ) as Record<string, never>;
}

describe('the playbooks there are', () => {
  it('are for capabilities of the seed', () => {
    const strangers = ALL_PLAYBOOKS.filter(({ capability }) => capability !== null && !names.has(capability));
    expect(strangers.map(({ name }) => name)).toEqual([]);
  });

  it.each(SEEDED.map(({ name, inputSchema }) => [name, inputSchema] as const))(
    'do %s with the least that it takes: an output of its shape, or a word about what is missing',
    async (name, inputSchema) => {
      const input = leastOf(inputSchema as Record<string, unknown>);
      const outcome = await outcomeOf(name, input);
      const code = 'code' in outcome ? outcome.code : undefined;
      if (code !== undefined) expect(['bad_input', 'no_playbook']).toContain(code);
      else expect(await proposed(name, input)).toEqual(expect.any(Object));
    },
  );
});

describe('a capability without a playbook', () => {
  it('is restated, and what nobody said is unknown', async () => {
    expect(registry.choose('customer.health', {}).playbook.name).toBe('outline');
    expect(await proposed('customer.health', { customerId: '7' })).toEqual({
      state: 'unknown',
      lifetimeValueMinor: null,
    });
    expect(await proposed('compliance.check', { subject: 'x' })).toEqual({ verdict: 'unclear' });
  });

  it('is left to somebody else when its answer can’t be “unknown”', async () => {
    const input = { source: 'orders', fromDay: '2026-11-01', toDay: '2026-11-02' };
    expect(await outcomeOf('data.extract', input)).toMatchObject({ code: 'no_playbook', more: { retryable: false } });
  });
});

describe('an agent’s settings', () => {
  it('may name a playbook, or a variant that the playbook has or doesn’t', () => {
    expect(registry.choose('support.reply', { playbook: 'outline' }).playbook.name).toBe('outline');
    expect(registry.choose('sales.quote', { variant: 'legacy', roundToMinor: 500 }).settings).toEqual({
      roundToMinor: 500,
    });
    expect(registry.choose('price.check', { variant: 'legacy' }).settings).toEqual({});
  });

  it.each([{ playbook: 'order.triaje' }, { playbook: 7 }, { variant: 'legasy' }])(
    'fail visibly: %j',
    async (settings) => {
      expect(await outcomeOf('support.reply', { text: 'x' }, settings)).toMatchObject({
        ...{ code: 'unknown_playbook', more: { retryable: false } },
      });
    },
  );

  it('of the seed are sound, and others are found at start', () => {
    expect(registrySeed().agents.length).toBeGreaterThan(40);
    const roster = seededRoster();
    expect(playbookFaults(roster, registry)).toEqual([]);
    const wrong = anAgent({ id: 'wrong', executor: { kind: 'playbook', settings: { playbook: 'nothing' } } });
    const agents = new Map([
      ...roster.agents,
      ['wrong', wrong],
      ['gone', { ...wrong, id: 'gone', status: 'retired' as const }],
    ]);
    expect(playbookFaults({ ...roster, agents }, registry)).toEqual([
      { agentId: 'wrong', capability: null, message: 'there is no playbook "nothing"' },
    ]);
  });
});

describe('a registry of playbooks', () => {
  const playbook = (name: string, capability: string | null) => ({
    name,
    capability,
    read: () => null,
    steps: [],
    output: () => null,
  });

  it('refuses two of one name, or for one capability', () => {
    expect(() => new PlaybookRegistry([playbook('a', null), playbook('a', null)])).toThrow('two playbooks for a');
    expect(() => new PlaybookRegistry([playbook('a', 'c'), playbook('b', 'c')])).toThrow(
      'two playbooks for c: a and b',
    );
  });

  it('refuses two steps of one name', () => {
    const step = { kind: 'compute', name: 's', work: () => 1 } as const;
    expect(() => definePlaybook({ ...playbook('a', null), steps: [step, step] })).toThrow('two steps named s');
  });
});
