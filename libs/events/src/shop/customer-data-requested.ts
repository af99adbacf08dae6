import { ArrayMaxSize, IsArray } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';

@Event('vw.shop.customer.data_requested.v1', 'A customer asks which data is held about them; due within 30 days.')
export class CustomerDataRequested {
  @IsOptional() @IsId() dataRequestId?: string;
  @IsOptional() @IsId() shopId?: string;
  @IsOptional() @IsId() customerId?: string;
  /** SHA-256 (hex) of the trimmed, lower-cased e-mail address. */
  @IsOptional() @IsText(64) emailHash?: string;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.orderIds) @IsText(255, { each: true }) orderIds!: string[];
}
