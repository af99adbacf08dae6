import { ArrayMaxSize, IsArray } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsObjectOf, IsText } from '../core/rules.js';
import { LIST_LIMITS } from '../shop/list-limits.js';
import { BookedEntry, OrderStanding } from './order-changes.js';

@Event('vw.finance.refund.booked.v1', 'A refund of an order was booked, perhaps with other changes of the order.')
export class RefundBooked {
  /** Whose first entry is among these. */
  @IsArray() @ArrayMaxSize(LIST_LIMITS.refunds) @IsText(255, { each: true }) refundIds!: string[];
  @IsObjectOf(() => OrderStanding) order!: OrderStanding;
  /** The entries of this change. */
  @IsArray() @IsObjectOf(() => BookedEntry, { each: true }) entries!: BookedEntry[];
}
