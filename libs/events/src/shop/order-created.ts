import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { OrderSnapshot } from './order-snapshot.js';

@Event('vw.shop.order.created.v1', 'An order was placed in the shop.')
export class OrderCreated {
  @IsObjectOf(() => OrderSnapshot) order!: OrderSnapshot;
}
