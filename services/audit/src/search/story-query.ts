import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

const LONGEST = 255;
const MOST_EVENTS = 1_000;
const USUAL_EVENTS = 500;

/** Of what the story is: give one of the two. */
export class StoryQuery {
  @ApiPropertyOptional({ type: String, description: 'Everything that followed from this first cause' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  correlationId?: string;

  @ApiPropertyOptional({
    type: String,
    description: "An aggregate's id, such as an order's, and what followed with it",
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  subject?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MOST_EVENTS, default: USUAL_EVENTS })
  @IsOptional()
  @Transform(({ value }) => Number(value))
  @IsInt()
  @Min(1)
  @Max(MOST_EVENTS)
  limit: number = USUAL_EVENTS;
}
