import { allocate } from '@vividwalls/money';
import type { Tally } from '../journal/tally.js';
import type { BookRules } from './book-rules.js';
import type { LineFact, OrderFact, OrderState } from './order-state.js';
import type { LineCost } from './print-costs-due.js';
import { printOf } from './print-of-line.js';
import { streamOf, type RevenueStream } from './stream-of-line.js';

/** What an order comes to, for whoever reads the books. Minor units of its currency. */
export interface OrderSummary {
  /** Undefined while neither the order nor a refund with a currency is known. */
  readonly currency: string | undefined;
  /** All income of the order: sales and shipping less discounts, refunds and chargebacks; without tax. */
  readonly netRevenueMinor: bigint;
  /** Tax that is owed on it. */
  readonly taxMinor: bigint;
  readonly capturedMinor: bigint;
  readonly returnedMinor: bigint;
  /** Undefined when the cost of a line is not known, or the order itself. */
  readonly costOfGoodsMinor: bigint | undefined;
  readonly processorFeesMinor: bigint;
  readonly lines: readonly LineSummary[];
  /** Why something is not known. */
  readonly missing: readonly string[];
}

/** What one line comes to; gift cards are none, for they are no income. */
export interface LineSummary {
  readonly lineId: string;
  readonly productId?: string | undefined;
  readonly sku?: string | undefined;
  readonly title: string;
  readonly size?: string | undefined;
  readonly format?: string | undefined;
  readonly stream: RevenueStream;
  readonly quantity: number;
  /** Units taken back. */
  readonly returned: number;
  /** Price before discounts, without tax. */
  readonly grossMinor: bigint;
  readonly discountMinor: bigint;
  /** Price less discounts and returns, without tax. */
  readonly netMinor: bigint;
  readonly costMinor: bigint | undefined;
}

interface Known {
  readonly capturedMinor: bigint;
  readonly returnedMinor: bigint;
  readonly feesMinor: bigint;
  /** Sales that a cancellation took back, because they were never paid. */
  readonly cancelledSalesMinor: bigint;
  readonly lineCosts: readonly LineCost[];
}

/** Reasons named at most; an order of thousands of lines would else fill the row with them. */
const MISSING_SHOWN = 20;

/** @param booked what is due of all causes but costs */
export function orderSummary(state: OrderState, booked: Tally, known: Known, rules: BookRules): OrderSummary {
  const { order } = state;
  const [currency = order?.currency] = booked.currencies;
  const missing = [
    ...(order && !order.details ? ['lines: the order was last told before the books kept them'] : []),
    ...known.lineCosts.flatMap((line) => line.missing ?? []),
  ];
  const isKnown = order?.details !== undefined && missing.length === 0;
  const cost = known.lineCosts.reduce((sum, line) => sum + (line.printedMinor ?? 0n) - line.restockedMinor, 0n);
  return {
    currency,
    netRevenueMinor: currency === undefined ? 0n : -booked.ofType('income', currency),
    taxMinor: currency === undefined ? 0n : -booked.on('liability:sales-tax', currency),
    capturedMinor: known.capturedMinor,
    returnedMinor: known.returnedMinor,
    costOfGoodsMinor: isKnown ? cost : undefined,
    processorFeesMinor: known.feesMinor,
    // Before anything is paid an order is a wish, and so are its lines.
    lines: order?.details && !booked.isEmpty ? lineSummaries(state, order, known, rules) : [],
    missing: missing.slice(0, MISSING_SHOWN),
  };
}

function lineSummaries(state: OrderState, order: OrderFact, known: Known, rules: BookRules): LineSummary[] {
  const details = order.details!;
  const lines = details.lines.filter(({ giftCard }) => !giftCard);
  const nets = lines.map((line) => netOf(line, state, order));
  const neverPaid = neverPaidOf(known.cancelledSalesMinor, nets);
  return lines.map((line, i) => {
    const print = printOf(line);
    const cost = known.lineCosts.find(({ lineId }) => lineId === line.lineId);
    return {
      ...{ lineId: line.lineId, productId: line.productId, sku: line.sku, title: line.title },
      ...{ size: print?.size, format: print?.format, stream: streamOf(line, details, rules.streams) },
      ...{ quantity: line.quantity, returned: returnedUnits(state, line.lineId) },
      grossMinor: BigInt(line.grossMinor) - (order.taxesIncluded ? BigInt(line.taxMinor) : 0n),
      discountMinor: BigInt(line.discountMinor),
      netMinor: nets[i]! - neverPaid[i]!,
      costMinor: cost?.printedMinor === undefined ? undefined : cost.printedMinor - cost.restockedMinor,
    };
  });
}

function netOf(line: LineFact, { refunds }: OrderState, { taxesIncluded }: OrderFact): bigint {
  const withoutTax = (amount: bigint, tax: string) => amount - (taxesIncluded ? BigInt(tax) : 0n);
  const sold = withoutTax(BigInt(line.grossMinor) - BigInt(line.discountMinor), line.taxMinor);
  return Object.values(refunds)
    .flatMap(({ lines }) => lines)
    .filter(({ lineId }) => lineId === line.lineId)
    .reduce((net, { subtotalMinor, taxMinor }) => net - withoutTax(BigInt(subtotalMinor), taxMinor), sold);
}

/** What a cancellation took back of sales because it was never paid, line by line in proportion to what stands. */
function neverPaidOf(cancelledSalesMinor: bigint, nets: readonly bigint[]): bigint[] {
  const weights = nets.map((net) => (net > 0n ? net : 0n));
  return weights.every((net) => net === 0n) ? nets.map(() => 0n) : allocate(cancelledSalesMinor, weights);
}

function returnedUnits({ refunds }: OrderState, lineId: string): number {
  return Object.values(refunds)
    .flatMap(({ lines }) => lines)
    .reduce((units, line) => units + (line.lineId === lineId ? (line.quantity ?? 0) : 0), 0);
}
