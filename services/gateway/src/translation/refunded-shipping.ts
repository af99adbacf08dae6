import { LIST_LIMITS, type RefundShippingLine } from '@vividwalls/events';
import { minorText, shopAmount, shopAmountOrZero } from './amounts.js';
import type { ExactObject } from './exact-json.js';
import { listOf, textOf } from './fields.js';

/** Whether an adjustment gives shipping back, the form that bodies had alone before 2024-10 and still carry. */
export function isShippingAdjustment(adjustment: ExactObject): boolean {
  const kind = textOf(adjustment, 'kind');
  return kind === undefined
    ? /^shipping[ _]refund$/i.test(textOf(adjustment, 'reason') ?? '')
    : kind === 'shipping_refund';
}

/**
 * The shipping a refund gives back, positive. Bodies tell it as negative adjustments (to 2024-07), as shipping lines, or,
 * as seen in 2026-07, as both at once: the same money. Adjustments count where there are any, because only they always
 * state the tax, and because the discrepancies beside them are reckoned against them.
 */
export function refundedShipping(body: ExactObject, currency: string, pointer: string): RefundShippingLine[] {
  const adjustments = listOf(body, 'order_adjustments', LIST_LIMITS.lines, pointer).filter(isShippingAdjustment);
  if (adjustments.length > 0) {
    return adjustments.map((adjustment) => ({
      subtotalMinor: minorText(
        magnitude(shopAmountOrZero(adjustment, 'amount', currency, `${pointer}/order_adjustments`)),
      ),
      taxMinor: minorText(
        magnitude(shopAmountOrZero(adjustment, 'tax_amount', currency, `${pointer}/order_adjustments`)),
      ),
    }));
  }
  return listOf(body, 'refund_shipping_lines', LIST_LIMITS.lines, pointer).map((line, i) => {
    const at = `${pointer}/refund_shipping_lines/${i}`;
    const amount = (names: string[]) =>
      names.map((name) => shopAmount(line, name, currency, at)).find((a) => a !== undefined);
    return {
      subtotalMinor: minorText(amount(['subtotal_amount', 'subtotal', 'amount']) ?? 0n),
      taxMinor: minorText(amount(['tax_amount', 'total_tax']) ?? 0n),
    };
  });
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
