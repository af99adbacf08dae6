import type { Persona } from '../registry/agent.js';
import type { Roster } from '../registry/roster.js';
import { decisiveFacts, type UnknownRule } from './clarifying-questions.js';
import { evidenceOf, personaKey, type Evidence } from './evidence.js';
import { isPersonaFor } from './persona-fit.js';
import type { PreparedRules } from './prepared-rules.js';
import type { PersonaRule } from './rules/persona-rule.js';
import { answerFactsOf, answersOf, factsOf, type RoutableTask } from './task-facts.js';

/** What the rules make of a task, whoever is able to work at the moment. */
export interface Understanding {
  /** Strongest first; of equal ones the first by agent and persona. */
  readonly evidence: readonly Evidence[];
  /** Whether the rules that were asked tell several personas apart. */
  readonly isDistinguishing: boolean;
  /** Missing facts that could decide, most decisive first. */
  readonly decisiveFacts: readonly string[];
}

/** Asks the rules what the task is. What was answered to a question counts before what was said in the beginning. */
export function understand(task: RoutableTask, roster: Roster, prepared: PreparedRules): Understanding {
  const { set, personas } = prepared.inForce(task.capability, roster);
  const isConcerned = ({ agentId }: PersonaRule) => task.pinnedAgentId === null || agentId === task.pinnedAgentId;
  const { holding, unknown } = set.holding(factsOf(task));
  const all = evidenceOf(holding.filter(isConcerned));
  const answered = answeredPersonas(task, roster, prepared, isConcerned);
  const evidence = [...all.values()].filter((of) => answered.size === 0 || answered.has(personaKey(of)));
  for (const [key, named] of answered) if (named && !all.has(key)) evidence.push(named);
  const concerned = [...personas].filter(
    (key) => task.pinnedAgentId === null || key.startsWith(`${task.pinnedAgentId}/`),
  );
  const lacking: UnknownRule[] = [];
  for (const [rule, reason] of unknown) if (isConcerned(rule)) lacking.push({ reason, weight: rule.weight });
  return {
    evidence: evidence.sort(strongestFirst),
    isDistinguishing: concerned.length > 1,
    decisiveFacts: decisiveFacts(lacking),
  };
}

/** The personas that the answers speak for; evidence with those that an answer calls by name. */
function answeredPersonas(
  task: RoutableTask,
  roster: Roster,
  prepared: PreparedRules,
  isConcerned: (rule: PersonaRule) => boolean,
): Map<string, Evidence | undefined> {
  const facts = answerFactsOf(task);
  if (!facts) return new Map();
  const byName = namedPersonas(task, roster);
  if (byName.length > 0) return new Map(byName.map((named) => [personaKey(named), named]));
  const { set } = prepared.inForce(task.capability, roster);
  const evidence = evidenceOf(set.holding(facts).holding.filter(isConcerned));
  return new Map([...evidence].map(([key, of]) => [key, of]));
}

function namedPersonas({ context, pinnedAgentId, capability }: RoutableTask, roster: Roster): Evidence[] {
  const answers = new Set(answersOf(context.clarifications).map((answer) => answer.toLowerCase().replace(/\.$/, '')));
  const named: Evidence[] = [];
  const able = capability === null ? undefined : new Set(roster.targetAgentsByCapability.get(capability));
  for (const agent of roster.agents.values()) {
    if (!agent.inTarget || agent.status !== 'active' || (pinnedAgentId !== null && agent.id !== pinnedAgentId))
      continue;
    if (able && !able.has(agent.id)) continue;
    for (const persona of agent.personas) {
      if (!isNamed(persona, answers) || (capability !== null && !isPersonaFor(persona, agent, capability, roster)))
        continue;
      named.push({ agentId: agent.id, personaId: persona.id, strength: 1, rules: [] });
    }
  }
  return named;
}

const isNamed = ({ id, name }: Persona, answers: ReadonlySet<string>): boolean =>
  answers.has(id) || answers.has(name.toLowerCase());

function strongestFirst(a: Evidence, b: Evidence): number {
  return b.strength - a.strength || (personaKey(a) < personaKey(b) ? -1 : 1);
}
