import { measured, type Measured } from '../../measured/measured.js';
import type { GoldenQuestion } from './golden-rows.js';

/** What was answered to a golden question. */
export interface Judged {
  readonly question: GoldenQuestion;
  /** The first article of the answer; null when nothing was found. */
  readonly answered: string | null;
}

export interface KnowledgeAccuracy {
  readonly all: Measured;
  readonly tuned: Measured;
  readonly heldOut: Measured;
  /** Of those to which anything was answered at all. */
  readonly answered: Measured;
  readonly misses: readonly {
    readonly id: string;
    readonly question: string;
    readonly expected: string;
    readonly answered: string | null;
  }[];
}

/** How often the first article is the one that answers the question, with how many questions stand behind the figure. */
export function accuracyOf(judged: readonly Judged[]): KnowledgeAccuracy {
  const each = judged.map((one) => ({ ...one, isRight: one.answered === one.question.expectedArticle }));
  const of = (split: GoldenQuestion['split']) => measured(each.filter(({ question }) => question.split === split));
  return {
    ...{ all: measured(each), tuned: of('tuned'), heldOut: of('held_out') },
    answered: measured(each.filter(({ answered }) => answered !== null)),
    misses: each
      .filter(({ isRight }) => !isRight)
      .map(({ question: { id, question, expectedArticle }, answered }) => ({
        ...{ id, question, expected: expectedArticle, answered },
      })),
  };
}
