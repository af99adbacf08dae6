import { ArrayMaxSize, IsArray } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsOptional, IsText } from '../core/rules.js';

/** Lines of one payout at most. */
const MOST_LINES = 2_000;

export class PayoutLineBooked {
  /** charge, refund, dispute, adjustment or fee */
  @IsText(32) kind!: string;
  @IsOptional() @IsId() orderId?: string;
  @IsOptional() @IsId() transactionId?: string;
  /** Charges above zero, refunds and disputes below. */
  @IsMinorUnits() grossMinor!: string;
  /** What the processor kept of it. */
  @IsMinorUnits() feeMinor!: string;
}

@Event('vw.finance.payout.booked.v1', 'Money of a payment processor reached the bank, and what it kept is known.')
export class PayoutBooked {
  @IsId() payoutId!: string;
  @IsId() entryId!: string;
  @IsCurrencyCode() currency!: string;
  @IsMinorUnits() amountMinor!: string;
  @IsMinorUnits() feesMinor!: string;
  @IsInstant() paidAt!: string;
  @IsArray()
  @ArrayMaxSize(MOST_LINES)
  @IsObjectOf(() => PayoutLineBooked, { each: true })
  lines!: PayoutLineBooked[];
}
