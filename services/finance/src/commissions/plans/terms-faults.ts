import type { BodyFault } from '@vividwalls/platform';
import { beneficiaryKey, type Beneficiary } from './beneficiary.js';
import type { GivenTerms, GivenTier } from './given-terms.js';
import { WHOLE_PPM } from './terms.js';

/** A commission that nobody sees released within a year is a promise nobody can check. */
export const LONGEST_HOLD_DAYS = 366;

/** Everything that is wrong with terms, each with a pointer into the request's body; empty when they are sound. */
export function faultsOfTerms(terms: GivenTerms, beneficiary: Beneficiary): BodyFault[] {
  return [
    ...faultsOfRates(terms),
    ...faultsOfSplit(terms),
    ...faultsOfLimits(terms),
    ...faultsOfMatch(terms, beneficiary),
  ];
}

function faultsOfRates({ ratesFrom, tierMode, tiers }: GivenTerms): BodyFault[] {
  if (ratesFrom === 'both') return [fault('/ratePpm', 'must be left out where tiers are given')];
  if (ratesFrom === 'ratePpm') return faultsOfRate(tiers[0]!.ratePpm, '/ratePpm');
  if (tiers.length === 0) return [fault('/tiers/steps', 'must have at least one tier')];
  return tiers.flatMap((tier, index) => {
    const at = `/tiers/steps/${index}`;
    return [
      ...faultsOfRate(tier.ratePpm, `${at}/ratePpm`),
      ...faultsOfStretch(tier, tiers[index - 1], index === tiers.length - 1, at),
      ...(tierMode === 'whole' && index > 0 && tier.ratePpm < tiers[index - 1]!.ratePpm
        ? [
            fault(
              `${at}/ratePpm`,
              'must not be below that of the tier before: more revenue would bring less commission',
            ),
          ]
        : []),
    ];
  });
}

function faultsOfRate(ratePpm: bigint, pointer: string): BodyFault[] {
  if (ratePpm < 0n) return [fault(pointer, 'must not be negative')];
  return ratePpm > WHOLE_PPM ? [fault(pointer, `must not exceed ${WHOLE_PPM} (100 %)`)] : [];
}

/** Where a tier begins and ends. Half open: its end is the next one's beginning. */
function faultsOfStretch(tier: GivenTier, before: GivenTier | undefined, isLast: boolean, at: string): BodyFault[] {
  const faults: BodyFault[] = [];
  const { fromMinor, toMinor } = tier;
  if (!before && fromMinor !== 0n) {
    faults.push(fault(`${at}/fromMinor`, 'must be 0: there is no rate for the revenue below'));
  }
  if (before?.toMinor !== undefined && fromMinor < before.toMinor) {
    faults.push(fault(`${at}/fromMinor`, `overlaps the tier before, which ends at ${before.toMinor}`));
  }
  if (before?.toMinor !== undefined && fromMinor > before.toMinor) {
    faults.push(fault(`${at}/fromMinor`, `leaves a gap after the tier before, which ends at ${before.toMinor}`));
  }
  if (isLast && toMinor !== undefined) {
    faults.push(fault(`${at}/toMinor`, 'must be left out of the last tier: there is no rate for the revenue above'));
  }
  if (!isLast && toMinor === undefined) {
    faults.push(fault(`${at}/toMinor`, 'is missing: a tier without an end overlaps the next one'));
  }
  if (toMinor !== undefined && toMinor <= fromMinor) {
    faults.push(fault(`${at}/toMinor`, 'must be above fromMinor'));
  }
  return faults;
}

function faultsOfSplit({ payees }: GivenTerms): BodyFault[] {
  const faults: BodyFault[] = [];
  const seen = new Set<string>();
  for (const [index, payee] of payees.entries()) {
    if (payee.sharePpm <= 0n) faults.push(fault(`/split/${index}/sharePpm`, 'must be positive'));
    const key = beneficiaryKey(payee);
    if (seen.has(key)) faults.push(fault(`/split/${index}`, `names ${key} a second time`));
    seen.add(key);
  }
  const sum = payees.reduce((total, { sharePpm }) => total + sharePpm, 0n);
  if (sum !== WHOLE_PPM) faults.push(fault('/split', `shares sum to ${sum}, not to ${WHOLE_PPM} (100 %)`));
  return faults;
}

function faultsOfLimits({ capMinor, floorMinor, holdDays }: GivenTerms): BodyFault[] {
  const faults: BodyFault[] = [];
  if (capMinor !== null && capMinor < 0n) faults.push(fault('/capMinor', 'must not be negative'));
  if (floorMinor < 0n) faults.push(fault('/floorMinor', 'must not be negative'));
  if (capMinor !== null && capMinor >= 0n && floorMinor > capMinor)
    faults.push(fault('/floorMinor', `must not exceed the cap, ${capMinor}`));
  if (holdDays < 0 || holdDays > LONGEST_HOLD_DAYS) {
    faults.push(fault('/holdDays', `must be 0 to ${LONGEST_HOLD_DAYS}`));
  }
  return faults;
}

function faultsOfMatch({ campaigns, agents }: GivenTerms, { kind }: Beneficiary): BodyFault[] {
  const isEmpty = campaigns.length + agents.length === 0;
  if (kind === 'partner') {
    return isEmpty ? [fault('/match', 'must name a campaign or an agent: a partner has no credits of its own')] : [];
  }
  return isEmpty ? [] : [fault('/match', `is for partners: credits of the ${kind} itself count`)];
}

function fault(pointer: string, message: string): BodyFault {
  return { pointer, message };
}
