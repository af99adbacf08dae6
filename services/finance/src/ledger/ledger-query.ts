import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { Book } from '../journal/journal-entry.js';

const LONGEST_ID = 255;

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
}
