import type { Persona } from '../registry/agent.js';
import { decisiveFacts, isNoneOfThem, optionsOf, type UnknownRule } from './clarifying-questions.js';
import { evidenceOf, personaKey, SAMPLES_PRIORITY, type Evidence, type SampleEvidence } from './evidence.js';
import { personasFor } from './personas-for.js';
import { PreparedRules } from './prepared-rules.js';
import type { RoutingState } from './routing-decision.js';
import { LIKELIHOOD_MIN, LIKELIHOOD_OF_NAMED_WORK } from './routing-weights.js';
import type { PersonaRule } from './rules/persona-rule.js';
import { keyOf, type Belongs } from './samples/sample.js';
import type { Hint } from './samples/sample-index.js';
import { answerFactsOf, answersOf, factsOf, wordsOfTask, type RoutableTask } from './task-facts.js';

/** What rules and samples make of a task, whoever is able to work at the moment. */
export interface Understanding {
  /** Strongest first; of equal ones the first by agent and persona. */
  readonly evidence: readonly Evidence[];
  /** Personas that are likely at all, likeliest first: what a question offers. */
  readonly likely: readonly SampleEvidence[];
  /** How likely a person should see it, and that it says too little to be given to anybody. */
  readonly forPerson: number;
  readonly tooLittle: number;
  /** Whether the rules that were asked tell several personas apart. */
  readonly isDistinguishing: boolean;
  /** Missing facts that could decide, most decisive first. */
  readonly decisiveFacts: readonly string[];
}

/** Asks rules and samples what the task is. What was answered to a question counts before what was said in the beginning. */
export function understand(task: RoutableTask, state: RoutingState): Understanding {
  const { roster } = state;
  const prepared = preparedOf(state);
  const { set, personas } = prepared.inForce(task.capability, roster);
  const isConcerned = concernedBy(task, state);
  const { holding, unknown } = set.holding(factsOf(task));
  const held = holding.filter((rule) => isConcerned(rule));
  const hints = hintsOf(wordsOfTask(task), task, state, isConcerned);
  const all = evidenceOf(held, evidentHints(hints, task));
  const answered = answeredPersonas(task, state, isConcerned);
  const evidence =
    answered.size === 0 ? [...all.values()] : [...answered].map(([key, of]) => stronger(of, all.get(key)));
  const isOverridden = held.some(({ priority }) => priority > SAMPLES_PRIORITY) || answered.size > 0;
  const lacking: UnknownRule[] = [];
  for (const [rule, reason] of unknown) if (isConcerned(rule)) lacking.push({ reason, weight: rule.weight });
  evidence.sort(strongestFirst);
  return {
    evidence,
    likely: likelyOf(evidence, hints),
    forPerson: isOverridden ? 0 : likelihoodOf(hints, 'person'),
    tooLittle: isOverridden ? 0 : likelihoodOf(hints, 'clarify'),
    isDistinguishing: distinguished(personas, task, state) > 1,
    decisiveFacts: decisiveFacts(lacking),
  };
}

export function preparedOf({ prepared }: RoutingState): PreparedRules {
  if (prepared instanceof PreparedRules) return prepared;
  throw new TypeError('the routing state has no prepared rules');
}

/** How many personas rules or samples tell apart. */
function distinguished(byRules: ReadonlySet<string>, task: RoutableTask, { roster, samples }: RoutingState): number {
  const isOfPinned = (key: string) => task.pinnedAgentId === null || key.startsWith(`${task.pinnedAgentId}/`);
  const known = [...personasFor(task.capability, roster)].filter(
    (key) => byRules.has(key) || samples?.has(key) === true,
  );
  return known.filter(isOfPinned).length;
}

type IsConcerned = (of: { readonly agentId: string; readonly personaId: string }) => boolean;

/** Whoever is not the pinned agent, and whom an answer has ruled out, is not concerned. */
function concernedBy({ pinnedAgentId, context }: RoutableTask, { samples }: RoutingState): IsConcerned {
  const ruledOut = new Set(
    Object.entries(context.clarifications ?? {})
      .filter(([, answer]) => isNoneOfThem(answer))
      .flatMap(([question]) => optionsOf(question)),
  );
  return (of) => {
    if (pinnedAgentId !== null && of.agentId !== pinnedAgentId) return false;
    return ruledOut.size === 0 || !ruledOut.has(samples?.wordsFor(of)?.plain ?? '');
  };
}

