import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { MarginRow, Margins } from '@vividwalls/contracts';
import type { Book } from '../journal/journal-entry.js';
import { FigureView, REASON } from '../reports/report-views.js';
import { MARGINS_BY } from './margins-query.js';

export class UnknownCostView {
  @ApiProperty({ example: 0, description: 'Orders whose cost of goods is not known' }) orders!: number;
  @ApiPropertyOptional({ example: 'The cost of goods of 2 orders is unknown.' }) reason?: string;
}

export class MarginRowView implements MarginRow {
  @ApiProperty({ type: String, nullable: true, example: '450789469', description: 'Null: what `reason` says' })
  key!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '#1001' }) name!: string | null;
  @ApiPropertyOptional({ example: '450789469' }) orderId?: string;
  @ApiPropertyOptional({ format: 'date', example: '2026-03-01' }) placedOn?: string;
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: 1 }) orders!: number;
  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Sold less taken back' }) units!:
    number | null;
  @ApiProperty({ example: '20400' }) netRevenueMinor!: string;
  @ApiProperty({ type: String, nullable: true, example: '8500', description: 'As far as known; null when nothing is' })
  costOfGoodsMinor!: string | null;
  @ApiProperty({ example: '622' }) processorFeesMinor!: string;
  @ApiProperty({ example: '2040' }) commissionsMinor!: string;
  @ApiPropertyOptional({
    ...{ type: String, nullable: true, example: '5000' },
    description: 'Agents: spent in the days of the report, costs and settled spends; null when none is told',
  })
  advertisingMinor?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: '180' }) agentRunsMinor?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: '0' }) otherCostsMinor?: string | null;
  @ApiPropertyOptional({ example: 'No cost is told of it in these days.' }) spentReason?: string;
  @ApiProperty({ type: FigureView }) margin!: FigureView;
  @ApiProperty({ type: UnknownCostView }) unknown!: UnknownCostView;
  @ApiPropertyOptional({ description: 'What a row without a key is of' }) reason?: string;
}

/** Contribution margins. */
export class MarginsView implements Margins {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ enum: MARGINS_BY }) by!: string;
  @ApiProperty({ format: 'date', example: '2026-01-01' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
  @ApiProperty({ type: [MarginRowView] }) items!: MarginRowView[];
  @ApiPropertyOptional() nextCursor?: string;
  @ApiProperty({ type: [MarginRowView], description: 'Of groups: what belongs to none of them, by currency' })
  rest!: MarginRowView[];
  @ApiProperty({
    type: [MarginRowView],
    description:
      'Of all these orders, by currency; of orders and lines on the first page, of agents with all they spent',
  })
  totals!: MarginRowView[];
  @ApiPropertyOptional(REASON) reason?: string;
}
