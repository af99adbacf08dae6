import type { OrderLine, OrderShippingLine, OrderTotals, PresentmentTotal } from '@vividwalls/events';
import {
  currencyOf,
  minorText,
  requiredAmount,
  setCurrency,
  shopAmount,
  shopAmountOrZero,
  sideAmount,
  sumOf,
} from './amounts.js';
import type { ExactObject } from './exact-json.js';
import { optionalObject } from './fields.js';
import { taxOf } from './order-line.js';

/** The shop's currency of an order, in which the books are kept; undefined when the body names none. */
export function orderCurrency(body: ExactObject): string | undefined {
  return (
    currencyOf(body, 'currency') ??
    setCurrency(optionalObject(body, 'total_price_set'), 'shop_money') ??
    currencyOf(body, 'presentment_currency')
  );
}

/**
 * An order's sums as the body states them. They are not checked against each other: `subtotal_price` may or may not have
 * order discounts taken off, `total_outstanding` may be the whole total of a paid order, and test bodies add up to
 * anything. The total is the one sum that must be there; the others are reckoned from the lines where they are missing.
 */
export function orderTotals(
  body: ExactObject,
  currency: string,
  lines: readonly OrderLine[],
  shipping: readonly OrderShippingLine[],
): OrderTotals {
  const total = requiredAmount(shopAmount(body, 'total_price', currency, ''), '/total_price');
  const linesTotal =
    shopAmount(body, 'total_line_items_price', currency, '') ??
    sumOf(lines, (line) => BigInt(line.unitPriceMinor) * BigInt(line.quantity));
  const lineDiscounts = sumOf(lines, (line) => BigInt(line.discountMinor));
  const rounding = shopAmountOrZero(body, 'total_cash_rounding_payment_adjustment', currency, '');
  const settled = body['financial_status'] === 'paid' ? 0n : total;
  return {
    linesMinor: minorText(linesTotal),
    discountsMinor: minorText(shopAmount(body, 'total_discounts', currency, '') ?? lineDiscounts),
    subtotalMinor: minorText(shopAmount(body, 'subtotal_price', currency, '') ?? linesTotal - lineDiscounts),
    shippingMinor: minorText(shippingTotal(body, currency, shipping)),
    taxMinor: minorText(shopAmount(body, 'total_tax', currency, '') ?? taxOf(body, currency, '')),
    tipMinor: minorText(shopAmountOrZero(body, 'total_tip_received', currency, '')),
    dutiesMinor: minorText(originalOrCurrent(body, 'total_duties', currency)),
    additionalFeesMinor: minorText(originalOrCurrent(body, 'total_additional_fees', currency)),
    totalMinor: minorText(total),
    currentTotalMinor: minorText(shopAmount(body, 'current_total_price', currency, '') ?? total),
    outstandingMinor: minorText(shopAmount(body, 'total_outstanding', currency, '') ?? settled),
    cashRoundingMinor: rounding === 0n ? undefined : minorText(rounding),
  };
}

/** After discounts, from the shipping lines; `total_shipping_price` is before them, and counts where there are no lines. */
function shippingTotal(body: ExactObject, currency: string, shipping: readonly OrderShippingLine[]): bigint {
  if (shipping.length > 0) return sumOf(shipping, (line) => BigInt(line.discountedPriceMinor));
  return shopAmountOrZero(body, 'total_shipping_price', currency, '');
}

/** Duties and fees: what `total_price` was made of, else what is left of it. */
function originalOrCurrent(body: ExactObject, name: string, currency: string): bigint {
  return shopAmount(body, `original_${name}`, currency, '') ?? shopAmount(body, `current_${name}`, currency, '') ?? 0n;
}

/** The total the shopper saw, when it was in another currency than the shop's. */
export function presentmentTotal(body: ExactObject, currency: string): PresentmentTotal | undefined {
  const set = optionalObject(body, 'total_price_set');
  const presentment = currencyOf(body, 'presentment_currency') ?? setCurrency(set, 'presentment_money');
  if (!set || presentment === undefined || presentment === currency) return undefined;
  const total = sideAmount(set, 'presentment_money', presentment, '/total_price_set');
  return total === undefined ? undefined : { currency: presentment, totalMinor: minorText(total) };
}
