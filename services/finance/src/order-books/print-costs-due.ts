import type { BookRules } from './book-rules.js';
import type { LineFact, OrderFact, OrderState, RefundLineFact } from './order-state.js';
import { printOf } from './print-of-line.js';

/** What printing one line costs the shop. */
export interface LineCost {
  readonly lineId: string;
  /** Units that were or will be printed. */
  readonly printed: number;
  /** Of these, units that came back and can be sold again. */
  readonly restocked: number;
  /** Minor units for all that was printed; undefined when the cost of a print is not known. */
  readonly printedMinor: bigint | undefined;
  /** Of it, for what came back into stock. */
  readonly restockedMinor: bigint;
  /** Why the cost is not known. */
  readonly missing?: string;
}

/**
 * The print cost of every line of an order but gift cards, at the cost in force on the day it was placed.
 *
 * A print is made for the order, so that its cost stays whatever becomes of the money, with two exceptions: what was taken
 * off before it was printed costs nothing (Shopify's `cancel`, a line that was edited away before it was paid, an order that
 * was cancelled before anything was fulfilled), and what came back and can be sold again (`return`) lies in stock at cost.
 */
export function printCostsDue(state: OrderState, order: OrderFact, rules: BookRules): LineCost[] {
  if (!order.details) return [];
  const neverPrinted = order.cancelledAt !== undefined && !order.details.fulfilled;
  const back = takenBack(state);
  const day = rules.dayOf(order.placedAt);
  return order.details.lines
    .filter(({ giftCard }) => !giftCard)
    .map((line) => {
      const { unprinted = 0, restocked = 0 } = back.get(line.lineId) ?? {};
      const printed = neverPrinted ? 0 : Math.max(0, line.quantity - unprinted);
      return costOf(line, printed, Math.min(restocked, printed), order.currency, day, rules);
    });
}

function costOf(
  line: LineFact,
  printed: number,
  restocked: number,
  currency: string,
  day: string,
  rules: BookRules,
): LineCost {
  const { lineId } = line;
  if (printed === 0) return { lineId, printed, restocked, printedMinor: 0n, restockedMinor: 0n };
  const print = printOf(line);
  const unit = print && rules.printCost(print, currency, day);
  if (unit === undefined) {
    const what = print
      ? `no print cost of ${print.size} ${print.format} in ${currency} on ${day}`
      : 'its size and format are not told';
    return {
      lineId,
      printed,
      restocked,
      printedMinor: undefined,
      restockedMinor: 0n,
      missing: `line ${lineId}: ${what}`,
    };
  }
  const minor = (units: number) => unit * BigInt(units);
  return { lineId, printed, restocked, printedMinor: minor(printed), restockedMinor: minor(restocked) };
}

/** Units of each line that were never printed, and that went back into stock. */
function takenBack(state: OrderState): Map<string, { unprinted: number; restocked: number }> {
  const back = new Map<string, { unprinted: number; restocked: number }>();
  for (const refund of Object.values(state.refunds)) {
    // Money moves for what was paid; a line that goes without any was edited away.
    const editedAway = refund.transactionIds.length === 0 && refund.discrepancy.amountMinor === '0';
    for (const line of refund.lines) {
      const sum = back.get(line.lineId) ?? { unprinted: 0, restocked: 0 };
      const units = line.quantity ?? 0;
      if (editedAway || line.restock === 'cancel') sum.unprinted += units;
      else if (isRestocked(line)) sum.restocked += units;
      back.set(line.lineId, sum);
    }
  }
  return back;
}

const isRestocked = ({ restock }: RefundLineFact): boolean => restock === 'return' || restock === 'legacy_restock';
