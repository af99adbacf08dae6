import type { Agent, AgentCapability, Persona } from '../../registry/agent.js';
import type { Capability } from '../../registry/capability.js';
import { Rosters, type Roster } from '../../registry/roster.js';

const RESILIENCE = { failuresToOpen: 5, successesToClose: 1, openMs: 1_000, halfOpenMax: 1, bulkhead: 1_000 };

export function trialPersona(id: string, capabilities: readonly string[] = []): Persona {
  return { id, name: id, description: '', legacyAgentId: null, capabilities };
}

export function trialAgent(id: string, part: Partial<Agent> & { readonly can?: readonly string[] } = {}): Agent {
  const { can = [], ...rest } = part;
  const capabilities = can.map((name): AgentCapability => ({ name, expertise: 1, costMinor: '0' }));
  return {
    ...{ id, name: id, department: 'sales', level: 'specialist', reportsTo: 'director', role: '' },
    ...{ inLegacy: false, inTarget: true, status: 'active', sla: { p95Ms: 1_000 }, executor: { kind: 'playbook' } },
    ...{ tools: [], budget: { category: 'llm' }, personas: [], capabilities, resilience: RESILIENCE, sources: [] },
    ...{ version: 1, ...rest },
  };
}

export function trialCapability(name: string, part: Partial<Capability> = {}): Capability {
  return {
    ...{ name, title: name, description: '', effects: 'internal', dataClass: 'internal', reversible: true },
    inputSchema: { type: 'object', properties: { n: { type: 'integer' } } },
    outputSchema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } },
    ...{ comparator: { name: 'exact' }, approval: 'never', timeoutMs: 10_000, version: 1, ...part },
  };
}

/** A roster that stands as it was given; `set` makes it another. */
export class TrialRosters extends Rosters {
  private roster: Roster;

  constructor(agents: readonly Agent[], capabilities: readonly Capability[]) {
    super();
    this.roster = rosterFrom(agents, capabilities);
  }

  set(agents: readonly Agent[], capabilities: readonly Capability[]): void {
    this.roster = rosterFrom(agents, capabilities);
  }

  override current(): Promise<Roster> {
    return Promise.resolve(this.roster);
  }
}

export function rosterFrom(agents: readonly Agent[], capabilities: readonly Capability[]): Roster {
  const able = capabilities.map(({ name }): [string, string[]] => [
    name,
    agents
      .filter(({ inTarget, status, capabilities: has }) => {
        return inTarget && status === 'active' && has.some((one) => one.name === name);
      })
      .map(({ id }) => id)
      .sort(),
  ]);
  return {
    version: 1,
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    capabilities: new Map(capabilities.map((capability) => [capability.name, capability])),
    targetAgentsByCapability: new Map(able),
  };
}

/** One working agent with a second persona, a colleague, their director. */
export const TRIAL_AGENTS: readonly Agent[] = [
  trialAgent('director', { level: 'director', reportsTo: null }),
  trialAgent('worker', { can: ['work', 'approved.work', 'large.work'], personas: [trialPersona('second')] }),
  trialAgent('zealot', { can: ['work'] }),
  trialAgent('spender', {
    can: [],
    capabilities: [{ name: 'costly.work', expertise: 1, costMinor: '500', allowanceMinor: '100' }],
  }),
];

export const TRIAL_CAPABILITIES: readonly Capability[] = [
  trialCapability('work'),
  trialCapability('approved.work', { approval: 'always' }),
  trialCapability('large.work', { approval: { when: 'orderValueMinor > 100000' } }),
  trialCapability('costly.work'),
];
