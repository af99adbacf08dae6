import type { RoutingDecision, RoutingState } from '../routing-decision.js';
import { route } from '../route.js';
import type { RoutableTask } from '../task-facts.js';
import type { Expected, LabelledTask } from './labelled-task.js';
import { measured, type Measured } from '../../measured/measured.js';

export interface Confusion {
  readonly id: string;
  readonly expected: string;
  readonly decided: string;
  readonly confidence: number;
}

export interface RoutingAccuracy {
  readonly all: Measured;
  readonly train: Measured;
  readonly holdout: Measured;
  /** Of those that were given to somebody without a question: how many were given to the right one. */
  readonly decided: Measured;
  /** Every sample that was not decided as a person says. */
  readonly confusions: readonly Confusion[];
}

/** How often routing decides as people said it should. A question counts as right only where one was expected. */
export function measureRouting(tasks: readonly LabelledTask[], state: RoutingState): RoutingAccuracy {
  const judged = tasks.map((task) => {
    const decision = route(routable(task), state);
    return { task, decision, isRight: isAsExpected(decision, task.expected) };
  });
  const of = (split: LabelledTask['split']) => judged.filter(({ task }) => task.split === split);
  return {
    all: measured(judged),
    train: measured(of('train')),
    holdout: measured(of('holdout')),
    decided: measured(judged.filter(({ decision }) => decision.kind === 'agent')),
    confusions: judged
      .filter(({ isRight }) => !isRight)
      .map(({ task, decision }) => ({
        ...{ id: task.id, expected: nameOfExpected(task.expected), decided: nameOfDecision(decision) },
        confidence: decision.confidence,
      })),
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

export const nameOfDecision = (decision: RoutingDecision): string =>
  decision.kind === 'agent' ? `${decision.agentId}/${decision.personaId ?? ''}` : decision.kind;

const nameOfExpected = (expected: Expected): string =>
  typeof expected === 'string' ? expected : `${expected.agentId}/${expected.personaId ?? ''}`;
