/** One line of an entry. Debits positive, credits negative, minor units as text. */
export interface Posting {
  readonly account: string;
  readonly amountMinor: string;
  readonly currency: string;
}

/** A journal entry. Its postings sum to zero per currency. */
export interface LedgerEntry {
  readonly id: string;
  /** sale, payment, edit, refund, cancellation, correction */
  readonly kind: string;
  /** What made it due; one booking per cause. */
  readonly cause: string;
  readonly book: 'real' | 'test';
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly postings: readonly Posting[];
}

/** The answer of `GET /api/finance/orders/{shopifyOrderId}/ledger`. */
export interface OrderLedger {
  readonly orderId: string;
  readonly currency: string;
  readonly test: boolean;
  readonly entries: readonly LedgerEntry[];
  /** What is known and cannot be booked yet, with the reason. */
  readonly waiting: readonly string[];
}

export interface AccountBalance {
  readonly account: string;
  readonly type: string;
  readonly debitMinor: string;
  readonly creditMinor: string;
  readonly balanceMinor: string;
}

export interface CurrencyBalance {
  readonly debitMinor: string;
  readonly creditMinor: string;
  readonly accounts: readonly AccountBalance[];
}

/** The answer of `GET /api/finance/trial-balance`. */
export interface TrialBalance {
  readonly asOf: string;
  readonly currencies: Readonly<Record<string, CurrencyBalance>>;
}
