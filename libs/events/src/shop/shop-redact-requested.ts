import { Event } from '../core/event-decorator.js';
import { IsId, IsOptional, IsText } from '../core/rules.js';

@Event('vw.shop.shop.redact_requested.v1', "A shop that removed the app asks that its customers' data be erased.")
export class ShopRedactRequested {
  @IsOptional() @IsId() shopId?: string;
  @IsOptional() @IsText(255) shopDomain?: string;
}
