export const DEFAULT_HALF_LIFE_DAYS = 7;

/**
 * Time decay: a touch one half-life earlier weighs half, wₜ = 2^(−ageₜ ÷ half-life).
 *
 * Only proportions matter, so ages are counted from the youngest touch: it weighs 1, and a path whose touches are all
 * years old doesn't vanish in underflow.
 *
 * @param agesDays days from each touch to the order, none negative
 * @param halfLifeDays above zero
 * @returns one weight a touch, in the order of the ages
 *
 * Source: "time decay" in Google Analytics' multi-channel funnels, whose half-life is 7 days too.
 */
export function timeDecayWeights(agesDays: readonly number[], halfLifeDays: number): number[] {
  const youngest = agesDays.reduce((least, age) => Math.min(least, age), Infinity);
  return agesDays.map((age) => 2 ** ((youngest - age) / halfLifeDays));
}
