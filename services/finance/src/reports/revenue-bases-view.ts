import { ApiProperty } from '@nestjs/swagger';
import type { Book } from '../journal/journal-entry.js';
import type { RevenueBasis } from './revenue-bases.js';

export class RevenueBasisView implements RevenueBasis {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: 38, description: 'Placed in these days' }) orders!: number;
  @ApiProperty({ example: '4825164', description: 'Of the orders placed in these days, whenever it was booked' })
  ofOrdersMinor!: string;
  @ApiProperty({ example: '4441254', description: 'Booked in these days, of whatever order' }) bookedMinor!: string;
  @ApiProperty({ example: '-12000', description: 'Of these orders, booked on other days: refunds are negative' })
  bookedOnOtherDaysMinor!: string;
  @ApiProperty({ example: '-395910', description: 'Booked in these days of other orders: refunds are negative' })
  ofOtherOrdersMinor!: string;
}

/** Net revenue of some days on both bases. */
export class RevenueBasesView {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ format: 'date', example: '2026-11-28' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-28' }) to!: string;
  @ApiProperty({ type: [RevenueBasisView] }) currencies!: RevenueBasisView[];
}
