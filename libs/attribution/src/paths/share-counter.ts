import type { ModelName } from '../models/model-name.js';
import { ranked, type AttributedPaths } from './attributed-paths.js';
import { CompensatedSums } from './compensated-sums.js';
import { checkPath } from './conversion-path.js';
import { PlayerRegister } from './player-register.js';
import { stepWeights, type StepWeights } from './step-weights.js';

/**
 * Divides each path on its own and adds up: every model but `markov`. A path that is seen a million times with one
 * conversion comes to the same as one seen once with a million.
 */
export class ShareCounter {
  private readonly register = new PlayerRegister();
  private readonly conversions = new CompensatedSums();
  private readonly values = new CompensatedSums();
  private readonly weights: ((length: number) => StepWeights) | null;
  private readonly journeys = { converted: 0, all: 0 };
  /** Players of the path at hand, and by player the number of the last path that it was on. */
  private numbers: number[] = [];
  private readonly metOn: number[] = [];
  private paths = 0;

  constructor(model: Exclude<ModelName, 'markov'>, halfLifeDays: number) {
    this.weights = model === 'shapley' ? null : stepWeights(model, halfLifeDays);
  }

  /** @throws AttributionError `empty_path`, `path_too_long`, `bad_amount` */
  add(path: readonly string[], conversions: number, value: number, nulls: number): void {
    checkPath({ path, conversions, value, nulls });
    this.journeys.converted += conversions;
    this.journeys.all += conversions + nulls;
    if (this.weights === null) {
      const players = this.distinct(path);
      for (const player of players) this.credit(player, conversions / players.length, value / players.length);
      return;
    }
    const { weights, total } = this.weights(path.length);
    path.forEach((name, step) => {
      const weight = weights[step]!;
      this.credit(this.register.numberOf(name), (conversions * weight) / total, (value * weight) / total);
    });
  }

  result(): AttributedPaths {
    const { converted, all } = this.journeys;
    return {
      channels: ranked(
        this.register.names.map((channel, player) => ({
          channel,
          conversions: this.conversions.sum(player),
          value: this.values.sum(player),
          removalEffect: null,
        })),
      ),
      conversionProbability: all === 0 ? null : converted / all,
    };
  }

  private credit(player: number, conversions: number, value: number): void {
    if (conversions > 0) this.conversions.add(player, conversions);
    if (value > 0) this.values.add(player, value);
  }

  private distinct(path: readonly string[]): number[] {
    this.paths += 1;
    const found = this.numbers;
    found.length = 0;
    for (const name of path) {
      const player = this.register.numberOf(name);
      if (this.metOn[player] === this.paths) continue;
      this.metOn[player] = this.paths;
      found.push(player);
    }
    return found;
  }
}
