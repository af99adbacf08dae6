import type { Judged } from './judge.js';
import type { Author, LabelledTask } from './labelled-task.js';
import { measured, type Measured } from '../../measured/measured.js';

/** Tasks of one author and one split: what came of them. */
export interface MeasuredGroup {
  readonly author: Author;
  readonly split: LabelledTask['split'];
  readonly samples: number;
  /** Decided at once as a person says. */
  readonly right: number;
  /** Asked about although somebody is meant; and of these, right after one truthful answer. */
  readonly asked: number;
  readonly rightAfterAnswer: number;
  /** Given to a person although an agent is meant. */
  readonly person: number;
  /** Given to somebody who is not meant; and of these, to another agent than the one that is. */
  readonly wrong: number;
  readonly wrongAgent: number;
  /** Of those given to somebody without a question: how many were given to the right one. */
  readonly decided: Measured;
  /** Of those that belong to somebody: how many were given to somebody without a question. */
  readonly coverage: Measured;
}

/** In the order of split and author. */
export function groupsOf(judged: readonly Judged[]): MeasuredGroup[] {
  const groups = Map.groupBy(judged, ({ task }) => `${task.split} ${authorOf(task)}`);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, of]) => groupOf(of));
}

const authorOf = ({ author }: LabelledTask): Author => author ?? 'correction';

function groupOf(judged: readonly Judged[]): MeasuredGroup {
  const { task } = judged[0]!;
  const count = (is: (one: Judged) => boolean) => judged.filter(is).length;
  const isDecided = ({ decision }: Judged) => decision.kind === 'agent';
  return {
    ...{ author: authorOf(task), split: task.split, samples: judged.length },
    right: count(({ isRight }) => isRight),
    asked: count(({ outcome }) => outcome === 'asked'),
    rightAfterAnswer: count(({ isSettled }) => isSettled),
    person: count(({ outcome }) => outcome === 'person'),
    wrong: count(({ outcome }) => outcome === 'wrong'),
    wrongAgent: count((one) => one.outcome === 'wrong' && isOtherAgent(one)),
    decided: measured(judged.filter(isDecided)),
    coverage: measured(
      judged
        .filter(({ task: { expected } }) => typeof expected !== 'string')
        .map((one) => ({ isRight: isDecided(one) })),
    ),
  };
}

function isOtherAgent({ decision, task: { expected } }: Judged): boolean {
  return decision.kind === 'agent' && (typeof expected === 'string' || decision.agentId !== expected.agentId);
}
