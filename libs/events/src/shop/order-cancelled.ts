import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { OrderSnapshot } from './order-snapshot.js';

@Event('vw.shop.order.cancelled.v1', 'An order was cancelled.')
export class OrderCancelled {
  @IsObjectOf(() => OrderSnapshot) order!: OrderSnapshot;
}
