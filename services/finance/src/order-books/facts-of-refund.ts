import type { RefundSnapshot } from '@vividwalls/events';
import { factsOfTransaction, moneyDirection } from './facts-of-transaction.js';
import { inUtc } from './instant.js';
import { mergeFacts } from './merge-facts.js';
import { NOTHING_KNOWN, type AmountAndTax, type OrderState, type RefundFact } from './order-state.js';

/** What one refund tells, whether it came by itself or inside its order. */
export function factsOfRefund(snapshot: RefundSnapshot, testHint: boolean): OrderState {
  const own: OrderState = { ...NOTHING_KNOWN, refunds: { [snapshot.refundId]: refundFact(snapshot) }, testHint };
  return snapshot.transactions.map((transaction) => factsOfTransaction(transaction, testHint)).reduce(mergeFacts, own);
}

function refundFact(snapshot: RefundSnapshot): RefundFact {
  const { presentmentCurrency, presentmentTotalMinor, shopTotalMinor } = snapshot;
  return {
    occurredAt: inUtc(snapshot.processedAt ?? snapshot.createdAt),
    ...(snapshot.currency && { currency: snapshot.currency }),
    lines: snapshot.lines
      .map(({ lineId, subtotalMinor, taxMinor, quantity, restockType }) => {
        return { lineId, subtotalMinor, taxMinor, quantity, restock: restockType };
      })
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    shipping: total(snapshot.shipping.map(({ subtotalMinor, taxMinor }) => ({ amountMinor: subtotalMinor, taxMinor }))),
    discrepancy: total(snapshot.adjustments),
    dutiesMinor: snapshot.dutiesMinor,
    feesMinor: snapshot.additionalFeesMinor,
    ...(presentmentCurrency &&
      presentmentTotalMinor &&
      shopTotalMinor && {
        presentment: { currency: presentmentCurrency, totalMinor: presentmentTotalMinor, shopTotalMinor },
      }),
    transactionIds: snapshot.transactions
      .filter((transaction) => moneyDirection(transaction) === 'out')
      .map((transaction) => transaction.transactionId)
      .sort(),
  };
}

function total(parts: readonly AmountAndTax[]): AmountAndTax {
  const sum = (amounts: string[]) => String(amounts.reduce((a, b) => a + BigInt(b), 0n));
  return { amountMinor: sum(parts.map((p) => p.amountMinor)), taxMinor: sum(parts.map((p) => p.taxMinor)) };
}
