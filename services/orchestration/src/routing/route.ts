import type { Agent } from '../registry/agent.js';
import type { Roster } from '../registry/roster.js';
import { abilityOf, fieldOf } from './candidates.js';
import { MAX_QUESTIONS, questionBetween, QUESTIONS } from './clarifying-questions.js';
import { confidenceOf } from './confidence.js';
import type { Evidence } from './evidence.js';
import { defaultPersona, isOwnRole, isPersonaFor } from './persona-fit.js';
import { PreparedRules } from './prepared-rules.js';
import type { Reason, RoutingDecision, RoutingState } from './routing-decision.js';
import { CONFIDENCE_GUESSED, CONFIDENCE_OWN_ROLE, CONFIDENCE_THRESHOLD, MAX_OTHERS } from './routing-weights.js';
import { percent } from './score-candidate.js';
import type { RoutableTask } from './task-facts.js';
import { understand, type Understanding } from './understand-task.js';

/**
 * Who is for a task, and why. Pure: the same task and the same state give the same decision, whatever the order of rules,
 * agents and facts. First what the task is (rules), how sure that is, and only then who of those that can is best off.
 */
export function route(task: RoutableTask, state: RoutingState): RoutingDecision {
  const { roster } = state;
  if (!(state.prepared instanceof PreparedRules)) throw new TypeError('the routing state has no prepared rules');
  const understanding = understand(task, roster, state.prepared);
  const capability = task.capability ?? capabilityMeant(understanding, roster);
  if (capability === null) return unsure(task, roster, understanding, 0, [NOTHING_SAYS]);
  const able = ableTo(capability, task, roster);
  const asked: Reason = {
    criterion: 'capability',
    text: task.capability === null ? `it is ${capability}, by what it says` : `${capability} is asked for`,
  };
  if (able.length === 0) return person(0, [asked, nobodyCan(capability, task)]);

  const [confidence, why] = surenessOf(task, understanding, able, capability, roster);
  if (confidence < CONFIDENCE_THRESHOLD) return unsure(task, roster, understanding, confidence, [asked, why]);
  const { candidates, leftOut } = fieldOf(able, capability, understanding.evidence, state);
  const [chosen, ...others] = candidates;
  if (!chosen) return person(confidence, [asked, why, ...leftOut]);
  return {
    ...{ kind: 'agent', agentId: chosen.agentId, personaId: chosen.personaId, capability, confidence },
    reasons: [asked, why, ...chosen.reasons, ...leftOut],
    others: others.slice(0, MAX_OTHERS),
  };
}

const NOTHING_SAYS: Reason = { criterion: 'capability', text: 'it names no capability, and no rule says what it is' };

function nobodyCan(capability: string, { pinnedAgentId }: RoutableTask): Reason {
  const text =
    pinnedAgentId === null
      ? `no active agent has ${capability}`
      : `only ${pinnedAgentId} shall do it, which is not active or does not have ${capability}`;
  return { criterion: 'capability', text };
}

function ableTo(capability: string, { pinnedAgentId }: RoutableTask, roster: Roster): Agent[] {
  const ids = roster.targetAgentsByCapability.get(capability) ?? [];
  return ids
    .filter((id) => pinnedAgentId === null || id === pinnedAgentId)
    .map((id) => roster.agents.get(id))
    .filter((agent): agent is Agent => agent !== undefined && abilityOf(agent, capability) !== undefined);
}

/** What the strongest rules of the likeliest persona name; else what it is for, or what its agent is best at. */
function capabilityMeant({ evidence }: Understanding, roster: Roster): string | null {
  const [best] = evidence;
  if (!best) return null;
  const naming = best.rules.filter(({ capability }) => capability !== null);
  const strongest = naming.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))[0];
  if (strongest) return strongest.capability;
  const agent = roster.agents.get(best.agentId)!;
  const persona = agent.personas.find(({ id }) => id === best.personaId);
  const had = agent.capabilities.filter(({ name }) => !persona || isPersonaFor(persona, agent, name, roster));
  return had.toSorted((a, b) => b.expertise - a.expertise || (a.name < b.name ? -1 : 1))[0]?.name ?? null;
}

