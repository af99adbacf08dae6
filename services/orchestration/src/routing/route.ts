import type { Agent } from '../registry/agent.js';
import type { Roster } from '../registry/roster.js';
import { abilityOf, fieldOf } from './candidates.js';
import { MAX_QUESTIONS, OPTIONS_MAX, optionsOf, questionOf, QUESTIONS } from './clarifying-questions.js';
import { confidenceOf } from './confidence.js';
import type { SampleEvidence } from './evidence.js';
import { defaultPersona, isOwnRole, isPersonaFor } from './persona-fit.js';
import type { Reason, RoutingDecision, RoutingState } from './routing-decision.js';
import {
  CONFIDENCE_FOR_PERSON,
  CONFIDENCE_GUESSED,
  CONFIDENCE_OWN_ROLE,
  CONFIDENCE_THRESHOLD,
  LIKELIHOOD_FOR_PERSON,
  LIKELIHOOD_TO_OFFER,
  MAX_OTHERS,
} from './routing-weights.js';
import { percent } from './score-candidate.js';
import { agentName, roleName, workName } from './spoken-of.js';
import { wordsOfTask, type RoutableTask } from './task-facts.js';
import { preparedOf, understand, type Understanding } from './understand-task.js';

/**
 * Who is for a task, and why. Pure: the same task and the same state give the same decision, whatever the order of rules,
 * agents and facts. First what the task is (rules and samples), how sure that is, and only then who of those that can is best off.
 */
export function route(task: RoutableTask, state: RoutingState): RoutingDecision {
  const { roster } = state;
  preparedOf(state);
  const understanding = understand(task, state);
  const forPerson = confidenceOf(understanding.forPerson, understanding.evidence[0]?.strength ?? 0);
  if (forPerson >= CONFIDENCE_FOR_PERSON) return person(forPerson, [forPersonBy(task, state)]);
  const capability = task.capability ?? capabilityMeant(understanding, state);
  if (capability === null) return unsure(task, state, understanding, 0, [NOTHING_SAYS]);
  const able = ableTo(capability, task, roster);
  const asked: Reason = {
    criterion: 'capability',
    text:
      task.capability === null
        ? `by what it says, the task is ${workName(roster, capability)}`
        : `the task asks for ${workName(roster, capability)}`,
  };
  if (able.length === 0) return person(0, [asked, nobodyCan(capability, task, roster)]);

  const [confidence, why] = surenessOf(task, understanding, able, capability, roster);
  if (confidence < CONFIDENCE_THRESHOLD) return unsure(task, state, understanding, confidence, [asked, why]);
  const like = likeness(task, understanding, state);
  const { candidates, leftOut } = fieldOf(able, capability, understanding.evidence, state);
  const [chosen, ...others] = candidates;
  if (!chosen) return person(confidence, [asked, why, ...leftOut]);
  return {
    ...{ kind: 'agent', agentId: chosen.agentId, personaId: chosen.personaId, capability, confidence },
    reasons: [asked, why, ...like, ...chosen.reasons, ...leftOut],
    others: others.slice(0, MAX_OTHERS),
  };
}

const NOTHING_SAYS: Reason = {
  criterion: 'capability',
  text: 'it names no capability, and neither a rule nor a sample says what it is',
};

function nobodyCan(capability: string, { pinnedAgentId }: RoutableTask, roster: Roster): Reason {
  const work = workName(roster, capability);
  const text =
    pinnedAgentId === null
      ? `no active agent can do ${work}`
      : `only ${agentName(roster, pinnedAgentId)} shall do it, and is not active or cannot do ${work}`;
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
function capabilityMeant({ evidence }: Understanding, { roster, samples }: RoutingState): string | null {
  const [best] = evidence;
  if (!best) return null;
  const naming = best.rules.filter(({ capability }) => capability !== null);
  const strongest = naming.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))[0];
  if (strongest) return strongest.capability;
  const agent = roster.agents.get(best.agentId)!;
  const persona = agent.personas.find(({ id }) => id === best.personaId);
  const usual = samples?.wordsFor(best)?.capability;
  if (usual != null && abilityOf(agent, usual)) return usual;
  const had = agent.capabilities.filter(({ name }) => !persona || isPersonaFor(persona, agent, name, roster));
  return had.toSorted((a, b) => b.expertise - a.expertise || (a.name < b.name ? -1 : 1))[0]?.name ?? null;
}

