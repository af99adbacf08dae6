import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { Json, JsonObject } from '../../json.js';
import { PRIORITIES, TASK_STATES, WAITS_FOR, type Priority, type TaskState, type WaitsFor } from '../task.js';

const ONE_LINE = /^\P{Cc}*$/u;
const AMOUNT = /^(0|[1-9]\d{0,14})$/;

export class TaskContextBody {
  @ApiPropertyOptional({ example: 'We need twelve large prints for our hotel lobby' })
  @IsOptional()
  @IsString()
  @MaxLength(8_000)
  text?: string;
  @ApiPropertyOptional({ example: 'hospitality' }) @IsOptional() @IsString() @Length(1, 64) customerType?: string;
  @ApiPropertyOptional({ example: 'vip' }) @IsOptional() @IsString() @Length(1, 64) segment?: string;
  @ApiPropertyOptional({ example: '6312457814' }) @IsOptional() @IsString() @Length(1, 255) customerId?: string;
  @ApiPropertyOptional({ example: '5512457811' }) @IsOptional() @IsString() @Length(1, 255) orderId?: string;
  @ApiPropertyOptional({ example: '250000' })
  @IsOptional()
  @Matches(AMOUNT, { message: 'orderValueMinor must be a whole number of at most 15 digits, as text' })
  orderValueMinor?: string;
  @ApiPropertyOptional({ example: 'USD' }) @IsOptional() @IsString() @Length(3, 3) currency?: string;
  @ApiPropertyOptional({ example: 'email' }) @IsOptional() @IsString() @Length(1, 64) channel?: string;
  @ApiPropertyOptional({ example: 'US' }) @IsOptional() @IsString() @Length(1, 64) country?: string;
  @ApiPropertyOptional({ type: [String], example: ['large-format'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  tags?: string[];
}

export class TaskBody {
  @ApiPropertyOptional({ example: 'triage-5512457811', description: 'The same key is the same task' })
  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,200}$/, { message: 'key must be 1 to 200 visible ASCII characters' })
  key?: string;

  @ApiPropertyOptional({ example: 'order.triage', description: 'Left out when routing shall find it' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  capability?: string;

  @ApiProperty({
    ...{ type: 'object', additionalProperties: true, example: { orderId: '5512457811' } },
    description: 'As the capability’s schema says',
  })
  @IsObject()
  input!: JsonObject;

  @ApiPropertyOptional({ type: TaskContextBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => TaskContextBody)
  context?: TaskContextBody;

  @ApiPropertyOptional({ enum: PRIORITIES, default: 'medium' })
  @IsOptional()
  @IsIn([...PRIORITIES])
  priority?: Priority;

  @ApiProperty({ example: '6312457814', description: 'What it is about: a customer’s id, else an order’s' })
  @IsString()
  @Length(1, 255)
  subject!: string;

  @ApiPropertyOptional({ example: 'orders-fulfillment-agent', description: 'Only this agent shall do it' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  agentId?: string;

  @ApiPropertyOptional({ format: 'date-time' }) @IsOptional() @IsISO8601({ strict: true }) dueAt?: string;
  @ApiPropertyOptional({ format: 'date-time' }) @IsOptional() @IsISO8601({ strict: true }) runAfter?: string;
  @ApiPropertyOptional({ description: 'Counts in no report' }) @IsOptional() @IsBoolean() test?: boolean;
}

/** As many as one transaction takes without keeping others waiting. */
export const TASKS_AT_ONCE_MAX = 200;

export class TaskBatchBody {
  @ApiProperty({ type: [TaskBody], minItems: 1, maxItems: TASKS_AT_ONCE_MAX })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TASKS_AT_ONCE_MAX)
  @ValidateNested({ each: true })
  @Type(() => TaskBody)
  tasks!: TaskBody[];
}

export class TaskReasonBody {
  @ApiProperty({ example: 'The customer has cancelled the order', minLength: 3, maxLength: 500 })
  @IsString()
  @Length(3, 500)
  @Matches(ONE_LINE, { message: 'reason must be one line' })
  reason!: string;
}

/** Either of the two. */
export class AnswerBody {
  @ApiPropertyOptional({
    ...{ type: 'object', additionalProperties: { type: 'string' } },
    example: { 'Which order is it about?': '5512457811' },
    description: 'Answers by question, for a task that waits for clarification',
  })
  @IsOptional()
  @IsObject()
  clarifications?: Record<string, string>;

  @ApiPropertyOptional({
    ...{ type: 'object', additionalProperties: true },
    description: 'What was done, for a task that waits for a person',
  })
  @IsOptional()
  output?: Json;
}

export class TasksQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ enum: TASK_STATES, isArray: true, description: 'One, or several with commas' })
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMaxSize(TASK_STATES.length)
  @IsIn([...TASK_STATES], { each: true })
  state?: TaskState[];

  @ApiPropertyOptional({
    ...{ enum: WAITS_FOR, isArray: true },
    description: 'One, or several with commas: person,clarification are those that wait for a person’s answer',
  })
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMaxSize(WAITS_FOR.length)
  @IsIn([...WAITS_FOR], { each: true })
  waitsFor?: WaitsFor[];

  @ApiPropertyOptional({ example: 'sales-director' }) @IsOptional() @IsString() @Length(1, 64) agent?: string;
  @ApiPropertyOptional({ example: 'order.triage' }) @IsOptional() @IsString() @Length(1, 64) capability?: string;
  @ApiPropertyOptional({
    example: '6312457814',
    description:
      'What it is about: its subject, mostly a customer, or the order that its context or input names (`orderId`)',
  })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  subject?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Its children' }) @IsOptional() @IsUUID() parent?: string;
  @ApiPropertyOptional({ enum: ['true'], description: 'Only what should have been done by now' })
  @IsOptional()
  @IsIn(['true'])
  overdue?: 'true';

  @ApiPropertyOptional({
    enum: ['true'],
    description: 'Only what fulfils an order that should be at the printer by now and is not',
  })
  @IsOptional()
  @IsIn(['true'])
  orderLate?: 'true';
}

export class TimelineQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(/^\d{1,9}$/, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

export class StopsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}