/** How sure the choice is, and why. */
function surenessOf(
  task: RoutableTask,
  { evidence, isDistinguishing }: Understanding,
  able: readonly Agent[],
  capability: string,
  roster: Roster,
): [number, Reason] {
  const [best, rival] = evidence;
  const isOnlyAgent = able.length === 1;
  if (best) {
    const isAlone = isOnlyAgent && !rival && task.capability !== null;
    const confidence = isAlone ? 1 : confidenceOf(best.strength, rival?.strength ?? 0);
    const against = rival ? `, against ${nameOf(rival)} with ${percent(rival.strength)}` : '';
    const text = `${percent(best.strength)} speaks for ${nameOf(best)}${against}: ${percent(confidence)} sure`;
    return [confidence, { criterion: 'persona rule', text }];
  }
  if (!isDistinguishing) {
    const text = isOnlyAgent ? `${able[0]!.id} alone can do it` : 'all who can do it are equally meant';
    return [1, { criterion: 'capability', text }];
  }
  if (isOnlyAgent) {
    const text = `${able[0]!.id} alone can do it; no rule says in which persona, so it is its own role`;
    return [CONFIDENCE_OWN_ROLE, { criterion: 'persona rule', text }];
  }
  const ablest = ablestOf(able, capability);
  const role = defaultPersona(ablest, capability, roster);
  if (role && isOwnRole(role, ablest)) {
    const text = `no rule says which of ${able.length} agents is meant; for ${ablest.id}, the ablest, it is its own role`;
    return [CONFIDENCE_OWN_ROLE, { criterion: 'persona rule', text }];
  }
  const text = `${able.length} agents can do it, the ablest only in roles it takes over, and no rule says which is meant`;
  return [CONFIDENCE_GUESSED, { criterion: 'persona rule', text }];
}

function ablestOf(able: readonly Agent[], capability: string): Agent {
  const expertise = (agent: Agent) => abilityOf(agent, capability)!.expertise;
  return able.toSorted((a, b) => expertise(b) - expertise(a) || (a.id < b.id ? -1 : 1))[0]!;
}

const nameOf = ({ agentId, personaId }: Evidence): string => `${agentId}/${personaId}`;

/** A question whose answer could decide, as long as some are left; else a person. */
function unsure(
  task: RoutableTask,
  roster: Roster,
  { evidence, decisiveFacts }: Understanding,
  confidence: number,
  reasons: readonly Reason[],
): RoutingDecision {
  const asked = new Set(Object.keys(task.context.clarifications ?? {}));
  const left = MAX_QUESTIONS - asked.size;
  if (left <= 0) {
    return person(confidence, [...reasons, { criterion: 'persona rule', text: 'both questions are answered already' }]);
  }
  const [best, rival] = evidence;
  const possible = [
    ...(best && rival ? [questionBetween(personaName(best, roster), personaName(rival, roster))] : []),
    ...decisiveFacts.map((fact) => QUESTIONS[fact]!),
  ];
  const questions = possible.filter((question) => !asked.has(question)).slice(0, left);
  if (questions.length === 0) {
    return person(confidence, [
      ...reasons,
      { criterion: 'persona rule', text: 'no answer to a question could decide it' },
    ]);
  }
  return { kind: 'clarify', questions, confidence, reasons };
}

function personaName({ agentId, personaId }: Evidence, roster: Roster): string {
  return roster.agents.get(agentId)?.personas.find(({ id }) => id === personaId)?.name ?? personaId;
}

function person(confidence: number, reasons: readonly Reason[]): RoutingDecision {
  return { kind: 'person', confidence, reasons };
}
