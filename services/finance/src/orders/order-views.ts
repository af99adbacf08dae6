import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Book } from '../journal/journal-entry.js';
import { MarginRowView } from '../margins/margins-view.js';

const NULLABLE = { type: String, nullable: true } as const;

/** An order as it is found by its number. */
export class FoundOrderView {
  @ApiProperty({ example: '450789469' }) orderId!: string;
  @ApiProperty({ ...NULLABLE, example: '#1001', description: 'The number that the shop shows' }) name!: string | null;
  @ApiProperty({ example: 'vividwalls.myshopify.com' }) shop!: string;
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ ...NULLABLE, example: 'USD' }) currency!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time' }) placedAt!: string | null;
  @ApiProperty() cancelled!: boolean;
  @ApiProperty({ ...NULLABLE, example: '19900', description: 'Null until anything of it is booked' })
  netRevenueMinor!: string | null;
}

export class FoundOrdersView {
  @ApiProperty({ type: [FoundOrderView], description: 'Newest first, at most twenty' }) items!: FoundOrderView[];
}

/** An order as people call it. */
export class OrderNameView {
  @ApiProperty({ example: '450789469' }) orderId!: string;
  @ApiProperty({ example: '#1001', description: 'The number that the shop shows; it never changes' }) name!: string;
  @ApiProperty({ description: 'A test order, which never counts' }) test!: boolean;
}

export class OrderNamesView {
  @ApiProperty({ type: [OrderNameView], description: 'Those of the ids whose number is known' })
  items!: OrderNameView[];
}

/** What the books say of one order, with what is left of it. */
export class OrderInBooksView extends FoundOrderView {
  @ApiProperty({ example: '19900', description: 'Paid for it' }) capturedMinor!: string;
  @ApiProperty({ example: '0', description: 'Given back' }) returnedMinor!: string;
  @ApiProperty({ example: '1590', description: 'Tax owed on it' }) taxMinor!: string;
  @ApiProperty({ type: MarginRowView, nullable: true, description: 'Null until anything of it is booked' })
  margin!: MarginRowView | null;
  @ApiProperty({ type: [MarginRowView], description: 'The margin of every line' }) lines!: MarginRowView[];
  @ApiProperty({ type: [String], description: 'Why something is not known' }) missing!: string[];
  @ApiPropertyOptional({ example: 'Nothing of it is paid yet.' }) reason?: string;
}
