import type { TermsBody } from './terms-requests.js';
import type { Beneficiary } from './beneficiary.js';
import { WHOLE_PPM, type Payee, type TierMode, type Terms } from './terms.js';

/** Of a plan that names neither rate nor tiers. Source: the shop's only example, `commission_rate` of its finance facts. */
export const DEFAULT_RATE_PPM = 100_000n;

/** The shop takes prints back for 30 days (its rule `return-eligibility`): until then an order may still be refunded. */
export const DEFAULT_HOLD_DAYS = 30;

/** A tier as it was asked for, with its end, so that gaps and overlaps can be told. */
export interface GivenTier {
  readonly fromMinor: bigint;
  readonly toMinor?: bigint | undefined;
  readonly ratePpm: bigint;
}

/** Terms as asked for, completed, and not yet checked. */
export interface GivenTerms extends Omit<Terms, 'tiers'> {
  readonly tiers: readonly GivenTier[];
  /** Where the rates were asked for: faults point there. */
  readonly ratesFrom: 'ratePpm' | 'tiers' | 'both';
}

/**
 * What is asked for, completed: by the terms of the version before, or in a new plan by the defaults (10 %, all of it to the
 * beneficiary, no cap, no floor, 30 days of hold).
 */
export function completeTerms(body: TermsBody, beneficiary: Beneficiary, before?: Terms): GivenTerms {
  return {
    ...ratesOf(body, before),
    payees: payeesOf(body.split, beneficiary, before),
    capMinor: body.capMinor === undefined ? (before?.capMinor ?? null) : minorOrNull(body.capMinor),
    floorMinor: body.floorMinor === undefined ? (before?.floorMinor ?? 0n) : (minorOrNull(body.floorMinor) ?? 0n),
    holdDays: body.holdDays ?? before?.holdDays ?? DEFAULT_HOLD_DAYS,
    campaigns: body.match ? (body.match.campaigns ?? []) : (before?.campaigns ?? []),
    agents: body.match ? (body.match.agents ?? []) : (before?.agents ?? []),
  };
}

/** Checked terms as they are kept: a tier ends where the next one begins. */
export function termsOf({ ratesFrom: _where, tiers, ...terms }: GivenTerms): Terms {
  return { ...terms, tiers: tiers.map(({ fromMinor, ratePpm }) => ({ fromMinor, ratePpm })) };
}

type Rates = Pick<GivenTerms, 'tierMode' | 'tiers' | 'ratesFrom'>;

function ratesOf({ ratePpm, tiers }: TermsBody, before?: Terms): Rates {
  if (tiers) {
    const steps = tiers.steps.map((step): GivenTier => ({
      fromMinor: BigInt(step.fromMinor),
      toMinor: step.toMinor === undefined ? undefined : BigInt(step.toMinor),
      ratePpm: BigInt(step.ratePpm),
    }));
    return { tierMode: tiers.mode, tiers: steps, ratesFrom: ratePpm === undefined ? 'tiers' : 'both' };
  }
  if (ratePpm === undefined && before) return { ...withEnds(before), ratesFrom: 'tiers' };
  const rate = ratePpm === undefined ? DEFAULT_RATE_PPM : BigInt(ratePpm);
  const mode: TierMode = 'marginal';
  return { tierMode: mode, tiers: [{ fromMinor: 0n, ratePpm: rate }], ratesFrom: 'ratePpm' };
}

function withEnds({ tierMode, tiers }: Terms): Pick<GivenTerms, 'tierMode' | 'tiers'> {
  return { tierMode, tiers: tiers.map((tier, index) => ({ ...tier, toMinor: tiers[index + 1]?.fromMinor })) };
}

function payeesOf(split: TermsBody['split'], { kind, id }: Beneficiary, before?: Terms): readonly Payee[] {
  if (split === undefined && before) return before.payees;
  if (!split) return [{ kind, id, sharePpm: WHOLE_PPM }];
  return split.map((payee) => ({ kind: payee.kind, id: payee.id, sharePpm: BigInt(payee.sharePpm) }));
}

function minorOrNull(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
