import { AttributionError } from '../attribution-error.js';
import { DEFAULT_KIND_WEIGHTS, TOUCH_KINDS, type KindWeights } from '../models/kind.js';
import { DEFAULT_HALF_LIFE_DAYS } from '../models/time-decay.js';

/** What the models of a single order can be told. */
export interface AttributionSettings {
  /** Days in which a touch loses half its weight under `time-decay`. */
  readonly halfLifeDays: number;
  /** What a touch of each kind weighs under `kind`. */
  readonly kindWeights: KindWeights;
}

export const DEFAULT_SETTINGS: AttributionSettings = {
  halfLifeDays: DEFAULT_HALF_LIFE_DAYS,
  kindWeights: DEFAULT_KIND_WEIGHTS,
};

/** A hundred years: as good as never. */
export const MAX_HALF_LIFE_DAYS = 36_500;
const MAX_KIND_WEIGHT = 1_000_000;

/** @throws AttributionError `bad_setting`, naming it; for the start of a service and for whoever changes a setting */
export function checkedSettings(settings: AttributionSettings): AttributionSettings {
  checkedHalfLife(settings.halfLifeDays);
  for (const kind of TOUCH_KINDS) {
    const weight = settings.kindWeights[kind];
    if (!(weight >= 0 && weight <= MAX_KIND_WEIGHT))
      throw new AttributionError('bad_setting', `kindWeights.${kind} must be 0…${MAX_KIND_WEIGHT}, got ${weight}`);
  }
  return settings;
}

/** @throws AttributionError `bad_setting` */
export function checkedHalfLife(days: number): number {
  if (days > 0 && days <= MAX_HALF_LIFE_DAYS) return days;
  throw new AttributionError(
    'bad_setting',
    `halfLifeDays must be above 0 and at most ${MAX_HALF_LIFE_DAYS}, got ${days}`,
  );
}
