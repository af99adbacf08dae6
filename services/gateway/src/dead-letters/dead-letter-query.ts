import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { LETTER_CURSOR, LETTER_STATES, type LetterFilter } from '@vividwalls/messaging';
import { PageQuery } from '@vividwalls/platform';
import { IsISO8601, IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

const LONGEST_NAME = 255;

/** One letter is found in every error; a search for less than three finds everything and nothing. */
const SEARCHED = [3, 200] as const;

/** No line breaks, no escapes: it goes into logs, terminals and columns of text. */
export const ONE_LINE = /^\P{Cc}*$/u;

const INSTANT = /^\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d))?$/;
const AN_INSTANT = { message: '$property must be a date, or an instant such as 2026-11-22T10:15:00Z' };
const STATES = [...LETTER_STATES, 'all'];

/** Which letters; all that are given must match. */
export class DeadLetterFilter {
  @ApiPropertyOptional({ type: String, example: 'finance', description: 'Whole, or its beginning with a star' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(ONE_LINE)
  consumer?: string;

  @ApiPropertyOptional({ type: String, example: 'vw.shop.*', description: 'Whole, or its beginning with a star' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(ONE_LINE)
  type?: string;

  @ApiPropertyOptional({ type: String, example: 'permanent', description: 'Why they were given up' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(ONE_LINE)
  reason?: string;

  @ApiPropertyOptional({ type: String, example: 'SHOP', description: 'Where their messages lay' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(ONE_LINE)
  stream?: string;

  @ApiPropertyOptional({
    type: String,
    example: 'no currency',
    description:
      "Part of the error's message, of the event's id or type, or of the aggregate's id; case does not matter",
  })
  @IsOptional()
  @IsString()
  @Length(...SEARCHED)
  @Matches(ONE_LINE)
  text?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'They failed at this instant or later' })
  @IsOptional()
  @Matches(INSTANT, AN_INSTANT)
  @IsISO8601({ strict: true }, AN_INSTANT)
  since?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'They failed before this instant' })
  @IsOptional()
  @Matches(INSTANT, AN_INSTANT)
  @IsISO8601({ strict: true }, AN_INSTANT)
  until?: string;
}

export class DeadLetterSummaryQuery extends DeadLetterFilter {
  @ApiPropertyOptional({ enum: STATES, default: 'all' })
  @IsOptional()
  @IsIn(STATES)
  state: string = 'all';
}

export class DeadLetterQuery extends IntersectionType(PageQuery, DeadLetterFilter) {
  @ApiPropertyOptional({ enum: STATES, default: 'open' })
  @IsOptional()
  @IsIn(STATES)
  state: string = 'open';

  @ApiPropertyOptional({ type: String, example: '3f2a', description: "The beginning of a letter's id" })
  @IsOptional()
  @Matches(/^[0-9a-fA-F]{4}([0-9a-fA-F]-?){0,28}$/, {
    message: 'id must be the beginning of an id, four digits or more',
  })
  id?: string;

  @IsOptional()
  @Matches(LETTER_CURSOR, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

/** A filter as the desk takes it: instants in UTC, and without what was not given. */
export function filterOf(query: Partial<DeadLetterQuery>): LetterFilter {
  const { consumer, type, reason, stream, text, state, id } = query;
  const filter = {
    ...{ consumer, type, reason, stream, text },
    since: query.since && new Date(query.since).toISOString(),
    until: query.until && new Date(query.until).toISOString(),
    id: id?.toLowerCase(),
    state: state === 'all' ? undefined : state,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as LetterFilter;
}
