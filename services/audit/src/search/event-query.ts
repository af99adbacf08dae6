import { PageQuery } from '@vividwalls/platform';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const LONGEST = 255;

/** Filters of the event search; all given ones must match. */
export class EventQuery extends PageQuery {
  /** A full type, or its beginning with a star: `vw.shop.*`. */
  @ApiPropertyOptional({ type: String, example: 'vw.shop.*' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  type?: string;
  /** The aggregate's id: an order's, a customer's. */
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  subject?: string;
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  correlationId?: string;
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  id?: string;
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  stream?: string;
  /** Newest first by default. */
  @ApiPropertyOptional({ enum: ['asc', 'desc'], default: 'desc' })
  @IsOptional()
  @IsIn(['asc', 'desc'])
  order: 'asc' | 'desc' = 'desc';
  @IsOptional() @Matches(/^[0-9]{1,18}$/, { message: 'cursor must be one that a page gave' }) declare cursor?: string;
}
