import type { MarkovFit } from '../markov/markov-fit.js';
import type { ModelName } from '../models/model-name.js';

/** Whether a model learns from all paths before it can divide one order. */
export function needsFit(model: ModelName): boolean {
  return model === 'markov';
}

/**
 * Whether a model will divide orders by its own rule. One that needs a fit and has none, or one of no conversions, has
 * nothing to go by: `creditWeights` then divides as `linear` does, and whoever freezes the credits should say so.
 */
export function isFitted(model: ModelName, fitted?: MarkovFit): boolean {
  return !needsFit(model) || (fitted !== undefined && fitted.meanEffect > 0);
}

/** The model that `creditWeights` really follows: the one asked for, or `linear` in the place of one not fitted. */
export function effectiveModel(model: ModelName, fitted?: MarkovFit): ModelName {
  return isFitted(model, fitted) ? model : 'linear';
}
