import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { OrderSnapshot } from './order-snapshot.js';

@Event('vw.shop.order.updated.v1', 'An order changed in any way; the newest updatedAt wins.')
export class OrderUpdated {
  @IsObjectOf(() => OrderSnapshot) order!: OrderSnapshot;
}
