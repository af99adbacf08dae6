import { allocate } from '@vividwalls/money';
import type { OrderFact, OrderState, RefundFact, TransactionFact } from './order-state.js';
import { GIFT_CARD_GATEWAY } from './captured.js';
import { explainedExtra, refundValue } from './refund-value.js';
import { inShopCurrency, isSameMoney, orderRate, type KnownPair } from './shop-currency.js';

/** Money of one refund in the currency it is booked in. */
export interface ReturnedMoney {
  readonly returnedMinor: bigint;
  /** Of what was returned, onto gift cards: no money left, the shop owes it again. */
  readonly toGiftCardMinor: bigint;
  readonly pendingMinor: bigint;
  /** Transactions in a currency that nothing converts yet, by id. */
  readonly unconverted: readonly string[];
}

/**
 * What a refund's transactions returned and will return. Those in the shopper's currency are converted as one sum, which
 * is then split between them by largest remainder, so that rounding happens once. What neither refund nor order can
 * convert is named, and the refund waits for it.
 */
export function returnedMoney(state: OrderState, refund: RefundFact, currency: string): ReturnedMoney {
  const moving = refund.transactionIds.flatMap((id) => {
    const transaction = state.transactions[id];
    return transaction && transaction.status !== 'failed' ? [{ id, ...transaction }] : [];
  });
  const sums = { success: 0n, pending: 0n, failed: 0n };
  let toGiftCardMinor = 0n;
  const unconverted: string[] = [];
  for (const [paidIn, group] of Map.groupBy(moving, (transaction) => transaction.currency)) {
    const amounts = group.map((transaction) => BigInt(transaction.amountMinor));
    const sum = amounts.reduce((a, b) => a + b, 0n);
    const converted = paidIn === currency ? sum : fromPresentment(sum, paidIn, currency, refund, state.order);
    if (converted === undefined) unconverted.push(...group.map(({ id }) => id));
    else {
      allocate(converted, amounts).forEach((part, i) => {
        const { status, gateway } = group[i]!;
        sums[status] += part;
        if (status === 'success' && gateway === GIFT_CARD_GATEWAY) toGiftCardMinor += part;
      });
    }
  }
  return { returnedMinor: sums.success, toGiftCardMinor, pendingMinor: sums.pending, unconverted };
}

/** An amount, of a transaction or a dispute, in the currency of the books by its order alone; undefined when that doesn't tell the rate. */
export function bookAmount(
  { amountMinor, currency }: Pick<TransactionFact, 'amountMinor' | 'currency'>,
  order: OrderFact,
): bigint | undefined {
  const amount = BigInt(amountMinor);
  if (currency === order.currency) return amount;
  const rate = orderRate(order, currency);
  return rate && inShopCurrency(amount, rate);
}

/**
 * What a sum returned in the shopper's currency is worth in the shop's. When it is the refund's own worth but for the
 * rounding of its parts, it is just that. Any other amount goes at the rate of the order, at which the shop sold; the
 * refund's own rate (its parts in both currencies) is for when the order is not known.
 */
function fromPresentment(
  sum: bigint,
  paidIn: string,
  currency: string,
  refund: RefundFact,
  order: OrderFact | undefined,
): bigint | undefined {
  const ofRefund = refund.presentment?.currency === paidIn ? refundRate(refund.presentment) : undefined;
  const ofOrder = order?.currency === currency ? orderRate(order, paidIn) : undefined;
  const rate = ofRefund ?? ofOrder;
  if (!rate) return undefined;
  // Before the order is known nobody tells whether line sums hold their tax, but the money returned fits only one.
  const taxesIncluded = order ? [order.taxesIncluded] : [false, true];
  const worths = taxesIncluded.map((included) => refundValue(refund, included) + explainedExtra(refund));
  const worth = worths.find((one) => one > 0n && isSameMoney(sum, one, rate, roundedParts(refund)));
  return worth ?? inShopCurrency(sum, ofOrder ?? rate);
}

/** Amounts of which a refund's worth is made: each line, shipping and the adjustments with their tax; duties and fees. */
function roundedParts(refund: RefundFact): number {
  return 2 * (refund.lines.length + 3);
}

function refundRate({ totalMinor, shopTotalMinor }: NonNullable<RefundFact['presentment']>): KnownPair | undefined {
  const pair = { presentmentMinor: BigInt(totalMinor), shopMinor: BigInt(shopTotalMinor) };
  return pair.presentmentMinor > 0n && pair.shopMinor > 0n ? pair : undefined;
}
