import { Event } from '../core/event-decorator.js';
import { IsShopDay } from './budget-scope.js';
import { OrderCommissionStep } from './commission-told.js';

@Event('vw.finance.commission.accrued.v1', 'An order brought a commission, or brings more than before; it is on hold.')
export class CommissionAccrued extends OrderCommissionStep {
  /** The day on which the hold is over. */
  @IsShopDay() releaseOn!: string;
}
