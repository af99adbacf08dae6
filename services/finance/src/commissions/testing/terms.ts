import fc from 'fast-check';
import type { Terms, Tier } from '../plans/terms.js';

/** Terms for specs: 10 % to one payee, unless `fields` say otherwise. */
export function terms(fields: Partial<Terms> = {}): Terms {
  return {
    tierMode: 'marginal',
    tiers: [{ fromMinor: 0n, ratePpm: 100_000n }],
    payees: [{ kind: 'agent', id: 'sales-director', sharePpm: 1_000_000n }],
    capMinor: null,
    floorMinor: 0n,
    holdDays: 30,
    campaigns: [],
    agents: [],
    ...fields,
  };
}

const rate = fc.bigInt({ min: 0n, max: 1_000_000n });

/** Tiers as the rules of plans let them pass: rising beginnings, and rates that do not fall where they are for the whole. */
export const anyRates: fc.Arbitrary<Pick<Terms, 'tierMode' | 'tiers'>> = fc
  .tuple(
    fc.constantFrom('marginal' as const, 'whole' as const),
    fc.uniqueArray(fc.bigInt({ min: 1n, max: 200_000n }), { maxLength: 4 }),
    fc.array(rate, { minLength: 5, maxLength: 5 }),
  )
  .map(([tierMode, bounds, rates]) => {
    const ascending = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
    const sorted = tierMode === 'whole' ? [...rates].sort(ascending) : rates;
    const tiers = [0n, ...bounds.sort(ascending)].map((fromMinor, i): Tier => ({ fromMinor, ratePpm: sorted[i]! }));
    return { tierMode, tiers };
  });

export const anyTerms: fc.Arbitrary<Terms> = fc
  .tuple(anyRates, fc.option(fc.bigInt({ min: 0n, max: 60_000n }), { nil: null }))
  .map(([rates, capMinor]) => terms({ ...rates, capMinor }));

/** One rate and perhaps a cap: no tiers. */
export const flatTerms: fc.Arbitrary<Terms> = fc
  .tuple(rate, fc.option(fc.bigInt({ min: 0n, max: 60_000n }), { nil: null }))
  .map(([ratePpm, capMinor]) => terms({ tiers: [{ fromMinor: 0n, ratePpm }], capMinor }));
