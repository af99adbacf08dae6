import { Failure } from './failure.js';
import { MAX_STEPS } from './limits.js';
import type { Program } from './program.js';
import { allowSteps, outOfSteps } from './steps.js';

/**
 * What a rule says about a context. `reason` is a phrase such as `order.value is not there`.
 *
 * `value` is as CEL has it: ints are `bigint`, doubles `number`, timestamps `Date`, lists arrays, maps `Map`.
 */
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

/** Runs a program of a source over values, within bounds. Never throws. */
export function outcomeOf(program: Program, values: ReadonlyMap<string, unknown>, source: string): Outcome {
  allowSteps();
  try {
    const value = program({ values, items: [] });
    if (outOfSteps()) return { ok: false, reason: `the rule takes more than ${MAX_STEPS} steps` };
    return value instanceof Failure ? { ok: false, reason: value.phrase(source) } : { ok: true, value };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
