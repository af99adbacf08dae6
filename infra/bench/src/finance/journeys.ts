/** One journey, as a row of touches read for an order would give it. */
export interface Journey {
  readonly path: readonly string[];
  readonly conversions: number;
  readonly value: number;
  readonly nulls: number;
}

export const CHANNELS = [
  ...['Facebook', 'Instagram', 'Pinterest', 'Google Ads', 'organic search', 'e-mail', 'referral', 'direct'],
  ...['affiliate', 'designer', 'newsletter', 'catalogue'],
];
/** Of a hundred steps so many are the last: journeys have four touches on average. */
const LAST_PERCENT = 25;
const CONVERTING_PERCENT = 20;
const MOST_CENTS = 90_000;

/** The same journeys each time, made one by one: what is measured is the refit, not a store of a million of them. */
export function* journeys(count: number): Generator<Journey> {
  const chance = randomBelow(20_260_901);
  for (let at = 0; at < count; at += 1) {
    const path: string[] = [];
    // The lower of two: some channels are met much more often than others.
    do path.push(CHANNELS[Math.min(chance(CHANNELS.length), chance(CHANNELS.length))]!);
    while (chance(100) >= LAST_PERCENT);
    const converts = chance(100) < CONVERTING_PERCENT;
    yield {
      path,
      conversions: converts ? 1 : 0,
      value: converts ? chance(MOST_CENTS) / 100 : 0,
      nulls: converts ? 0 : 1,
    };
  }
}

/** Lehmer's generator with the constants of MINSTD (Park, Miller, 1988). */
function randomBelow(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}
