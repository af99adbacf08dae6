import { AttributionError, quoted } from '../attribution-error.js';
import { MarkovCounter } from '../markov/markov-counter.js';
import { isModelName, MODELS, type ModelName } from '../models/model-name.js';
import { ranked, type AttributedPaths } from './attributed-paths.js';
import { checkedOptions, type PathOptions } from './path-options.js';
import { ShareCounter } from './share-counter.js';

/** Takes paths one at a time and attributes them all: what `attributePaths` does, for a file of any length. */
export class PathAttribution {
  private readonly options: Required<PathOptions>;
  private readonly counter: MarkovCounter | ShareCounter;
  private readonly totals = { conversions: 0, value: 0 };

  /** @throws AttributionError `unknown_model` or `bad_setting` */
  constructor(model: ModelName, options: PathOptions = {}) {
    if (!isModelName(model))
      throw new AttributionError(
        'unknown_model',
        `${quoted(String(model))} is none of the models ${MODELS.join(', ')}`,
      );
    this.options = checkedOptions(options);
    this.counter =
      model === 'markov' ? new MarkovCounter(this.options.order) : new ShareCounter(model, this.options.halfLifeDays);
  }

  /**
   * @param path players in time order
   * @param conversions journeys that took this path and converted
   * @param value of those conversions together; shared out even where a file gives a value without a conversion
   * @param nulls journeys that took it and did not convert
   * @throws AttributionError `empty_path`, `path_too_long`, `bad_amount`, `too_large`
   */
  add(path: readonly string[], conversions: number, value: number, nulls: number): void {
    this.counter.add(path, conversions, value, nulls);
    this.totals.conversions += conversions;
    this.totals.value += value;
  }

  /** @throws AttributionError `not_settled` when a Markov chain is too large to be solved */
  result(): AttributedPaths {
    return this.counter instanceof MarkovCounter ? this.markov(this.counter) : this.counter.result();
  }

  /** Removal effects, scaled until they sum to all conversions, and to all value. */
  private markov(counter: MarkovCounter): AttributedPaths {
    const fit = counter.fit();
    const part = divided(fit.effects);
    const valuePart = this.options.valueBy === 'value' ? divided(counter.fit('value').effects) : part;
    return {
      channels: ranked(
        counter.players.map((channel) => ({
          channel,
          conversions: part(this.totals.conversions, channel),
          value: valuePart(this.totals.value, channel),
          removalEffect: fit.effects.get(channel)!,
        })),
      ),
      conversionProbability: fit.conversionProbability,
    };
  }
}

/** A total in proportion to the effects; where nobody has any, evenly. */
function divided(effects: ReadonlyMap<string, number>): (total: number, player: string) => number {
  const sum = [...effects.values()].reduce((a, b) => a + b, 0);
  return (total, player) => (sum === 0 ? total / effects.size : (total * effects.get(player)!) / sum);
}
