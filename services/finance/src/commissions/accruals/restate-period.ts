import type { Terms } from '../plans/terms.js';
import { accrue, clawBack, restoreCut, roomIn, type Accrual, type PeriodSums } from './accrual.js';

/** An order of a plan's period: what stands, and what of it is credited to the beneficiary now. */
export interface CreditedOrder {
  readonly orderId: string;
  readonly accrual: Accrual;
  /** Not negative. */
  readonly baseMinor: bigint;
}

export interface Restatement {
  /** Those that changed, by order. */
  readonly accruals: ReadonlyMap<string, Accrual>;
  readonly sums: PeriodSums;
}

/**
 * Brings the commissions of a period to what the orders' credits say now. First what fell gives back, at its frozen rate; then
 * the room that this made under the cap goes to orders that the cap had cut, as given; then what rose is accrued, as given.
 * Asking again with the result changes nothing.
 *
 * @param orders in the order of time, those of the same time by id: one that the cap had cut belongs here even when its own
 *   credit did not change
 */
export function restatePeriod(terms: Terms, before: PeriodSums, orders: readonly CreditedOrder[]): Restatement {
  const changed = new Map<string, Accrual>();
  let sums = before;
  const put = (orderId: string, was: Accrual, is: Accrual) => {
    if (is === was) return;
    changed.set(orderId, is);
    sums = {
      baseMinor: sums.baseMinor + is.baseMinor - was.baseMinor,
      commissionMinor: sums.commissionMinor + is.commissionMinor - was.commissionMinor,
    };
  };
  const standing = ({ orderId, accrual }: CreditedOrder) => changed.get(orderId) ?? accrual;

  for (const order of orders) {
    if (order.baseMinor < order.accrual.baseMinor) {
      put(order.orderId, order.accrual, clawBack(order.accrual, order.baseMinor));
    }
  }
  for (const order of orders) put(order.orderId, standing(order), restoreCut(standing(order), roomIn(terms, sums)));
  for (const order of orders) {
    if (order.baseMinor > order.accrual.baseMinor) {
      put(order.orderId, standing(order), accrue(standing(order), order.baseMinor, terms, sums));
    }
  }
  return { accruals: changed, sums };
}
