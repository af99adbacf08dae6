import { firstWeights } from '../models/first.js';
import { lastWeights } from '../models/last.js';
import { linearWeights } from '../models/linear.js';
import type { ModelName } from '../models/model-name.js';
import { positionWeights } from '../models/position.js';
import { timeDecayWeights } from '../models/time-decay.js';

/** Models that only look at where on the path a step is. */
export type StepModel = Exclude<ModelName, 'markov' | 'shapley'>;

/** Weights of the steps of one path, and their sum. */
export interface StepWeights {
  readonly weights: readonly number[];
  readonly total: number;
}

/** Lengths whose weights are kept; longer paths are rare and worked out each time. */
const LONGEST_KEPT = 256;

/**
 * Weights by length. A path without times and kinds tells less than an order's touches do:
 *
 * - `time-decay` takes each step for one day, the last one for the day of the conversion. With the usual half-life the
 *   last step weighs twice the one seven steps before it.
 * - `kind` takes every step for a direct one, which makes it `linear`.
 */
export function stepWeights(model: StepModel, halfLifeDays: number): (length: number) => StepWeights {
  const kept: StepWeights[] = [];
  return (length) => {
    const known = kept[length];
    if (known) return known;
    const weights = weightsOf(model, length, halfLifeDays);
    const made = { weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
    if (length <= LONGEST_KEPT) kept[length] = made;
    return made;
  };
}

function weightsOf(model: StepModel, length: number, halfLifeDays: number): number[] {
  switch (model) {
    case 'first':
      return firstWeights(length);
    case 'last':
      return lastWeights(length);
    case 'position':
      return positionWeights(length);
    case 'time-decay':
      return timeDecayWeights(
        Array.from({ length }, (_, index) => length - 1 - index),
        halfLifeDays,
      );
    case 'linear':
    case 'kind':
      return linearWeights(length);
  }
}
