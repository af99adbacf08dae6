export { AttributionError, type AttributionErrorCode } from './attribution-error.js';
export * from './markov/markov-counter.js';
export * from './markov/markov-fit.js';
export type { MarkovSnapshot } from './markov/markov-snapshot.js';
export type { RewardBy } from './markov/absorbing-chain.js';
export { DEFAULT_KIND_WEIGHTS, TOUCH_KINDS, type KindWeights, type TouchKind } from './models/kind.js';
export { DEFAULT_HALF_LIFE_DAYS } from './models/time-decay.js';
export * from './models/model-name.js';
export {
  checkedSettings,
  DEFAULT_SETTINGS,
  MAX_HALF_LIFE_DAYS,
  type AttributionSettings,
} from './orders/attribution-settings.js';
export { creditWeights } from './orders/credit-weights.js';
export * from './orders/is-fitted.js';
export type { PathTouch } from './orders/path-touch.js';
export { readPathFile, type TakePath } from './path-file/read-path-file.js';
export { attributePaths } from './paths/attribute-paths.js';
export type { AttributedChannel, AttributedPaths } from './paths/attributed-paths.js';
export { MAX_STEPS, type ConversionPath } from './paths/conversion-path.js';
export { PathAttribution } from './paths/path-attribution.js';
export type { PathOptions } from './paths/path-options.js';
