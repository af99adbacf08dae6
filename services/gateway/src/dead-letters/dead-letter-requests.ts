import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DEFAULT_RATE_PER_SECOND, MAX_RATE_PER_SECOND } from '@vividwalls/messaging';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { DeadLetterFilter, ONE_LINE } from './dead-letter-query.js';

/** A word is no reason, and a page is not read at night. */
const REASON = [5, 500] as const;

const ANY_OBJECT = { type: 'object', additionalProperties: true } as const;

/** Every act has a reason; it is recorded with who acted. */
export class DecisionBody {
  @ApiProperty({ type: String, example: 'The account exists since 14:05', minLength: REASON[0], maxLength: REASON[1] })
  @IsString()
  @Length(...REASON)
  @Matches(ONE_LINE, { message: 'reason must be one line' })
  reason!: string;
}

export class RedriveBody extends DecisionBody {
  @ApiPropertyOptional({
    ...ANY_OBJECT,
    description: "The event's data as it should have been; the rest of it stays",
  })
  @IsOptional()
  @IsObject()
  data?: Record<string, unknown>;

  @ApiPropertyOptional({ ...ANY_OBJECT, description: 'The whole envelope, for a message that was none' })
  @IsOptional()
  @IsObject()
  envelope?: Record<string, unknown>;
}

export class BulkBody extends DecisionBody {
  @ApiProperty({ type: DeadLetterFilter, description: 'Of the open letters; an empty one matches all of them' })
  @IsObject()
  @ValidateNested()
  @Type(() => DeadLetterFilter)
  filter!: DeadLetterFilter;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Only count what would be touched' })
  @IsOptional()
  @IsBoolean()
  dryRun: boolean = false;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MAX_RATE_PER_SECOND, default: DEFAULT_RATE_PER_SECOND })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_RATE_PER_SECOND)
  ratePerSecond: number = DEFAULT_RATE_PER_SECOND;
}
