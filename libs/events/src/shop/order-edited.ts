import { ArrayMaxSize, IsArray, IsBoolean, IsInt } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';

/** Units added to, or taken from, one order line; `delta` is positive in both lists. */
export class OrderLineDelta {
  @IsId() lineId!: string;
  @IsInt() delta!: number;
}

/**
 * What a merchant changed in a placed order. It names lines and units but no amounts: those come with the
 * `order.updated` that Shopify sends beside it.
 */
@Event('vw.shop.order.edited.v1', 'A merchant edited a placed order: lines added or removed, no amounts told.')
export class OrderEdited {
  @IsId() editId!: string;
  @IsId() orderId!: string;
  @IsInstant() committedAt!: string;
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => OrderLineDelta, { each: true })
  addedLines!: OrderLineDelta[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => OrderLineDelta, { each: true })
  removedLines!: OrderLineDelta[];
  @IsBoolean() shippingChanged!: boolean;
  @IsBoolean() discountsChanged!: boolean;
  @IsBoolean() notifyCustomer!: boolean;
  @IsOptional() @IsText() staffNote?: string;
  @IsOptional() @IsId() staffUserId?: string;
  @IsOptional() @IsId() appId?: string;
}
