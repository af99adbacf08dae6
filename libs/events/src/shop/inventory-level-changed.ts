import { IsInt } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOptional } from '../core/rules.js';

@Event('vw.shop.inventory_level.changed.v1', 'The stock of one item at one location changed; the newest wins.')
export class InventoryLevelChanged {
  @IsId() inventoryItemId!: string;
  @IsId() locationId!: string;
  /** Absent when the item is not tracked at this location. May be negative: oversold. */
  @IsOptional() @IsInt() available?: number;
  @IsInstant() updatedAt!: string;
}
