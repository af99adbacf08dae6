import type { Terms } from '../plans/terms.js';
import { commissionBeforeCap, periodCommission } from './period-commission.js';

/** The commission of one order under one plan, minor units. */
export interface Accrual {
  /** What of the order is credited to the beneficiary now. */
  readonly baseMinor: bigint;
  /** The rate is frozen as the base and the commission after the last rise. Zero base: nothing was ever credited. */
  readonly ratedBaseMinor: bigint;
  readonly ratedMinor: bigint;
  /** What the rated base would have brought besides, had the cap left room. */
  readonly cutMinor: bigint;
  readonly commissionMinor: bigint;
}

export const NO_ACCRUAL: Accrual = {
  baseMinor: 0n,
  ratedBaseMinor: 0n,
  ratedMinor: 0n,
  cutMinor: 0n,
  commissionMinor: 0n,
};

/** A plan's period: what is credited in it and what stands as commission, over all orders, minor units. */
export interface PeriodSums {
  readonly baseMinor: bigint;
  readonly commissionMinor: bigint;
}

/**
 * An order's credit rises: its commission grows by what the formula gives for the period with the rise, less what it gives
 * without, so that the commissions of a period sum to the formula exactly. It never lifts the period above the formula and the
 * cap; what is kept back is remembered as cut.
 *
 * @param baseMinor the order's base now; above the accrual's
 */
export function accrue(accrual: Accrual, baseMinor: bigint, terms: Terms, period: PeriodSums): Accrual {
  const total = period.baseMinor + baseMinor - accrual.baseMinor;
  const due = commissionBeforeCap(terms, total) - commissionBeforeCap(terms, period.baseMinor);
  const granted = atLeastZero(least(due, roomIn(terms, { ...period, baseMinor: total })));
  const commissionMinor = accrual.commissionMinor + granted;
  return {
    baseMinor,
    ratedBaseMinor: baseMinor,
    ratedMinor: commissionMinor,
    cutMinor: cutNow(accrual) + due - granted,
    commissionMinor,
  };
}

/**
 * An order's credit falls: what remains is the rated commission in the proportion of the bases, rounded down. It is always
 * taken from the frozen pair, so that many small refunds take as much as one, and a full one takes everything.
 *
 * @param baseMinor the order's base now; not negative, below the accrual's
 */
export function clawBack(accrual: Accrual, baseMinor: bigint): Accrual {
  return {
    ...accrual,
    baseMinor,
    commissionMinor: (accrual.ratedMinor * baseMinor) / accrual.ratedBaseMinor,
  };
}

/** Gives an order what the cap had cut, as far as the period has room again. */
export function restoreCut(accrual: Accrual, roomMinor: bigint): Accrual {
  const cut = cutNow(accrual);
  const granted = atLeastZero(least(cut, roomMinor));
  if (granted === 0n) return accrual;
  const commissionMinor = accrual.commissionMinor + granted;
  return {
    baseMinor: accrual.baseMinor,
    ratedBaseMinor: accrual.baseMinor,
    ratedMinor: commissionMinor,
    cutMinor: cut - granted,
    commissionMinor,
  };
}

/** What the period may still bring; negative when refunds have left more standing than the formula gives now. */
export function roomIn(terms: Terms, { baseMinor, commissionMinor }: PeriodSums): bigint {
  return periodCommission(terms, baseMinor) - commissionMinor;
}

/** The cut in the proportion of what is still credited. */
export function cutNow({ baseMinor, ratedBaseMinor, cutMinor }: Accrual): bigint {
  return ratedBaseMinor === 0n ? 0n : (cutMinor * baseMinor) / ratedBaseMinor;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const atLeastZero = (amount: bigint): bigint => (amount < 0n ? 0n : amount);
