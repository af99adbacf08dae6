import { Event } from '../core/event-decorator.js';
import { IsId, IsOptional, IsText } from '../core/rules.js';

@Event('vw.shop.app.uninstalled.v1', 'The shop removed the app: its tokens are void and no more deliveries will come.')
export class AppUninstalled {
  @IsOptional() @IsId() shopId?: string;
  @IsOptional() @IsText(255) shopDomain?: string;
}
