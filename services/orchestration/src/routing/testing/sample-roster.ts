import { RuleCache } from '@vividwalls/rules';
import type { Agent, Persona } from '../../registry/agent.js';
import { rosterOf } from '../../registry/roster-snapshot.js';
import { PreparedRules } from '../prepared-rules.js';
import type { AgentCondition, RoutingState } from '../routing-decision.js';
import type { PersonaRule } from '../rules/persona-rule.js';
import { TASK_VARIABLES } from '../task-facts.js';

const cache = new RuleCache({ variables: TASK_VARIABLES });

export const persona = (id: string, fields: Partial<Persona> = {}): Persona => ({
  ...{ id, name: id, description: id, legacyAgentId: `legacy-${id}`, capabilities: [] },
  ...fields,
});

/** An active agent of the roster after. */
export const agent = (
  id: string,
  expertise: Readonly<Record<string, number>>,
  personas: readonly Persona[],
  fields: Partial<Agent> = {},
): Agent => ({
  ...{ id, name: id, department: 'd', level: 'specialist', reportsTo: null, role: id, inLegacy: false, inTarget: true },
  ...{ status: 'active', sla: { p95Ms: 2_000 }, executor: { kind: 'playbook' }, tools: [], budget: { category: 'c' } },
  capabilities: Object.entries(expertise).map(([name, of]) => ({ name, expertise: of, costMinor: '0' })),
  resilience: { failuresToOpen: 5, successesToClose: 2, openMs: 60_000, halfOpenMax: 3, bulkhead: 10 },
  ...{ personas, sources: [], version: 1 },
  ...fields,
});

export const rule = (
  id: string,
  [agentId, personaId]: readonly [string, string],
  when: string,
  fields: Partial<PersonaRule> = {},
): PersonaRule => ({ id, name: id, when, agentId, personaId, capability: null, weight: 0.9, priority: 10, ...fields });

export const stateOf = (
  agents: readonly Agent[],
  rules: readonly PersonaRule[],
  conditions: Readonly<Record<string, Partial<AgentCondition>>> = {},
): RoutingState => ({
  roster: rosterOf(1, agents, []),
  rulesVersion: 1,
  conditions: new Map(
    Object.entries(conditions).map(([id, of]) => [id, { load: 0, isBroken: false, isOverBudget: false, ...of }]),
  ),
  prepared: new PreparedRules(rules, cache),
});
