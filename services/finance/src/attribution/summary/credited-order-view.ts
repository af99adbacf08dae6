import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Book } from '../../journal/journal-entry.js';

/** An order of which a group was credited something. */
export class CreditedOrderView {
  @ApiProperty({ example: '450789469' }) orderId!: string;
  @ApiProperty({ type: String, nullable: true, example: '#1001' }) name!: string | null;
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ format: 'date-time' }) placedAt!: string;
  @ApiProperty({ example: 'linear', description: 'The model by which it was booked' }) model!: string;
  @ApiProperty({ example: '19900' }) netRevenueMinor!: string;
  @ApiProperty({ example: '6634', description: 'What of it is the group’s by now' }) creditedMinor!: string;
}

export class CreditedOrderPageView {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ format: 'date', example: '2026-10-26' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
  @ApiProperty({ type: [CreditedOrderView], description: 'Newest first' }) items!: readonly CreditedOrderView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}
