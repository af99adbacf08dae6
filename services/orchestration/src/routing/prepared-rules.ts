import { RuleSet, type RuleCache } from '@vividwalls/rules';
import type { Roster } from '../registry/roster.js';
import { personaKey } from './evidence.js';
import { isPersonaFor } from './persona-fit.js';
import type { PersonaRule } from './rules/persona-rule.js';

/** Rules that may speak in a decision, compiled; and the personas (`agent/persona`) for which they do. */
export interface RulesInForce {
  readonly set: RuleSet<PersonaRule>;
  readonly personas: ReadonlySet<string>;
}

/**
 * Live persona rules of one version, compiled once and found by capability. A task that names its capability is asked only the
 * rules of agents that have it, so that the cost of a decision does not grow with the number of all rules.
 */
export class PreparedRules {
  private readonly rules: readonly PersonaRule[];
  private readonly byRoster = new WeakMap<Roster, Map<string | null, RulesInForce>>();

  constructor(
    rules: readonly PersonaRule[],
    private readonly cache: RuleCache,
  ) {
    this.rules = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** @param capability null for a task that doesn't name it: every rule of an active agent is asked */
  inForce(capability: string | null, roster: Roster): RulesInForce {
    let known = this.byRoster.get(roster);
    if (!known) this.byRoster.set(roster, (known = new Map()));
    let rules = known.get(capability);
    if (!rules) known.set(capability, (rules = this.prepare(capability, roster)));
    return rules;
  }

  private prepare(capability: string | null, roster: Roster): RulesInForce {
    const capable = capability === null ? undefined : new Set(roster.targetAgentsByCapability.get(capability));
    const rules = this.rules.filter((rule) => {
      const agent = roster.agents.get(rule.agentId);
      const persona = agent?.personas.find(({ id }) => id === rule.personaId);
      if (!agent || !persona || !agent.inTarget || agent.status !== 'active') return false;
      if (capability === null) return true;
      return capable!.has(agent.id) && isPersonaFor(persona, agent, capability, roster);
    });
    const set = new RuleSet(
      rules.map((rule) => [rule, rule.when] as const),
      this.cache,
    );
    return { set, personas: new Set(rules.map(personaKey)) };
  }
}
