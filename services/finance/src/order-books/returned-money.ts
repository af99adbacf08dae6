import type { OrderFact, OrderState, RefundFact, TransactionFact } from './order-state.js';
import { inShopCurrency } from './shop-currency.js';

/** Money of one refund in the currency it is booked in. */
export interface ReturnedMoney {
  readonly returnedMinor: bigint;
  readonly pendingMinor: bigint;
  /** Transactions in a currency that nothing converts yet, by id. */
  readonly unconverted: readonly string[];
}

/**
 * What a refund's transactions returned and will return. A transaction in presentment currency is converted at the
 * refund's own rate (its sums in both currencies), else at the order's; one that neither can convert is named, and the
 * refund waits for it.
 */
export function returnedMoney(state: OrderState, refund: RefundFact, currency: string): ReturnedMoney {
  const sums = { success: 0n, pending: 0n, failed: 0n };
  const unconverted: string[] = [];
  for (const id of refund.transactionIds) {
    const transaction = state.transactions[id];
    if (!transaction) continue;
    const amount = bookAmount(transaction, currency, state.order, refund);
    if (amount === undefined) unconverted.push(id);
    else sums[transaction.status] += amount;
  }
  return { returnedMinor: sums.success, pendingMinor: sums.pending, unconverted };
}

/** A transaction's amount in the currency of the books, or undefined when nothing tells the rate. */
export function bookAmount(
  transaction: TransactionFact,
  currency: string,
  order: OrderFact | undefined,
  refund?: RefundFact,
): bigint | undefined {
  const amount = BigInt(transaction.amountMinor);
  if (transaction.currency === currency) return amount;
  const own =
    refund?.presentment?.currency === transaction.currency
      ? inShopCurrency(amount, {
          presentmentMinor: BigInt(refund.presentment.totalMinor),
          shopMinor: BigInt(refund.presentment.shopTotalMinor),
        })
      : undefined;
  if (own !== undefined) return own;
  if (!order?.presentment || order.presentment.currency !== transaction.currency || order.currency !== currency) {
    return undefined;
  }
  return inShopCurrency(amount, {
    presentmentMinor: BigInt(order.presentment.totalMinor),
    shopMinor: BigInt(order.totalMinor),
  });
}
