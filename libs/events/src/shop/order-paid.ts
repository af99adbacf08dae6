import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { OrderSnapshot } from './order-snapshot.js';

@Event('vw.shop.order.paid.v1', 'Shopify reported an order as paid.')
export class OrderPaid {
  @IsObjectOf(() => OrderSnapshot) order!: OrderSnapshot;
}
