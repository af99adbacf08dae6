import type { OrderFact, OrderState, TransactionFact } from './order-state.js';
import { inShopCurrency, isSameMoney, orderRate, type KnownPair } from './shop-currency.js';

/** What is known to be captured, in the order's currency. */
export interface Captured {
  readonly minor: bigint;
  /** Successful transactions in a currency that nothing converts, by id. */
  readonly unconverted: readonly string[];
}

/**
 * The greatest of all proofs: what any snapshot proved, and the sum of successful sales and captures less change handed
 * back. Each proof alone can lag behind (a transaction was never delivered, a snapshot is old), none can run ahead.
 */
export function captured(state: OrderState, order: OrderFact): Captured {
  const unconverted: string[] = [];
  let paidIn = 0n;
  const moneyIn = Object.entries(state.transactions).filter(([, t]) => t.status === 'success' && t.direction !== 'out');
  for (const [currency, group] of Map.groupBy(moneyIn, ([, transaction]) => transaction.currency)) {
    const sum = group.reduce((total, [, transaction]) => total + signed(transaction), 0n);
    const rate = orderRate(order, currency);
    if (currency === order.currency) paidIn += sum;
    else if (rate) paidIn += converted(sum, rate, group.length);
    else unconverted.push(...group.map(([id]) => id));
  }
  const proved = BigInt(state.evidence.capturedMinor);
  return { minor: paidIn > proved ? paidIn : proved, unconverted };
}

/** Payments that are the whole total but for their rounding are the whole total. */
function converted(sum: bigint, rate: KnownPair, payments: number): bigint {
  return isSameMoney(sum, rate.shopMinor, rate, payments) ? rate.shopMinor : inShopCurrency(sum, rate);
}

function signed({ direction, amountMinor }: TransactionFact): bigint {
  return direction === 'change' ? -BigInt(amountMinor) : BigInt(amountMinor);
}
