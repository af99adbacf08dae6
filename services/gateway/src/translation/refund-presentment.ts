import { LIST_LIMITS } from '@vividwalls/events';
import { minorText, type MoneySide, sideAmount } from './amounts.js';
import type { ExactObject } from './exact-json.js';
import { listOf, optionalObject } from './fields.js';
import { refundCurrency } from './refund-currency.js';
import { isShippingAdjustment } from './refunded-shipping.js';

/** A refund's total on both sides, where the shopper's currency is another one. */
export interface RefundPresentment {
  readonly presentmentCurrency?: string;
  readonly presentmentTotalMinor?: string;
  readonly shopTotalMinor?: string;
}

/** The refund's lines, shipping, duties, fees and adjustments in both currencies; nothing when there is one currency. */
export function presentmentOfRefund(body: ExactObject, shopCurrency: string, pointer: string): RefundPresentment {
  const presentmentCurrency = refundCurrency(body, 'presentment_money');
  if (presentmentCurrency === undefined || presentmentCurrency === shopCurrency) return {};
  return {
    presentmentCurrency,
    presentmentTotalMinor: minorText(refundTotal(body, 'presentment_money', presentmentCurrency, pointer)),
    shopTotalMinor: minorText(refundTotal(body, 'shop_money', shopCurrency, pointer)),
  };
}

function refundTotal(body: ExactObject, side: MoneySide, currency: string, pointer: string): bigint {
  const amount = (entry: ExactObject, name: string) => {
    const set = optionalObject(entry, name);
    return (set && sideAmount(set, side, currency, `${pointer}/${name}`)) ?? 0n;
  };
  const sum = (entries: ExactObject[], ...names: string[]) =>
    entries.reduce((total, entry) => names.reduce((t, name) => t + amount(entry, name), total), 0n);

  const lines = listOf(body, 'refund_line_items', LIST_LIMITS.lines, pointer);
  const adjustments = listOf(body, 'order_adjustments', LIST_LIMITS.lines, pointer);
  // Shipping is in the adjustments already when one of them gives it back.
  const shippingLines = adjustments.some(isShippingAdjustment)
    ? []
    : listOf(body, 'refund_shipping_lines', LIST_LIMITS.lines, pointer);
  return (
    sum(lines, 'subtotal_set', 'total_tax_set') +
    sum(shippingLines, 'subtotal_amount_set', 'tax_amount_set') +
    sum([body], 'total_duties_set', 'total_additional_fees_set') -
    sum(adjustments, 'amount_set', 'tax_amount_set')
  );
}
