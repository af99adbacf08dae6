import type { OrderFact, OrderState, TransactionFact } from './order-state.js';
import { inShopCurrency } from './shop-currency.js';

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
  const sums = new Map<string, bigint>();
  const unconverted: string[] = [];
  for (const [id, transaction] of Object.entries(state.transactions)) {
    if (transaction.status !== 'success' || transaction.direction === 'out') continue;
    if (transaction.currency !== order.currency && transaction.currency !== order.presentment?.currency) {
      unconverted.push(id);
    } else {
      sums.set(transaction.currency, (sums.get(transaction.currency) ?? 0n) + signed(transaction));
    }
  }
  let paidIn = 0n;
  for (const [currency, sum] of sums) paidIn += currency === order.currency ? sum : (converted(sum, order) ?? 0n);
  const proved = BigInt(state.evidence.capturedMinor);
  return { minor: paidIn > proved ? paidIn : proved, unconverted };
}

function signed({ direction, amountMinor }: TransactionFact): bigint {
  return direction === 'change' ? -BigInt(amountMinor) : BigInt(amountMinor);
}

function converted(presentmentMinor: bigint, { presentment, totalMinor }: OrderFact): bigint | undefined {
  if (!presentment) return undefined;
  return inShopCurrency(presentmentMinor, {
    presentmentMinor: BigInt(presentment.totalMinor),
    shopMinor: BigInt(totalMinor),
  });
}
