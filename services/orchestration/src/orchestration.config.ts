import { ServiceConfig } from '@vividwalls/platform';
import { Matches } from 'class-validator';

export class OrchestrationConfig extends ServiceConfig {
  /** ISO 4217, the currency in which agents' work is paid for. */
  @Matches(/^[A-Z]{3}$/, { message: 'SHOP_CURRENCY must be a currency code' }) SHOP_CURRENCY: string = 'USD';
}
