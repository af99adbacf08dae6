import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type {
  AttributionComparison,
  AttributionComparisonRow,
  AttributionSummary,
  AttributionSummaryOfCurrency,
  AttributionSummaryRow,
} from '@vividwalls/contracts';
import type { Book } from '../../journal/journal-entry.js';

const NULLABLE = { type: String, nullable: true } as const;
const REASON = { example: 'No order of the real book that earned anything was placed from 2026-11-01 to 2026-11-24.' };

class RowHeadView {
  @ApiProperty({
    ...NULLABLE,
    example: 'instagram-agent',
    description: 'Null: the touches name none, or there were none',
  })
  key!: string | null;
  @ApiProperty({ ...NULLABLE, example: 'Instagram Agent' }) name!: string | null;
  @ApiProperty({ description: 'True of what nothing touched' }) unattributed!: boolean;
}

export class SummaryRowView extends RowHeadView implements AttributionSummaryRow {
  @ApiProperty({ example: '240000' }) creditedMinor!: string;
  @ApiProperty({ example: '12.500000', description: 'An order is divided as its money is' }) orders!: string;
  @ApiProperty({ ...NULLABLE, example: '38.71', description: 'Of net revenue' }) sharePercent!: string | null;
}

export class SummaryOfCurrencyView implements AttributionSummaryOfCurrency {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: '620000', description: 'All credits, what nothing touched included' })
  netRevenueMinor!: string;
  @ApiProperty({ example: '31.000000' }) orders!: string;
  @ApiProperty({ type: [SummaryRowView], description: 'Most credited first' }) rows!: SummaryRowView[];
}

class AnswerHeadView {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ example: 'last' }) modelOfRecord!: string;
  @ApiProperty({ example: 'agent' }) by!: string;
  @ApiProperty({ format: 'date', example: '2026-10-26' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
  @ApiProperty({ type: [String], example: [] }) notes!: string[];
  @ApiPropertyOptional(REASON) reason?: string;
}

/** Credits under one model. */
export class AttributionSummaryView extends AnswerHeadView implements AttributionSummary {
  @ApiProperty({ example: 'last' }) model!: string;
  @ApiProperty({ type: [SummaryOfCurrencyView] }) currencies!: SummaryOfCurrencyView[];
}

export class ComparisonRowView extends RowHeadView implements AttributionComparisonRow {
  @ApiProperty({
    ...{ type: 'object', additionalProperties: { type: 'string' } },
    example: { first: '180000', last: '240000', linear: '210000' },
  })
  creditedMinor!: Record<string, string>;
  @ApiProperty({
    ...{ type: 'object', additionalProperties: { type: 'string', nullable: true } },
    example: { first: '29.03', last: '38.71', linear: '33.87' },
  })
  sharePercent!: Record<string, string | null>;
}

export class ComparisonOfCurrencyView {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: '620000', description: 'The same under every model' }) netRevenueMinor!: string;
  @ApiProperty({ example: '31.000000' }) orders!: string;
  @ApiProperty({ type: [ComparisonRowView], description: 'Most credited by the model of record first' })
  rows!: ComparisonRowView[];
}

/** Credits under every model, side by side. */
export class AttributionComparisonView extends AnswerHeadView implements AttributionComparison {
  @ApiProperty({ type: [String], example: ['first', 'last', 'linear'] }) models!: string[];
  @ApiProperty({ type: [ComparisonOfCurrencyView] }) currencies!: ComparisonOfCurrencyView[];
}
