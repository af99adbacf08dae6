import { optionsOf, SOMETHING_ELSE } from '../clarifying-questions.js';
import { route } from '../route.js';
import type { RoutingDecision, RoutingState } from '../routing-decision.js';
import type { RoutableTask } from '../task-facts.js';
import type { Expected, LabelledTask } from './labelled-task.js';

/** What came of a task: right or wrong at once, a question, or a person where an agent was meant. */
export type Outcome = 'right' | 'wrong' | 'asked' | 'person';

export interface Judged {
  readonly task: LabelledTask;
  readonly decision: RoutingDecision;
  /** Whether it was decided as a person says. */
  readonly isRight: boolean;
  readonly outcome: Outcome;
  /** It was asked, and a truthful answer to the question brings it to where it belongs. */
  readonly isSettled: boolean;
}

/** Routes a task, and holds what is decided against what a person says. */
export function judge(task: LabelledTask, state: RoutingState): Judged {
  const decision = route(routable(task), state);
  const isRight = isAsExpected(decision, task.expected);
  const outcome = isRight
    ? 'right'
    : decision.kind === 'agent'
      ? 'wrong'
      : decision.kind === 'clarify'
        ? 'asked'
        : 'person';
  return {
    task,
    decision,
    isRight,
    outcome,
    isSettled: outcome === 'asked' && isSettledByAnswer(task, decision, state),
  };
}

export const routable = ({ capability, context }: Pick<LabelledTask, 'capability' | 'context'>): RoutableTask => ({
  capability: capability ?? null,
  context,
  pinnedAgentId: null,
});

export function isAsExpected(decision: RoutingDecision, expected: Expected): boolean {
  if (typeof expected === 'string') return decision.kind === expected;
  if (decision.kind !== 'agent' || decision.agentId !== expected.agentId) return false;
  return expected.personaId === null || decision.personaId === expected.personaId;
}

/**
 * Answers the question as somebody would who knows what they want: the option that is meant, or that none is. To a question
 * without options no answer is made up: what people would write is not known.
 */
function isSettledByAnswer(task: LabelledTask, decision: RoutingDecision, state: RoutingState): boolean {
  if (decision.kind !== 'clarify' || typeof task.expected === 'string') return false;
  const { agentId, personaId } = task.expected;
  const [question] = decision.questions;
  const plain = personaId === null ? undefined : state.samples?.wordsFor({ agentId, personaId })?.plain;
  const meant = optionsOf(question!).find((option) => option === plain) ?? SOMETHING_ELSE;
  const clarifications = { ...task.context.clarifications, [question!]: meant };
  const answered = { ...task, context: { ...task.context, clarifications } };
  return isAsExpected(route(routable(answered), state), task.expected);
}
