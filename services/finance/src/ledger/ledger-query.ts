import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { Book } from '../journal/journal-entry.js';

const LONGEST_ID = 255;
const LONGEST_DAY = 32;

export class TrialBalanceQuery {
  @ApiPropertyOptional({ enum: ['real', 'test'], default: 'real', description: 'Test and owner orders have their own' })
  @IsOptional()
  @IsIn(['real', 'test'])
  book: Book = 'real';

  @ApiPropertyOptional({ format: 'date-time', description: 'Of what had happened by then; everything by default' })
  @IsOptional()
  @IsISO8601({ strict: true })
  at?: string;
}

export class EntriesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ example: 'refund' }) @IsOptional() @IsString() @MaxLength(64) kind?: string;
  @ApiPropertyOptional({ example: '450789469' }) @IsOptional() @IsString() @MaxLength(LONGEST_ID) orderId?: string;

  @ApiPropertyOptional({ enum: ['real', 'test'], description: 'Both by default' })
  @IsOptional()
  @IsIn(['real', 'test'])
  book?: Book;

  @ApiPropertyOptional({ example: 'income:discounts', description: 'Entries with a posting on this account' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  account?: string;

  @ApiPropertyOptional({ example: 'USD', description: 'Entries with a posting in this currency' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DAY)
  currency?: string;

  @ApiPropertyOptional({ format: 'date', example: '2026-11-01', description: 'Of what happened since this day' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DAY)
  from?: string;

  @ApiPropertyOptional({ format: 'date', example: '2026-11-30', description: 'The last day, included' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DAY)
  to?: string;
}
