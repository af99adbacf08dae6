import { AttributionError } from '../attribution-error.js';
import { checkedHalfLife } from '../orders/attribution-settings.js';
import { DEFAULT_HALF_LIFE_DAYS } from '../models/time-decay.js';
import type { RewardBy } from '../markov/absorbing-chain.js';

export interface PathOptions {
  /** Of the Markov chain: how many touches the next one depends on. 1 by default. */
  readonly order?: number;
  /** Of `time-decay`, where one step of a path counts as one day. 7 by default. */
  readonly halfLifeDays?: number;
  /**
   * What the value is divided by under `markov`: the removal effects that divide the conversions, which is the default,
   * or removal effects on the value itself, as ChannelAttribution does with its `var_value`.
   */
  readonly valueBy?: RewardBy;
}

/** @throws AttributionError `bad_setting`; the counter checks the order */
export function checkedOptions({
  order = 1,
  halfLifeDays,
  valueBy = 'conversions',
}: PathOptions): Required<PathOptions> {
  if (valueBy !== 'conversions' && valueBy !== 'value')
    throw new AttributionError('bad_setting', `valueBy must be conversions or value, got ${String(valueBy)}`);
  return { order, halfLifeDays: checkedHalfLife(halfLifeDays ?? DEFAULT_HALF_LIFE_DAYS), valueBy };
}
