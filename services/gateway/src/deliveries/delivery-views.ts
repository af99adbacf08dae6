import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { DeliveryRecord, ListedDelivery } from './delivery.queries.js';

export class DeliveryView implements ListedDelivery {
  @ApiProperty({ type: String, example: '1532', description: 'Its place in the list' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', description: 'The event that holds it as it came' }) eventId!: string;
  @ApiProperty({ type: String, example: 'prints.myshopify.com' }) shop!: string;
  @ApiProperty({ type: String, example: 'orders/paid' }) topic!: string;
  @ApiProperty({ type: String, description: 'Shopify’s id of it; one that was made where it gave none' })
  deliveryId!: string;
  @ApiProperty({ type: String, nullable: true, example: '2026-07' }) apiVersion!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ type: Number, example: 7_412 }) bodyBytes!: number;
  @ApiProperty({ enum: ['translated', 'untranslatable'] }) status!: DeliveryRecord['status'];
  @ApiProperty({ type: String, nullable: true, example: 'unknown_topic' }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) message!: string | null;
  @ApiProperty({ type: Number, description: 'How many facts it became' }) facts!: number;
  @ApiProperty({ type: [String], description: 'What a person should know of the translation' })
  notes!: readonly string[];
}

export class DeliveryPageView {
  @ApiProperty({ type: [DeliveryView], description: 'The newest first' }) items!: readonly DeliveryView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}
