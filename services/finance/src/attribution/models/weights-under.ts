import {
  creditWeights,
  MODELS,
  needsFit,
  type MarkovFit,
  type ModelName,
  type PathTouch as ModelTouch,
} from '@vividwalls/attribution';
import type { AttributedOrder } from '../credits/attributed-order.js';

/** Fits of the Markov model by version; version 0 has none. */
export type MarkovFits = ReadonlyMap<number, MarkovFit>;

const ALONE: readonly bigint[] = [1n];

/** One weight a touch of the path. The player is the channel. */
export function weightsUnder(
  model: ModelName,
  { path, placedAt, markovVersion }: Pick<AttributedOrder, 'path' | 'placedAt' | 'markovVersion'>,
  fits: MarkovFits,
): readonly bigint[] {
  // Most orders have one touch or none, and every model agrees about those.
  if (path.length < 2) return path.length === 0 ? [] : ALONE;
  const touches = path.map(({ channel, occurredAt, kind }): ModelTouch => {
    return { player: channel, occurredAtMs: Date.parse(occurredAt), kind };
  });
  return creditWeights(model, touches, Date.parse(placedAt), undefined, fits.get(markovVersion));
}

/** The version that an order's weights bear: of the fit, or 1 for a rule that never changes. */
export function versionOf(model: ModelName, markovVersion: number): number {
  return needsFit(model) ? markovVersion : 1;
}

export { MODELS };
