import type { RoutingDecision, RoutingState } from '../routing-decision.js';
import { judge } from './judge.js';
import { measured, type Measured } from '../../measured/measured.js';
import { groupsOf, type MeasuredGroup } from './measured-groups.js';
import type { Expected, LabelledTask } from './labelled-task.js';

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
  /** Apart by who wrote them and what they are for. */
  readonly groups: readonly MeasuredGroup[];
  /** Every sample that was not decided as a person says. */
  readonly confusions: readonly Confusion[];
}

/** By what a task is routed; for a task that routing has learnt from, by a state that hasn't. */
export type StateOf = (task: LabelledTask) => RoutingState;

/** How often routing decides as people said it should. A question counts as right only where one was expected. */
export function measureRouting(tasks: readonly LabelledTask[], stateOf: StateOf): RoutingAccuracy {
  const judged = tasks.map((task) => judge(task, stateOf(task)));
  const of = (split: LabelledTask['split']) => judged.filter(({ task }) => task.split === split);
  return {
    all: measured(judged),
    train: measured(of('train')),
    holdout: measured(of('holdout')),
    decided: measured(judged.filter(({ decision }) => decision.kind === 'agent')),
    groups: groupsOf(judged),
    confusions: judged
      .filter(({ isRight }) => !isRight)
      .map(({ task, decision }) => ({
        ...{ id: task.id, expected: nameOfExpected(task.expected), decided: nameOfDecision(decision) },
        confidence: decision.confidence,
      })),
  };
}

export const nameOfDecision = (decision: RoutingDecision): string =>
  decision.kind === 'agent' ? `${decision.agentId}/${decision.personaId ?? ''}` : decision.kind;

const nameOfExpected = (expected: Expected): string =>
  typeof expected === 'string' ? expected : `${expected.agentId}/${expected.personaId ?? ''}`;
