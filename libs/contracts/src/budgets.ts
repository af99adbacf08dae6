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
}
