import { Tally } from '../journal/tally.js';
import type { OrderFact } from './order-state.js';

/**
 * The postings of a sale, of which anything has been captured.
 *
 * - What came in is on its way from the payment provider (payments-clearing), the rest of the total is owed by the
 *   shopper (accounts-receivable; negative when more came in than the order costs). What was paid by gift card is no money:
 *   it ends a debt that stood on gift-cards since the card was sold.
 * - Sales and shipping are booked before discounts and the discounts on their own account, so that the price of
 *   discounting stays visible. Where prices include tax, the tax inside is taken out of sales and shipping first.
 * - Tax and duties are owed to others. Gift cards are money for goods still to be chosen: a liability, not income.
 * - Tips are income: the shop has no staff to pass them on to.
 * - Cash is taken in whole coins; what the rounding added or took is income of its own, beside the total.
 * - The total is what the shopper owes, whatever the parts say. What they don't explain stands on `income:unreconciled`,
 *   where it can be seen.
 */
export function salePostings(order: OrderFact, capturedMinor: bigint, byGiftCardMinor = 0n): Tally {
  const { currency } = order;
  const rounding = BigInt(order.cashRoundingMinor);
  const asked = BigInt(order.totalMinor) + rounding;
  const tax = BigInt(order.taxMinor);
  const includedTax = order.taxesIncluded ? tax : 0n;
  const includedShippingTax = order.taxesIncluded ? BigInt(order.shippingTaxMinor) : 0n;
  const giftCards = BigInt(order.giftCardsMinor);

  const tally = new Tally()
    .debit('asset:payments-clearing', capturedMinor - byGiftCardMinor, currency)
    .debit('liability:gift-cards', byGiftCardMinor, currency)
    .debit('asset:accounts-receivable', asked - capturedMinor, currency)
    .credit('income:sales', BigInt(order.linesMinor) - giftCards - (includedTax - includedShippingTax), currency)
    .debit('income:discounts', BigInt(order.discountsMinor), currency)
    .credit('income:shipping', BigInt(order.shippingMinor) - includedShippingTax, currency)
    .credit('liability:sales-tax', tax, currency)
    .credit('liability:duties', BigInt(order.dutiesMinor), currency)
    .credit('liability:gift-cards', giftCards, currency)
    .credit('income:tips', BigInt(order.tipMinor), currency)
    .credit('income:fees', BigInt(order.feesMinor), currency)
    .credit('income:cash-rounding', rounding, currency);
  return tally.credit('income:unreconciled', tally.imbalance(currency), currency);
}
