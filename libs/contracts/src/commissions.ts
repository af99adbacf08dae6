import type { FinanceApproval } from './budgets.js';

/** Who earns a commission, or is paid a share of one. */
export interface CommissionBeneficiary {
  readonly kind: 'agent' | 'persona' | 'department' | 'partner';
  readonly id: string;
}

/** A rate and the credited revenue from which it holds. Amounts in minor units, as text; rates in parts per million. */
export interface CommissionTier {
  readonly fromMinor: string;
  /** Up to there; absent in the last tier. */
  readonly toMinor?: string;
  readonly ratePpm: number;
}

/** The terms of a plan from a day on. */
export interface CommissionPlanVersion {
  readonly version: number;
  readonly validFrom: string;
  /** Where it is a single one; tiers otherwise. */
  readonly ratePpm?: number;
  readonly tiers?: { readonly mode: 'marginal' | 'whole'; readonly steps: readonly CommissionTier[] };
  readonly split: readonly (CommissionBeneficiary & { readonly sharePpm: number })[];
  readonly capMinor: string | null;
  readonly floorMinor: string;
  readonly holdDays: number;
}

/** An item of `GET /api/finance/commissions/plans`. */
export interface CommissionPlan {
  readonly id: string;
  readonly beneficiary: CommissionBeneficiary;
  readonly name: string;
  readonly currency: string;
  readonly period: 'month' | 'quarter' | 'year';
  readonly validFrom: string;
  readonly validTo?: string;
  /** From the first to the newest. */
  readonly versions: readonly CommissionPlanVersion[];
}

/** An item of `GET /api/finance/commissions`: what one order brings under one plan. */
export interface OrderCommission {
  readonly id: string;
  readonly orderId: string;
  readonly orderName?: string;
  readonly plan: { readonly id: string; readonly name: string; readonly version: number };
  readonly beneficiary: CommissionBeneficiary;
  readonly period: string;
  readonly currency: string;
  readonly placedOn: string;
  readonly releaseOn: string;
  readonly state: 'held' | 'released' | 'taken_back' | 'nothing';
  readonly baseMinor: string;
  readonly commissionMinor: string;
  readonly heldMinor: string;
  readonly cutMinor: string;
}

/** An item of `GET /api/finance/commissions/statements`. */
export interface CommissionStatement {
  readonly id: string;
  readonly beneficiary: CommissionBeneficiary;
  readonly currency: string;
  readonly period: string;
  readonly state: 'open' | 'closed' | 'settled';
  readonly closesOn: string;
  readonly held: {
    readonly openingMinor: string;
    readonly accruedMinor: string;
    readonly clawedBackMinor: string;
    readonly releasedMinor: string;
    readonly closingMinor: string;
  };
  readonly payable: {
    readonly openingMinor: string;
    readonly releasedMinor: string;
    readonly toppedUpMinor: string;
    readonly clawedBackMinor: string;
    readonly paidMinor: string;
    readonly closingMinor: string;
  };
  readonly settledMinor: string;
  readonly outstandingMinor: string;
}

/** One movement of a statement. */
export interface CommissionStatementLine {
  readonly id: string;
  readonly kind: 'accrual' | 'release' | 'clawback' | 'top_up' | 'payment';
  readonly occurredAt: string;
  readonly orderId?: string;
  readonly orderName?: string;
  readonly planName?: string;
  readonly period?: string;
  readonly baseMinor?: string;
  readonly heldMinor: string;
  readonly payableMinor: string;
  readonly reference?: string;
}

/** The answer of `GET /api/finance/commissions/statements/{id}`. */
export interface CommissionStatementWithLines extends CommissionStatement {
  readonly lines: readonly CommissionStatementLine[];
  readonly nextCursor?: string;
}

/** A payment of a statement, from its wish to its end. */
export interface CommissionPayment {
  readonly id: string;
  readonly state: 'pending' | 'paid' | 'rejected';
  readonly statementId: string;
  readonly beneficiary: CommissionBeneficiary;
  readonly period: string;
  readonly currency: string;
  readonly amountMinor: string;
  readonly outstandingMinor: string;
  readonly reference?: string;
  readonly paidAt?: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decisionReason?: string;
  readonly approval?: FinanceApproval;
}
