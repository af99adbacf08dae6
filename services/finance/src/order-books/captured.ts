import type { OrderFact, OrderState, TransactionFact } from './order-state.js';
import { inShopCurrency, isSameMoney, orderRate, type KnownPair } from './shop-currency.js';

/** What is known to be captured, in the order's currency. */
export interface Captured {
  readonly minor: bigint;
  /** Of it by gift card: no money came in, a debt of the shop's ended. */
  readonly byGiftCardMinor: bigint;
  /** Successful transactions in a currency that nothing converts, by id. */
  readonly unconverted: readonly string[];
}

/** Shopify's gateway for its own gift cards. */
export const GIFT_CARD_GATEWAY = 'gift_card';

/**
 * The greatest of all proofs: what any snapshot proved, and the sum of successful sales and captures less change handed
 * back. Each proof alone can lag behind (a transaction was never delivered, a snapshot is old), none can run ahead.
 */
export function captured(state: OrderState, order: OrderFact): Captured {
  const unconverted: string[] = [];
  let [paidIn, byGiftCardMinor] = [0n, 0n];
  const moneyIn = Object.entries(state.transactions).filter(([, t]) => t.status === 'success' && t.direction !== 'out');
  for (const [currency, group] of Map.groupBy(moneyIn, ([, transaction]) => transaction.currency)) {
    const sum = group.reduce((total, [, transaction]) => total + signed(transaction), 0n);
    const rate = orderRate(order, currency);
    if (currency === order.currency) paidIn += sum;
    else if (rate) paidIn += converted(sum, rate, group.length);
    else unconverted.push(...group.map(([id]) => id));
    const cards = group.filter(([, { gateway }]) => gateway === GIFT_CARD_GATEWAY);
    const onCards = cards.reduce((total, [, transaction]) => total + signed(transaction), 0n);
    if (currency === order.currency) byGiftCardMinor += onCards;
    else if (rate) byGiftCardMinor += converted(onCards, rate, cards.length);
  }
  const proved = BigInt(state.evidence.capturedMinor);
  return { minor: paidIn > proved ? paidIn : proved, byGiftCardMinor, unconverted };
}

/** Payments that are the whole total but for their rounding are the whole total. */
function converted(sum: bigint, rate: KnownPair, payments: number): bigint {
  return isSameMoney(sum, rate.shopMinor, rate, payments) ? rate.shopMinor : inShopCurrency(sum, rate);
}

function signed({ direction, amountMinor }: TransactionFact): bigint {
  return direction === 'change' ? -BigInt(amountMinor) : BigInt(amountMinor);
}
