/** What a Markov model has learned: how much would be lost without each player. */
export class MarkovFit {
  /** Mean removal effect of all players known. */
  readonly meanEffect: number;

  constructor(
    readonly order: number,
    /** Conversions and journeys without one that the model has seen. */
    readonly conversions: number,
    readonly nulls: number,
    /** Removal effect by player, 0…1: the share of all conversions that would be lost without it. */
    readonly effects: ReadonlyMap<string, number>,
  ) {
    const sum = [...effects.values()].reduce((a, b) => a + b, 0);
    this.meanEffect = effects.size === 0 ? 0 : sum / effects.size;
  }

  /**
   * The chance that a journey converts; null when none was seen. The chain's probability of being absorbed in a
   * conversion is this very ratio, for every order: its expected visits are the visits that were counted.
   */
  get conversionProbability(): number | null {
    const journeys = this.conversions + this.nulls;
    return journeys === 0 ? null : this.conversions / journeys;
  }

  /** Removal effect of a player. One the model has never seen counts as an average one. */
  effectOf(player: string): number {
    return this.effects.get(player) ?? this.meanEffect;
  }

  toJSON(): MarkovFitJson {
    const { order, conversions, nulls } = this;
    return { order, conversions, nulls, effects: [...this.effects] };
  }

  static fromJSON({ order, conversions, nulls, effects }: MarkovFitJson): MarkovFit {
    return new MarkovFit(order, conversions, nulls, new Map(effects));
  }
}

/** A fit as it is stored with a model's version. */
export interface MarkovFitJson {
  readonly order: number;
  readonly conversions: number;
  readonly nulls: number;
  readonly effects: readonly (readonly [player: string, effect: number])[];
}
