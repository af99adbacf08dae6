import type { AmountAndTax, RefundFact } from './order-state.js';

/**
 * What a refund takes off the order, minor units: lines, shipping, duties and fees with their tax. Line and shipping sums
 * hold the tax already where the order's prices include it.
 */
export function refundValue(refund: RefundFact, taxesIncluded: boolean): bigint {
  const gross = ({ amountMinor, taxMinor }: AmountAndTax) =>
    BigInt(amountMinor) + (taxesIncluded ? 0n : BigInt(taxMinor));
  const lines = refund.lines.map(({ subtotalMinor, taxMinor }) => gross({ amountMinor: subtotalMinor, taxMinor }));
  const extras = BigInt(refund.dutiesMinor) + BigInt(refund.feesMinor);
  return lines.reduce((a, b) => a + b, 0n) + gross(refund.shipping) + extras;
}

/** What Shopify's own adjustments say was returned beyond (positive) or short of (negative) the refund's value. */
export function explainedExtra({ discrepancy }: RefundFact): bigint {
  return -(BigInt(discrepancy.amountMinor) + BigInt(discrepancy.taxMinor));
}
