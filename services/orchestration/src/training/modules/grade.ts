import { RuleCache, RuleError, type Context, type Variables } from '@vividwalls/rules';
import type { Json } from '../../json.js';
import type { Exercise, GradedAnswer } from './exercise.js';

/** What a rule that grades may speak of. */
export const ANSWER_VARIABLES = { answer: 'dyn' } as const satisfies Variables;

/** Says whether an answer is as a rubric asks. */
export type ModelGrader = (
  exercise: Exercise,
  rubric: string,
  answer: Json,
) => Promise<{ passed: boolean | null; reason: string }>;

const RULES_KEPT = 1_000;
const cache = new RuleCache({ variables: ANSWER_VARIABLES }, RULES_KEPT);

/** Judges one answer; one that was not given is wrong. */
export async function grade(exercise: Exercise, answer: Json | undefined, model: ModelGrader): Promise<GradedAnswer> {
  const { id: exerciseId, grader } = exercise;
  if (answer === undefined) return { exerciseId, answer: null, passed: false, reason: 'not answered' };
  const judged = (passed: boolean | null, reason: string): GradedAnswer => ({ exerciseId, answer, passed, reason });
  if (grader.kind === 'exact') {
    const passed = sameAnswer(grader.answer, answer);
    return judged(passed, passed ? 'as expected' : 'not what was expected');
  }
  if (grader.kind === 'rule') {
    const rule = cache.get(grader.when);
    // Saved rules were compiled when they were saved: one that is none any more judges nothing.
    if (rule instanceof RuleError) return judged(null, 'the rule cannot be read any more');
    const outcome = rule.evaluate({ answer: answer as Context[string] });
    // What the rule needs is not in the answer: it is not as the rule wants it.
    if (!outcome.ok) return judged(false, outcome.reason);
    return judged(outcome.value === true, outcome.value === true ? 'the rule holds' : 'the rule does not hold');
  }
  const { passed, reason } = await model(exercise, grader.rubric, answer);
  return judged(passed, reason);
}

function sameAnswer(expected: Json, given: Json): boolean {
  return canonical(expected) === canonical(given);
}

/** The same text for what counts as the same: keys in order, texts without case and needless spaces. */
function canonical(value: Json | undefined): string {
  if (typeof value === 'string') return JSON.stringify(value.trim().replace(/\s+/g, ' ').toLowerCase());
  if (Array.isArray(value)) return `[${value.map((one: Json) => canonical(one)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, of]) => of !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`)
    .join(',')}}`;
}
