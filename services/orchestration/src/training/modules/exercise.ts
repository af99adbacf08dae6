import type { Json } from '../../json.js';

export const GRADER_KINDS = ['exact', 'rule', 'model'] as const;

/** How an answer is judged. */
export type Grader =
  /** It is the same: texts whatever their case and spaces, everything else by value. */
  | { readonly kind: 'exact'; readonly answer: Json }
  /** A condition holds (CEL over `answer`). */
  | { readonly kind: 'rule'; readonly when: string }
  /** A language model says that it is as the rubric asks; not graded when none is configured. */
  | { readonly kind: 'model'; readonly rubric: string };

export interface Exercise {
  readonly id: string;
  readonly prompt: string;
  readonly grader: Grader;
}

/** A training module in one of its versions. */
export interface TrainingModuleVersion {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** What whoever passes it is better at. */
  readonly capability: string;
  readonly exercises: readonly Exercise[];
  readonly source: string;
  readonly actor: string;
  readonly recordedAt: Date;
}

/** An answer, judged. No judgement is not a wrong answer: `passed` is null then, with the reason. */
export interface GradedAnswer {
  readonly exerciseId: string;
  readonly answer: Json;
  readonly passed: boolean | null;
  readonly reason: string;
}
