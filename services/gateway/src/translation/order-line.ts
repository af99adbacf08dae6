import { LIST_LIMITS, type OrderDiscountCode, type OrderLine, type OrderShippingLine } from '@vividwalls/events';
import { bareAmount, minorText, requiredAmount, shopAmount, shopAmountOrZero, sumOf } from './amounts.js';
import type { ExactObject } from './exact-json.js';
import { flagOf, idOf, listOf, ownId, requiredQuantity, textOf, wholeOf } from './fields.js';

export function orderLine(line: ExactObject, currency: string, pointer: string): OrderLine {
  const quantity = requiredQuantity(line, 'quantity', pointer);
  const currentQuantity = wholeOf(line, 'current_quantity') ?? quantity;
  return {
    lineId: ownId(line, pointer),
    productId: idOf(line, 'product_id'),
    variantId: idOf(line, 'variant_id'),
    sku: textOf(line, 'sku'),
    title: textOf(line, 'title', 500) ?? textOf(line, 'name', 500) ?? '',
    variantTitle: textOf(line, 'variant_title', 500),
    vendor: textOf(line, 'vendor'),
    quantity,
    currentQuantity: Math.max(0, currentQuantity),
    unitPriceMinor: minorText(requiredAmount(shopAmount(line, 'price', currency, pointer), `${pointer}/price`)),
    discountMinor: minorText(lineDiscount(line, currency, pointer)),
    taxMinor: minorText(taxOf(line, currency, pointer)),
    giftCard: flagOf(line, 'gift_card'),
  };
}

/** The line's share of every discount; `total_discount` knows the line's own only, and counts where no share is told. */
function lineDiscount(line: ExactObject, currency: string, pointer: string): bigint {
  return allocatedDiscount(line, currency, pointer) ?? shopAmountOrZero(line, 'total_discount', currency, pointer);
}

/** Σ of the discounts allocated to a line or to shipping; undefined when the body lists none. */
function allocatedDiscount(body: ExactObject, currency: string, pointer: string): bigint | undefined {
  const allocations = listOf(body, 'discount_allocations', LIST_LIMITS.lines, pointer);
  if (allocations.length === 0) return undefined;
  return sumOf(allocations, (allocation, i) =>
    shopAmountOrZero(allocation, 'amount', currency, `${pointer}/discount_allocations/${i}`),
  );
}

/** Σ of the tax lines of a line, of shipping, or of a whole order. */
export function taxOf(body: ExactObject, currency: string, pointer: string): bigint {
  return sumOf(listOf(body, 'tax_lines', LIST_LIMITS.lines, pointer), (tax, i) =>
    shopAmountOrZero(tax, 'price', currency, `${pointer}/tax_lines/${i}`),
  );
}

/**
 * A shipping line. Its `discounted_price` leaves out discounts of the whole cart, which only the allocations tell; bodies
 * without allocations tell only `discounted_price`. The lower of the two is what shipping costs.
 */
export function orderShippingLine(line: ExactObject, currency: string, pointer: string): OrderShippingLine {
  const price = shopAmountOrZero(line, 'price', currency, pointer);
  const discounted = shopAmount(line, 'discounted_price', currency, pointer) ?? price;
  const allocated = price - (allocatedDiscount(line, currency, pointer) ?? 0n);
  const lowest = allocated < discounted ? allocated : discounted;
  return {
    shippingLineId: idOf(line, 'id'),
    title: textOf(line, 'title', 500) ?? '',
    priceMinor: minorText(price),
    discountedPriceMinor: minorText(lowest < 0n ? 0n : lowest),
    taxMinor: minorText(taxOf(line, currency, pointer)),
  };
}

export function discountCode(code: ExactObject, currency: string, pointer: string): OrderDiscountCode {
  return {
    code: textOf(code, 'code') ?? '',
    amountMinor: minorText(bareAmount(code, 'amount', currency, pointer) ?? 0n),
    type: textOf(code, 'type', 64) ?? 'unknown',
  };
}
