import { Event } from '../core/event-decorator.js';
import { IsShopDay } from './budget-scope.js';
import { OrderCommissionStep } from './commission-told.js';

@Event('vw.finance.commission.released.v1', 'The hold of a commission is over: it is to be paid.')
export class CommissionReleased extends OrderCommissionStep {
  @IsShopDay() releasedOn!: string;
}
