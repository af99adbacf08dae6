import type { TransactionSnapshot } from '@vividwalls/events';
import { inUtc } from './instant.js';
import { NOTHING_KNOWN, type MoneyDirection, type OrderState, type TransactionFact } from './order-state.js';

/** What one payment transaction tells. Authorisations and voids move no money, so they tell nothing. */
export function factsOfTransaction(snapshot: TransactionSnapshot, testHint: boolean): OrderState {
  const direction = moneyDirection(snapshot);
  if (!direction) return { ...NOTHING_KNOWN, testHint };
  const fact: TransactionFact = {
    direction,
    status: settlement(snapshot),
    amountMinor: snapshot.amountMinor,
    currency: snapshot.currency,
    occurredAt: inUtc(snapshot.processedAt ?? snapshot.createdAt),
    gateway: snapshot.gateway.toLowerCase(),
  };
  return { ...NOTHING_KNOWN, transactions: { [snapshot.transactionId]: fact }, testHint };
}

export function moneyDirection({ kind }: TransactionSnapshot): MoneyDirection | undefined {
  switch (kind) {
    case 'sale':
    case 'capture':
      return 'in';
    case 'change':
      return 'change';
    case 'refund':
      return 'out';
    default:
      return undefined;
  }
}

function settlement({ status }: TransactionSnapshot): TransactionFact['status'] {
  switch (status) {
    case 'success':
      return 'success';
    case 'failure':
    case 'error':
      return 'failed';
    default:
      return 'pending';
  }
}
