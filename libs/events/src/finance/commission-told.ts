import { ArrayMaxSize, IsArray, IsInt, Min } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsOneOf, IsText } from '../core/rules.js';

/** More payees than a plan may split between. */
export const COMMISSION_PAYEES_MAX = 20;

/** Who earns a commission, or is paid a share of one. */
export class CommissionBeneficiary {
  @IsOneOf(['agent', 'persona', 'department', 'partner']) kind!: string;
  @IsId() id!: string;
}

/** What a payee has of a step. */
export class CommissionShare extends CommissionBeneficiary {
  @IsMinorUnits() amountMinor!: string;
}

/** A step of what one plan gives, in its currency. */
export class CommissionStep {
  @IsId() planId!: string;
  /** The version of the plan that is frozen for this period. */
  @IsInt() @Min(1) planVersion!: number;
  /** Whose credits count. */
  @IsObjectOf(() => CommissionBeneficiary) beneficiary!: CommissionBeneficiary;
  /** In which the order was placed: `2026-11`, `2026-Q4`, `2026`. */
  @IsText(10) period!: string;
  @IsCurrencyCode() currency!: string;
  /** Of this step. */
  @IsMinorUnits() amountMinor!: string;
  /** What each payee has of it; they sum to it. */
  @IsArray()
  @ArrayMaxSize(COMMISSION_PAYEES_MAX)
  @IsObjectOf(() => CommissionShare, { each: true })
  shares!: CommissionShare[];
  @IsInstant() occurredAt!: string;
  /** The cause of the journal entry that books it. */
  @IsText(255) cause!: string;
}

/** A step of one order's commission under one plan. */
export class OrderCommissionStep extends CommissionStep {
  /** Of the order's commission under this plan. */
  @IsId() commissionId!: string;
  @IsId() orderId!: string;
  /** What of the order is credited to the beneficiary now. */
  @IsMinorUnits() baseMinor!: string;
  /** What the order brings since this step. */
  @IsMinorUnits() commissionMinor!: string;
  /** Of that, what is on hold. */
  @IsMinorUnits() heldMinor!: string;
}
