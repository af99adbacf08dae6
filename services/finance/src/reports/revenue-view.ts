import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Revenue, RevenuePeriod, StreamRevenue } from '@vividwalls/contracts';
import type { Book } from '../journal/journal-entry.js';
import { REASON } from './report-views.js';

const NULLABLE = { type: String, nullable: true } as const;

export class StreamRevenueView implements StreamRevenue {
  @ApiProperty({ example: 'direct', description: 'other: shipping, tips, fees and adjustments, which are of no line' })
  stream!: string;
  @ApiProperty({ type: Number, nullable: true, example: 12 }) orders!: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 14, description: 'Sold less taken back' }) units!:
    number | null;
  @ApiProperty({ ...NULLABLE, example: '240000' }) grossMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '12000' }) discountsMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '19900' }) refundsMinor!: string | null;
  @ApiProperty({ example: '208100' }) netMinor!: string;
  @ApiPropertyOptional() reason?: string;
}

export class RevenuePeriodView implements RevenuePeriod {
  @ApiProperty({ example: '2026-11-24' }) name!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
  @ApiProperty({ type: Number, nullable: true, example: 12, description: 'Placed in the period' }) orders!:
    number | null;
  @ApiProperty({ ...NULLABLE, example: '240000' }) grossMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '12000', description: 'Taken off' }) discountsMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '19900', description: 'Taken back in the period, chargebacks with them' })
  refundsMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '6000' }) shippingMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '500', description: 'Tips, fees, adjustments' }) otherMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '214600', description: 'gross − discounts − refunds + shipping + other' })
  netMinor!: string | null;
  @ApiProperty({ type: [StreamRevenueView], description: 'Of the orders placed in the period, as they stand now' })
  streams!: StreamRevenueView[];
  @ApiPropertyOptional({ type: StreamRevenueView, description: 'All of them together; absent where there are none' })
  streamsTotal?: StreamRevenueView;
  @ApiPropertyOptional({ example: 'The books begin on 2026-02-01.' }) reason?: string;
}

export class RevenueCurrencyView {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ type: [RevenuePeriodView] }) periods!: RevenuePeriodView[];
}

export class CoveredView {
  @ApiProperty({ format: 'date', example: '2026-02-01' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
}

/** Revenue by day, week or month. */
export class RevenueView implements Revenue {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ format: 'date', example: '2026-11-01' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
  @ApiProperty({ example: 'day' }) by!: string;
  @ApiProperty({ type: CoveredView, nullable: true, description: 'Days of which the books know' })
  covers!: CoveredView | null;
  @ApiProperty({ type: [RevenueCurrencyView] }) currencies!: RevenueCurrencyView[];
  @ApiPropertyOptional(REASON) reason?: string;
}
