import { MAX_STEPS } from './limits.js';

let left = MAX_STEPS;

/**
 * Gives the evaluation that begins now its full allowance. Evaluation is synchronous and calls nobody back, so one counter for
 * the process is enough.
 */
export function allowSteps(): void {
  left = MAX_STEPS;
}

/** Takes steps of the running evaluation. False when there are no more: whoever asked then stops. */
export function spend(steps: number): boolean {
  return (left -= steps) >= 0;
}

/** Whether the evaluation ran out of steps: then its answer does not count, whatever `||` made of the failure inside. */
export function outOfSteps(): boolean {
  return left < 0;
}
