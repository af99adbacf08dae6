import type { Page } from '@vividwalls/contracts';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';

export const DEFAULT_PAGE_SIZE = 50;
/** A larger page is answered with this many and a cursor. */
export const MAX_PAGE_SIZE = 1_000;

/** Query of every list: `cursor` is opaque and comes from the previous page. */
export class PageQuery {
  @ApiPropertyOptional({ type: String, description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE })
  @IsOptional()
  @Transform(({ value }) => Math.min(Number(value), MAX_PAGE_SIZE))
  @IsInt()
  @Min(1)
  limit: number = DEFAULT_PAGE_SIZE;
}

export type { Page };

/** Cuts a result that was read with one row more than asked for, and makes the cursor of the next page from its last. */
export function toPage<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  if (rows.length <= limit) return { items: rows };
  const items = rows.slice(0, limit);
  return { items, nextCursor: cursorOf(items.at(-1)!) };
}
