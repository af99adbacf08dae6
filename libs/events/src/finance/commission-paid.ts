import { Event } from '../core/event-decorator.js';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
import { CommissionBeneficiary } from './commission-told.js';

@Event('vw.finance.commission.paid.v1', 'A statement of commissions was paid, in whole or in part.')
export class CommissionPaid {
  @IsId() paymentId!: string;
  @IsId() statementId!: string;
  @IsObjectOf(() => CommissionBeneficiary) beneficiary!: CommissionBeneficiary;
  /** The statement's month. */
  @IsText(10) period!: string;
  @IsCurrencyCode() currency!: string;
  @IsMinorUnits() amountMinor!: string;
  /** What the statement still has open after it. */
  @IsMinorUnits() outstandingMinor!: string;
  /** What the bank calls it. */
  @IsOptional() @IsText(255) reference?: string;
  @IsInstant() paidAt!: string;
  /** The cause of the journal entry that books it. */
  @IsText(255) cause!: string;
}
