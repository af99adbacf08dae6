import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { JsonObject } from '../../json.js';
import type { Schedule } from '../schedule.js';

export class ScheduleView {
  @ApiProperty({ type: String, example: 'daily-brief' }) id!: string;
  @ApiProperty({ type: String, example: 'The daily brief' }) title!: string;
  @ApiProperty({ type: String, example: 'brief.daily' }) capability!: string;
  @ApiProperty({ type: Object, description: 'Of its tasks, beside `day` and `timeZone`' }) input!: JsonObject;
  @ApiProperty({ enum: ['day', 'week'] }) every!: 'day' | 'week';
  @ApiProperty({ type: Number, nullable: true, description: '1 is Monday' }) weekday!: number | null;
  @ApiProperty({ type: String, example: '07:00', description: 'By the clock of the time zone' }) at!: string;
  @ApiProperty({ type: String, example: 'America/New_York' }) timeZone!: string;
  @ApiProperty({ type: Boolean }) enabled!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while it is off' })
  nextAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The task that it made last' }) lastTaskId!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ type: String, example: 'user:owner' }) updatedBy!: string;
}

export class SchedulePageView {
  @ApiProperty({ type: [ScheduleView] }) items!: ScheduleView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export function scheduleView({ nextAt, lastAt, updatedAt, ...schedule }: Schedule): ScheduleView {
  return {
    ...schedule,
    nextAt: schedule.enabled ? nextAt.toISOString() : null,
    lastAt: lastAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  };
}
