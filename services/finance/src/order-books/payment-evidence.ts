import type { FinancialStatus } from '@vividwalls/events';
import { NOTHING_KNOWN, type OrderFact, type OrderState, type PaymentEvidence } from './order-state.js';
import { explainedExtra, refundValue } from './refund-value.js';
import { returnedMoney } from './returned-money.js';

/**
 * What one order snapshot proves to be captured, minor units of the shop's currency.
 *
 * - `paid`, `refunded`, `partially_refunded`: all that was ever asked for. The status is trusted before
 *   `total_outstanding`, which paid orders are known to state as their whole total. Lines that were removed without any
 *   money moving were never asked for, so they come off the total (which counts them): an order of 200 that lost a line of
 *   50 and was then paid has captured 150. Where 200 had been captured before the removal, an older snapshot proves it,
 *   and the greater proof wins.
 * - `partially_paid`, and a refunded order to which something was added that is not paid yet: outstanding is what the
 *   order costs now less what the shop holds, and what it holds is captured less returned.
 * - Anything else proves nothing.
 *
 * A proof must never be too high, because proofs are joined by taking the greatest.
 *
 * @param told the snapshot's own facts: itself, and the refunds and transactions that it embeds
 */
export function paymentEvidence(
  order: OrderFact,
  told: Pick<OrderState, 'refunds' | 'transactions'>,
  outstandingMinor: bigint,
): PaymentEvidence {
  if (!MONEY_CAME_IN.has(order.status)) return NOTHING_KNOWN.evidence;
  const total = BigInt(order.totalMinor) + BigInt(order.cashRoundingMinor);
  const refunds = Object.values(told.refunds).map((refund) => {
    const money = returnedMoney({ ...NOTHING_KNOWN, ...told, order }, refund, order.currency);
    const value = refundValue(refund, order.taxesIncluded);
    const extra = explainedExtra(refund);
    const linesOnly = money.returnedMinor === 0n && money.pendingMinor === 0n && extra === 0n;
    return { value, extra, returned: money.returnedMinor, linesOnly };
  });

  const stillOwing =
    order.status === 'partially_paid' || (order.status !== 'paid' && outstandingMinor > 0n && outstandingMinor < total);
  if (stillOwing) {
    const costsNow = refunds.reduce((costs, { value, extra }) => costs - value - extra, total);
    const returned = refunds.reduce((sum, refund) => sum + refund.returned, 0n);
    const captured = atLeastZero(costsNow - outstandingMinor + returned);
    return { paid: captured > 0n, capturedMinor: String(captured) };
  }
  const neverAskedFor = refunds.reduce((sum, { value, linesOnly }) => sum + (linesOnly ? value : 0n), 0n);
  return { paid: true, capturedMinor: String(atLeastZero(total - neverAskedFor)) };
}

const MONEY_CAME_IN: ReadonlySet<FinancialStatus> = new Set([
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
]);

function atLeastZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