function hintsOf(
  text: string,
  task: RoutableTask,
  { samples, roster }: RoutingState,
  isConcerned: IsConcerned,
): Hint[] {
  if (!samples || text === '') return [];
  const personas = personasFor(task.capability, roster);
  // Whoever names the work or who shall do it has decided that it is no matter for a person, and that it is clear enough.
  const isOpen = task.capability === null && task.pinnedAgentId === null;
  return samples.hints(text, (belongs) =>
    typeof belongs === 'string' ? isOpen : personas.has(keyOf(belongs)) && isConcerned(belongs),
  );
}

const likelihoodOf = (hints: readonly Hint[], of: Belongs): number =>
  hints.find(({ belongs }) => belongs === of)?.likelihood ?? 0;

function evidentHints(hints: readonly Hint[], { capability }: RoutableTask): SampleEvidence[] {
  const evident = hints.filter(({ likelihood }) => likelihood >= LIKELIHOOD_MIN);
  if (capability !== null && !evident.some(({ likelihood }) => likelihood >= LIKELIHOOD_OF_NAMED_WORK)) return [];
  return evident.flatMap(personaOf);
}

const personaOf = ({ belongs, likelihood }: Hint): SampleEvidence[] =>
  typeof belongs === 'string' ? [] : [{ ...belongs, likelihood }];

/** Those for whom anything is evident, then whom samples make a little likely. */
function likelyOf(evidence: readonly Evidence[], hints: readonly Hint[]): SampleEvidence[] {
  const evident = new Set(evidence.map(personaKey));
  return [
    ...evidence.map(({ agentId, personaId, strength }) => ({ agentId, personaId, likelihood: strength })),
    ...hints.flatMap(personaOf).filter((of) => !evident.has(personaKey(of))),
  ];
}

/** The personas that the answers speak for; evidence with those that an answer calls by name. */
function answeredPersonas(task: RoutableTask, state: RoutingState, isConcerned: IsConcerned): Map<string, Evidence> {
  const facts = answerFactsOf(task);
  if (!facts) return new Map();
  const byName = namedPersonas(task, state);
  if (byName.length > 0) return new Map(byName.map((named) => [personaKey(named), named]));
  const { set } = preparedOf(state).inForce(task.capability, state.roster);
  const holding = set.holding(facts).holding.filter((rule: PersonaRule) => isConcerned(rule));
  const words = answersOf(task.context.clarifications).join('\n');
  const hints = hintsOf(words, task, state, isConcerned).filter(
    ({ likelihood }) => likelihood >= LIKELIHOOD_OF_NAMED_WORK,
  );
  return new Map(evidenceOf(holding, hints.flatMap(personaOf)));
}

function namedPersonas(
  { context, pinnedAgentId, capability }: RoutableTask,
  { roster, samples }: RoutingState,
): Evidence[] {
  const answers = new Set(answersOf(context.clarifications).map((answer) => answer.toLowerCase().replace(/\.$/, '')));
  const personas = personasFor(capability, roster);
  const named: Evidence[] = [];
  for (const agent of roster.agents.values()) {
    if (pinnedAgentId !== null && agent.id !== pinnedAgentId) continue;
    for (const persona of agent.personas) {
      const of = { agentId: agent.id, personaId: persona.id };
      if (!personas.has(personaKey(of)) || !isNamed(persona, samples?.wordsFor(of)?.plain, answers)) continue;
      named.push({ ...of, strength: 1, rules: [] });
    }
  }
  return named;
}

const isNamed = ({ id, name }: Persona, plain: string | undefined, answers: ReadonlySet<string>): boolean =>
  answers.has(id) || answers.has(name.toLowerCase()) || (plain !== undefined && answers.has(plain.toLowerCase()));

/** An answer counts in full; what was said before counts for it too. */
const stronger = (answered: Evidence, said: Evidence | undefined): Evidence =>
  said !== undefined && said.strength > answered.strength ? said : answered;

function strongestFirst(a: Evidence, b: Evidence): number {
  return b.strength - a.strength || (personaKey(a) < personaKey(b) ? -1 : 1);
}
