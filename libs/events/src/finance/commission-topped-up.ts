import { Event } from '../core/event-decorator.js';
import { IsMinorUnits } from '../core/rules.js';
import { CommissionStep } from './commission-told.js';

/** The amount is negative when late orders have brought what a top-up had replaced. */
@Event(
  'vw.finance.commission.topped_up.v1',
  "A period brought less than its plan's floor: the difference is to be paid.",
)
export class CommissionToppedUp extends CommissionStep {
  /** What the period's orders bring. */
  @IsMinorUnits() commissionMinor!: string;
  @IsMinorUnits() floorMinor!: string;
  /** The difference, since this step. */
  @IsMinorUnits() topUpMinor!: string;
}
