import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsTimeZone } from '@vividwalls/platform';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** What shall be otherwise; what is left out stays as it is. */
export class ScheduleBody {
  @ApiPropertyOptional({ type: Boolean }) @IsOptional() @IsBoolean() enabled?: boolean;

  @ApiPropertyOptional({ enum: ['day', 'week'] }) @IsOptional() @IsIn(['day', 'week']) every?: 'day' | 'week';

  @ApiPropertyOptional({ type: Number, example: 1, description: '1 is Monday; of one that comes every week' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(7)
  weekday?: number;

  @ApiPropertyOptional({ type: String, example: '07:30', description: 'By the clock of the time zone' })
  @IsOptional()
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'at must be a time such as 07:30' })
  at?: string;

  @ApiPropertyOptional({ type: String, example: 'America/New_York' }) @IsOptional() @IsTimeZone() timeZone?: string;
}
