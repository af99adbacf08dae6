import { Event } from '../core/event-decorator.js';
import { IsMinorUnits } from '../core/rules.js';
import { OrderCommissionStep } from './commission-told.js';

@Event(
  'vw.finance.commission.clawed_back.v1',
  'Revenue was taken back or credited to others, and its commission with it.',
)
export class CommissionClawedBack extends OrderCommissionStep {
  /** Of the amount, what was still on hold. */
  @IsMinorUnits() fromHeldMinor!: string;
  /** And what had been released; where it was paid already, it is carried forward. */
  @IsMinorUnits() fromReleasedMinor!: string;
}
