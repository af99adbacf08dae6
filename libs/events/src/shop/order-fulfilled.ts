import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { OrderSnapshot } from './order-snapshot.js';

@Event('vw.shop.order.fulfilled.v1', 'Every line of an order was fulfilled.')
export class OrderFulfilled {
  @IsObjectOf(() => OrderSnapshot) order!: OrderSnapshot;
}
