import { IsArray } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { BookedEntry, OrderStanding } from './order-changes.js';

@Event(
  'vw.finance.order.booked.v1',
  'The books of an order changed: it was paid, edited, cancelled, disputed, corrected.',
)
export class OrderBooked {
  @IsObjectOf(() => OrderStanding) order!: OrderStanding;
  /** The entries of this change. */
  @IsArray() @IsObjectOf(() => BookedEntry, { each: true }) entries!: BookedEntry[];
}
