import { setCurrency, type MoneySide } from './amounts.js';
import type { ExactJson, ExactObject } from './exact-json.js';
import { optionalObject } from './fields.js';

/** Lists whose entries carry sets, and the sets there. */
const ENTRY_SETS = [
  ['refund_line_items', 'subtotal_set'],
  ['refund_shipping_lines', 'subtotal_amount_set'],
  ['order_adjustments', 'amount_set'],
] as const;

/** The currency of one side of a refund, from the first set that names it. A refund's body has no currency of its own. */
export function refundCurrency(body: ExactObject, side: MoneySide): string | undefined {
  for (const [list, set] of ENTRY_SETS) {
    const entries = body[list];
    if (!Array.isArray(entries)) continue;
    for (const entry of entries as readonly ExactJson[]) {
      const named = isObject(entry) ? setCurrency(optionalObject(entry, set), side) : undefined;
      if (named !== undefined) return named;
    }
  }
  return (
    setCurrency(optionalObject(body, 'total_duties_set'), side) ??
    setCurrency(optionalObject(body, 'total_additional_fees_set'), side)
  );
}

function isObject(value: ExactJson): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
