import {
  DEFAULT_HALF_LIFE_DAYS,
  DEFAULT_KIND_WEIGHTS,
  isFitted,
  type MarkovFit,
  type ModelName,
} from '@vividwalls/attribution';
import type { PathTouch } from '../touches/touch.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EFFECT_DIGITS = 4;

/** One sentence for a marketer: why this touch of the path weighs what it does under a model. */
export function whyWeight(
  model: ModelName,
  path: readonly PathTouch[],
  at: number,
  placedAt: string,
  fit: MarkovFit | undefined,
): string {
  const { length } = path;
  const touch = path[at]!;
  if (length === 1) return 'the only touch: every model gives it all';
  const place = `touch ${at + 1} of ${length}`;
  if (!isFitted(model, fit)) return `${place}: all weigh the same until ${model} is fitted`;
  switch (model) {
    case 'first':
      return at === 0 ? 'the first touch gets all' : `${place}: only the first gets anything`;
    case 'last':
      return at === length - 1 ? 'the last touch before the order gets all' : `${place}: only the last gets anything`;
    case 'linear':
      return `${place}: all weigh the same`;
    case 'position':
      if (length === 2) return `${place}: two have a half each`;
      if (at === 0) return 'the first touch has 40 %';
      return at === length - 1 ? 'the last touch has 40 %' : `${place}: those between share 20 % evenly`;
    case 'time-decay':
      return `${timeBefore(touch.occurredAt, placedAt)} before the order; every ${DEFAULT_HALF_LIFE_DAYS} days halve the weight`;
    case 'kind':
      return `${touch.kind} weighs ${DEFAULT_KIND_WEIGHTS[touch.kind]}`;
    case 'shapley':
      return `${touch.channel} is one of ${channelsOf(path)} channels that share evenly${met(path, touch)}`;
    case 'markov':
      return `without ${touch.channel}, ${(fit!.effectOf(touch.channel) * 100).toFixed(EFFECT_DIGITS - 2)} % of all conversions would be lost${met(path, touch)}`;
  }
}

/** `6.5 days`; of the last day `1.5 hours`. */
function timeBefore(occurredAt: string, placedAt: string): string {
  const ms = Date.parse(placedAt) - Date.parse(occurredAt);
  return ms < DAY_MS ? `${(ms / HOUR_MS).toFixed(1)} hours` : `${(ms / DAY_MS).toFixed(1)} days`;
}

const channelsOf = (path: readonly PathTouch[]): number => new Set(path.map(({ channel }) => channel)).size;

function met(path: readonly PathTouch[], { channel }: PathTouch): string {
  const times = path.filter((touch) => touch.channel === channel).length;
  return times > 1 ? `; it was met ${times} times, which share its part` : '';
}
