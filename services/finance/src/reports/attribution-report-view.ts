import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { AttributionReturn, AttributionReturns } from '@vividwalls/contracts';
import type { Book } from '../journal/journal-entry.js';
import { REASON } from './report-views.js';

const NULLABLE = { type: String, nullable: true } as const;

export class AttributionReturnView implements AttributionReturn {
  @ApiProperty({ ...NULLABLE, example: 'pinterest-agent', description: 'Null: nobody is known or named' })
  key!: string | null;
  @ApiProperty({ ...NULLABLE, example: 'Pinterest Agent' }) name!: string | null;
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: '12.500000', description: 'An order is divided as its money is' }) orders!: string;
  @ApiProperty({ example: '240000' }) creditedMinor!: string;
  @ApiProperty({ ...NULLABLE, example: '60000', description: 'Null: no cost is told' }) costMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '55000' }) advertisingMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '5000' }) agentRunsMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '0' }) otherCostsMinor!: string | null;
  @ApiProperty({ ...NULLABLE, example: '4.0000', description: 'Credited revenue for each unit of cost' })
  returnOnCost!: string | null;
  @ApiPropertyOptional({ example: 'No cost is told of it in these days.' }) reason?: string;
}

/** Attribution with cost and return. */
export class AttributionReturnsView implements AttributionReturns {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ example: 'last' }) model!: string;
  @ApiProperty({ example: 'agent' }) by!: string;
  @ApiProperty({ format: 'date', example: '2026-10-26' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
  @ApiProperty({ type: [AttributionReturnView], description: 'Most credited first' }) rows!: AttributionReturnView[];
  @ApiPropertyOptional(REASON) reason?: string;
}
