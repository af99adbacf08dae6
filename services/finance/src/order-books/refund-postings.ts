import { Tally } from '../journal/tally.js';
import type { RefundFact } from './order-state.js';

/** What of the rest of the order's state a refund's postings depend on. */
export interface RefundContext {
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly giftCardLineIds: ReadonlySet<string>;
  /** Returned by successful transactions. */
  readonly returnedMinor: bigint;
  /** Of it, onto gift cards. */
  readonly toGiftCardMinor?: bigint;
  /** Granted, its transaction still pending. */
  readonly pendingMinor: bigint;
  /** What the shopper still owes before this refund, zero or more. */
  readonly receivableMinor: bigint;
}

/**
 * The postings of one refund. What is taken back (goods, shipping, duties, fees) reduces income or a liability with its
 * tax; what was paid back leaves payments-clearing, becomes a debt again where it went onto a gift card, or stands as payable
 * while its transaction is pending.
 *
 * The two sides need not agree. What Shopify's adjustments explain goes to refund-adjustments. Of what nobody explains,
 * lines taken back for which the shopper had not paid yet first end that debt; the remainder is money kept (credit) or
 * given as goodwill (debit), and goes to refund-adjustments too.
 */
export function refundPostings(refund: RefundFact, context: RefundContext): Tally {
  const { currency, taxesIncluded, giftCardLineIds, toGiftCardMinor = 0n } = context;
  const tally = new Tally();
  for (const line of refund.lines) {
    const tax = BigInt(line.taxMinor);
    const net = BigInt(line.subtotalMinor) - (taxesIncluded ? tax : 0n);
    const account = giftCardLineIds.has(line.lineId) ? 'liability:gift-cards' : 'income:refunds';
    tally.debit(account, net, currency).debit('liability:sales-tax', tax, currency);
  }
  const shippingTax = BigInt(refund.shipping.taxMinor);
  tally
    .debit(
      'income:shipping-refunds',
      BigInt(refund.shipping.amountMinor) - (taxesIncluded ? shippingTax : 0n),
      currency,
    )
    .debit('liability:sales-tax', shippingTax, currency)
    .debit('liability:duties', BigInt(refund.dutiesMinor), currency)
    .debit('income:fees', BigInt(refund.feesMinor), currency)
    .debit('income:refund-adjustments', -BigInt(refund.discrepancy.amountMinor), currency)
    .debit('liability:sales-tax', -BigInt(refund.discrepancy.taxMinor), currency)
    .credit('asset:payments-clearing', context.returnedMinor - toGiftCardMinor, currency)
    .credit('liability:gift-cards', toGiftCardMinor, currency)
    .credit('liability:refunds-payable', context.pendingMinor, currency);

  const unexplained = tally.imbalance(currency);
  const neverOwed = min(atLeastZero(unexplained), context.receivableMinor);
  return tally
    .credit('asset:accounts-receivable', neverOwed, currency)
    .credit('income:refund-adjustments', unexplained - neverOwed, currency);
}

/** Money that left by a refund transaction of which no refund is told: all that is known is that it is gone. */
export function unexplainedRefundPostings(returnedMinor: bigint, currency: string): Tally {
  return new Tally()
    .debit('income:refund-adjustments', returnedMinor, currency)
    .credit('asset:payments-clearing', returnedMinor, currency);
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function atLeastZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
