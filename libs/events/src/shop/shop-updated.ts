import { ArrayMaxSize, IsArray } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsCurrencyCode, IsId, IsInstant, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';

@Event('vw.shop.shop.updated.v1', "The shop's own settings changed: its currency, time zone, domains.")
export class ShopUpdated {
  @IsId() shopId!: string;
  @IsOptional() @IsText(255) domain?: string;
  @IsOptional() @IsText(255) myshopifyDomain?: string;
  @IsCurrencyCode() currency!: string;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.currencies) @IsText(3, { each: true }) presentmentCurrencies!: string[];
  /** `America/New_York` */
  @IsOptional() @IsText(255) timeZone?: string;
  @IsOptional() @IsText(16) countryCode?: string;
  @IsOptional() @IsText(255) planName?: string;
  @IsInstant() updatedAt!: string;
}
