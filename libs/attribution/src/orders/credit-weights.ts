import { AttributionError } from '../attribution-error.js';
import type { MarkovFit } from '../markov/markov-fit.js';
import { firstWeights } from '../models/first.js';
import { kindWeights } from '../models/kind.js';
import { lastWeights } from '../models/last.js';
import { linearWeights } from '../models/linear.js';
import { markovWeights } from '../models/markov.js';
import type { ModelName } from '../models/model-name.js';
import { positionWeights } from '../models/position.js';
import { shapleyWeights } from '../models/shapley.js';
import { timeDecayWeights } from '../models/time-decay.js';
import { DEFAULT_SETTINGS, type AttributionSettings } from './attribution-settings.js';
import { integerWeights } from './integer-weights.js';
import { effectiveModel } from './is-fitted.js';
import type { PathTouch } from './path-touch.js';

const DAY_MS = 86_400_000;

/**
 * How an order is divided over the touches before it: `allocate(netRevenueMinor, creditWeights(…))`.
 *
 * @param touches in time order; several at the same time keep the order they are given in
 * @param conversionAtMs of the order, ms since 1970. A touch after it (two clocks may differ by a second) counts as one
 *   of that moment
 * @param fitted for `markov`; without one, or with one that saw no conversion, it divides as `linear` does (`isFitted`)
 * @returns one weight a touch, in the same order: none negative, not all zero unless there are no touches
 * @throws AttributionError `bad_touch` when the touches are not in time order
 */
export function creditWeights(
  model: ModelName,
  touches: readonly PathTouch[],
  conversionAtMs: number,
  settings: AttributionSettings = DEFAULT_SETTINGS,
  fitted?: MarkovFit,
): bigint[] {
  const unordered = touches.findIndex(
    (touch, index) => !(touch.occurredAtMs >= (touches[index - 1]?.occurredAtMs ?? -Infinity)),
  );
  if (unordered >= 0)
    throw new AttributionError(
      'bad_touch',
      `Touch ${unordered} of ${touches.length} is earlier than the one before it`,
    );
  return integerWeights(weightsOf(effectiveModel(model, fitted), touches, conversionAtMs, settings, fitted));
}

function weightsOf(
  model: ModelName,
  touches: readonly PathTouch[],
  conversionAtMs: number,
  settings: AttributionSettings,
  fitted: MarkovFit | undefined,
): number[] {
  switch (model) {
    case 'first':
      return firstWeights(touches.length);
    case 'last':
      return lastWeights(touches.length);
    case 'linear':
      return linearWeights(touches.length);
    case 'position':
      return positionWeights(touches.length);
    case 'time-decay':
      return timeDecayWeights(
        touches.map(({ occurredAtMs }) => Math.max(0, conversionAtMs - occurredAtMs) / DAY_MS),
        settings.halfLifeDays,
      );
    case 'kind':
      return kindWeights(
        touches.map(({ kind }) => kind),
        settings.kindWeights,
      );
    case 'shapley':
      return shapleyWeights(touches.map(({ player }) => player));
    case 'markov':
      return markovWeights(
        touches.map(({ player }) => player),
        (player) => fitted!.effectOf(player),
      );
  }
}