/** How sure the choice is, and why. */
function surenessOf(
  task: RoutableTask,
  { evidence, isDistinguishing, forPerson, tooLittle }: Understanding,
  able: readonly Agent[],
  capability: string,
  roster: Roster,
): [number, Reason] {
  const [best, rival] = evidence;
  const isOnlyAgent = able.length === 1;
  if (best) {
    const isAlone = isOnlyAgent && !rival && task.capability !== null;
    const contrary = Math.max(rival?.strength ?? 0, forPerson, tooLittle);
    const confidence = isAlone ? 1 : confidenceOf(best.strength, contrary);
    const whom = rival?.strength === contrary ? roleName(roster, rival) : 'leaving it to nobody yet';
    const against = contrary > 0 ? `, against ${whom} with ${percent(contrary)}` : '';
    const text = `${percent(best.strength)} speaks for ${roleName(roster, best)}${against}: ${percent(confidence)} sure`;
    return [confidence, { criterion: 'persona rule', text }];
  }
  if (!isDistinguishing) {
    const text = isOnlyAgent ? `${able[0]!.name} alone can do it` : 'all who can do it are equally meant';
    return [1, { criterion: 'capability', text }];
  }
  if (isOnlyAgent) {
    const text = `${able[0]!.name} alone can do it; no rule says in which role, so it does it in its own`;
    return [CONFIDENCE_OWN_ROLE, { criterion: 'persona rule', text }];
  }
  const ablest = ablestOf(able, capability);
  const role = defaultPersona(ablest, capability, roster);
  if (role && isOwnRole(role, ablest)) {
    const text = `no rule says which of ${able.length} agents is meant; ${ablest.name} is best at it, and it is its own role`;
    return [CONFIDENCE_OWN_ROLE, { criterion: 'persona rule', text }];
  }
  const text = `${able.length} agents can do it, ${ablest.name} best, but only in roles that it takes over; no rule says which is meant`;
  return [CONFIDENCE_GUESSED, { criterion: 'persona rule', text }];
}

function ablestOf(able: readonly Agent[], capability: string): Agent {
  const expertise = (agent: Agent) => abilityOf(agent, capability)!.expertise;
  return able.toSorted((a, b) => expertise(b) - expertise(a) || (a.id < b.id ? -1 : 1))[0]!;
}

/** The samples that are most like the task, and whose they are. */
function likeness(
  task: RoutableTask,
  { evidence: [best] }: Understanding,
  { samples, roster }: RoutingState,
): Reason[] {
  if (!samples || best?.likelihood === undefined) return [];
  const like = samples.likest(wordsOfTask(task), { agentId: best.agentId, personaId: best.personaId });
  const said = like.map(({ id, text }) => `“${shortened(text)}” (${id})`).join(' and ');
  const text =
    said === ''
      ? `its words are those of ${roleName(roster, best)}`
      : `like: ${said}, which belong${like.length > 1 ? '' : 's'} to ${roleName(roster, best)}`;
  return [{ criterion: 'samples', text: `${text}: ${percent(best.likelihood)} likely` }];
}

function forPersonBy(task: RoutableTask, { samples }: RoutingState): Reason {
  const [like] = samples?.likest(wordsOfTask(task), 'person') ?? [];
  const said = like ? `, like: “${shortened(like.text)}” (${like.id})` : '';
  return { criterion: 'samples', text: `it is a matter that a person should see${said}` };
}

const SHOWN = 100;
const shortened = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`);

/** A question whose answer could decide, as long as some are left; else a person. */
function unsure(
  task: RoutableTask,
  state: RoutingState,
  understanding: Understanding,
  confidence: number,
  reasons: readonly Reason[],
): RoutingDecision {
  // Whoever may have been hurt is not asked which of three departments they mean.
  if (understanding.forPerson >= LIKELIHOOD_FOR_PERSON)
    return person(confidence, [...reasons, forPersonBy(task, state)]);
  const asked = new Set(Object.keys(task.context.clarifications ?? {}));
  const left = MAX_QUESTIONS - asked.size;
  if (left <= 0) {
    return person(confidence, [...reasons, { criterion: 'persona rule', text: 'both questions are answered already' }]);
  }
  const possible = questionsAbout(task, state, understanding).filter((question) => !asked.has(question));
  const [first] = possible;
  if (first === undefined) {
    return person(confidence, [
      ...reasons,
      { criterion: 'persona rule', text: 'no answer to a question could decide it' },
    ]);
  }
  // One of several options settles it alone: a second question is asked only when none of them was meant.
  const questions = optionsOf(first).length > 0 ? [first] : possible.filter((one) => optionsOf(one).length === 0);
  return { kind: 'clarify', questions: questions.slice(0, left), confidence, reasons };
}

/** Most useful first: who is likely; facts that rules lack; what it is about. */
function questionsAbout(
  { capability }: RoutableTask,
  state: RoutingState,
  { likely, tooLittle, decisiveFacts }: Understanding,
): string[] {
  const [best] = likely;
  const options = [...new Set(likely.slice(0, OPTIONS_MAX).map((of) => plainOf(of, state)))];
  const isVague = !best || best.likelihood < LIKELIHOOD_TO_OFFER || tooLittle > best.likelihood;
  const facts = decisiveFacts.map((fact) => QUESTIONS[fact]!);
  const offered = options.length > 1 ? [questionOf(options)] : [];
  const open = [QUESTIONS['text']!];
  // Facts tell personas of named work apart; what the work is, words say.
  if (capability === null)
    return [...new Set([...(isVague ? [...open, ...offered] : [...offered, ...open]), ...facts])];
  return [...new Set(isVague ? [...facts, ...open, ...offered] : [...offered, ...facts, ...open])];
}

function plainOf({ agentId, personaId }: SampleEvidence, { roster, samples }: RoutingState): string {
  const plain = samples?.wordsFor({ agentId, personaId })?.plain;
  return plain ?? roster.agents.get(agentId)?.personas.find(({ id }) => id === personaId)?.name ?? personaId;
}

function person(confidence: number, reasons: readonly Reason[]): RoutingDecision {
  return { kind: 'person', confidence, reasons };
}
