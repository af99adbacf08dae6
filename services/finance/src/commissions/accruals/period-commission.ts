import { WHOLE_PPM, type Terms } from '../plans/terms.js';

type Rates = Pick<Terms, 'tierMode' | 'tiers'>;

/**
 * Commission on a period's credited revenue before the cap, rounded down to the minor unit: the shop never pays a part of a
 * cent that was not earned. Rounded once, on the sum of all tiers, so that their number changes nothing.
 *
 * Never falls while revenue rises, which {@link accrue} relies on: marginal rates are not negative, and rates on the whole may
 * not go down from tier to tier (see `faultsOfTerms`).
 *
 * @param baseMinor not negative
 */
export function commissionBeforeCap({ tierMode, tiers }: Rates, baseMinor: bigint): bigint {
  if (tierMode === 'whole') {
    const reached = tiers.findLast(({ fromMinor }) => fromMinor <= baseMinor);
    return reached ? (baseMinor * reached.ratePpm) / WHOLE_PPM : 0n;
  }
  let millionths = 0n;
  for (const [index, { fromMinor, ratePpm }] of tiers.entries()) {
    if (baseMinor <= fromMinor) break;
    const next = tiers[index + 1]?.fromMinor;
    const until = next !== undefined && next < baseMinor ? next : baseMinor;
    millionths += (until - fromMinor) * ratePpm;
  }
  return millionths / WHOLE_PPM;
}

/** What the plan gives for a period's credited revenue: the formula, and never more than the cap. */
export function periodCommission(terms: Rates & Pick<Terms, 'capMinor'>, baseMinor: bigint): bigint {
  const due = commissionBeforeCap(terms, baseMinor);
  return terms.capMinor !== null && due > terms.capMinor ? terms.capMinor : due;
}
