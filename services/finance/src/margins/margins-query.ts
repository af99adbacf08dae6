import { ApiPropertyOptional } from '@nestjs/swagger';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '@vividwalls/platform';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { RangeQuery } from '../reports/report-query.js';

export const MARGINS_BY = ['order', 'line', 'size', 'product', 'segment', 'agent', 'stream'] as const;
export type MarginsBy = (typeof MARGINS_BY)[number];

export const SORTS = ['placed', 'net', '-net', 'margin', '-margin', 'key'] as const;
export type MarginSort = (typeof SORTS)[number];

const LONGEST_CURSOR = 600;

export class MarginsQuery extends RangeQuery {
  @ApiPropertyOptional({ enum: MARGINS_BY, default: 'order' })
  @IsOptional()
  @IsIn(MARGINS_BY)
  by: MarginsBy = 'order';

  @ApiPropertyOptional({
    enum: SORTS,
    description:
      'placed: newest first (orders and lines, their default). net, margin: highest first (groups: net by default); with -, lowest first. key: groups only. Unknown margins come last.',
  })
  @IsOptional()
  @IsIn(SORTS)
  sort?: MarginSort;

  @ApiPropertyOptional({ type: String, description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  cursor?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE })
  @IsOptional()
  @Transform(({ value }) => Math.min(Number(value), MAX_PAGE_SIZE))
  @IsInt()
  @Min(1)
  limit: number = DEFAULT_PAGE_SIZE;
}
