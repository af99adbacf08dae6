import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Book } from '../journal/journal-entry.js';

const LONGEST_DAY = 32;
const LONGEST_CURRENCY = 16;

/** How an answer is written. */
export class FormatQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json', description: 'csv: a file to be kept (RFC 4180)' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format: 'json' | 'csv' = 'json';
}

export class BookQuery extends FormatQuery {
  @ApiPropertyOptional({ enum: ['real', 'test'], default: 'real', description: 'Test and owner orders have their own' })
  @IsOptional()
  @IsIn(['real', 'test'])
  book: Book = 'real';

  @ApiPropertyOptional({ example: 'USD', description: 'ISO 4217; every currency of the books by default' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURRENCY)
  currency?: string;
}

/** What every report over days takes. Whether the days make sense is for `reportRange`. */
export class RangeQuery extends BookQuery {
  @ApiPropertyOptional({ format: 'date', example: '2026-01-01', description: "First day, by the shop's calendar" })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DAY)
  from?: string;

  @ApiPropertyOptional({ format: 'date', example: '2026-12-31', description: 'Last day, included; today by default' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DAY)
  to?: string;
}
