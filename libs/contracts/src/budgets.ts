/** A budget as `GET /api/finance/budgets` shows it. Amounts are decimal text of the unit's smallest parts. */
export interface Budget {
  readonly id: string;
  readonly department: string;
  /** Absent when it is for all of them. */
  readonly category?: string;
  /** Absent when it is for everybody of the department. */
  readonly agentId?: string;
  /** An ISO 4217 code, or `tokens`. */
  readonly unit: string;
  readonly currency?: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly limit: 'hard' | 'soft';
  readonly thresholds: readonly number[];
  readonly thresholdsReached: readonly number[];
  readonly allocatedMinor: string;
  readonly reservedMinor: string;
  readonly spentMinor: string;
  readonly remainingMinor: string;
  readonly varianceMinor: string;
  readonly burnRate: {
    readonly perDayMinor: string;
    readonly projectedMinor: string;
    readonly overrunOn?: string;
  } | null;
}

/** One change of a budget. */
export interface BudgetMovement {
  readonly seq: number;
  readonly kind: string;
  readonly allocatedMinor: string;
  readonly reservedMinor: string;
  readonly spentMinor: string;
  readonly reference?: string;
  readonly actor: string;
  readonly reason?: string;
  readonly recordedAt: string;
}

/** Leave that a transfer, a spend or a payment needs; it is decided in governance. */
export interface FinanceApproval {
  /** `to_ask`, `waiting`, `withdrawing`, `used`, `ended`. */
  readonly state: string;
  /** The question's key at governance. */
  readonly key: string;
  /** Once governance has answered. */
  readonly id?: string;
  /** Governance's last word. */
  readonly verdict?: string;
  readonly reason: string;
  readonly decidedBy: readonly string[];
  readonly expiresAt?: string;
  readonly decidedIn: 'governance';
}

export interface BudgetTransfer {
  readonly id: string;
  readonly fromBudgetId: string;
  readonly toBudgetId: string;
  readonly amountMinor: string;
  readonly unit: string;
  readonly reason: string;
  readonly state: 'pending' | 'done' | 'rejected';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decisionReason?: string;
  readonly approval?: FinanceApproval;
}

/** A spend and what became of it. */
export interface Spend {
  readonly key: string;
  readonly state: string;
  readonly reason: string;
  readonly actor: string;
  readonly agentId?: string;
  readonly department: string;
  readonly category: string;
  readonly purpose: string;
  readonly amountMinor: string;
  readonly allowanceMinor: string;
  readonly unit: string;
  readonly actualMinor?: string;
  readonly expiresAt?: string;
  readonly decidedAt: string;
  readonly approval?: FinanceApproval;
}
