import { setImmediate } from 'node:timers/promises';
import type { RoutingDecision, RoutingState } from '../routing-decision.js';
import { judge, type Judged } from './judge.js';
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
export const measureRouting = (tasks: readonly LabelledTask[], stateOf: StateOf): RoutingAccuracy =>
  accuracyOf(tasks.map((task) => judge(task, stateOf(task))));

/** Judged between two looks at what else there is to do: a whole set takes seconds, a few samples some milliseconds. */
const SAMPLES_A_TURN = 4;

/** The same, for a process that has other work: it is never held up for longer than a few samples take. */
export async function measureRoutingInTurns(
  tasks: readonly LabelledTask[],
  stateOf: StateOf,
): Promise<RoutingAccuracy> {
  const judged: Judged[] = [];
  for (const task of tasks) {
    judged.push(judge(task, stateOf(task)));
    if (judged.length % SAMPLES_A_TURN === 0) await setImmediate();
  }
  return accuracyOf(judged);
}

function accuracyOf(judged: readonly Judged[]): RoutingAccuracy {
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
