import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import type { LimitKind } from './budget-account.js';
import { DEFAULT_THRESHOLDS } from './thresholds-crossed.js';

/** Whole numbers as text; a sign is read, so that the rule can say what is wrong with a negative amount. */
const AMOUNT = /^-?(0|[1-9]\d{0,14})$/;
const AN_AMOUNT = { message: '$property must be a whole number of at most 15 digits, as text' };
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const A_DAY = { message: '$property must be a day such as 2026-11-01' };
/** It goes into logs, terminals and columns of text. */
const ONE_LINE = /^\P{Cc}*$/u;

/** Longest name of a department, category or agent. */
const LONGEST_NAME = 64;
const LONGEST_CURRENCY = 8;

/** More warnings than this are none. */
const THRESHOLDS_MAX = 10;

export class ReasonBody {
  @ApiProperty({ example: 'The fair was cancelled', minLength: 3, maxLength: 300 })
  @IsString()
  @Length(3, 300)
  @Matches(ONE_LINE, { message: 'reason must be one line' })
  reason!: string;
}

export class BudgetTermsBody {
  @ApiPropertyOptional({
    enum: ['hard', 'soft'],
    default: 'hard',
    description: 'soft: beyond it governance is asked',
  })
  @IsOptional()
  @IsIn(['hard', 'soft'])
  limit: LimitKind = 'hard';

  @ApiPropertyOptional({
    type: [Number],
    default: DEFAULT_THRESHOLDS,
    description: 'Percent of the allocation, 1 to 1000',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(THRESHOLDS_MAX)
  @IsInt({ each: true })
  thresholds: number[] = [...DEFAULT_THRESHOLDS];
}

export class BudgetBody extends BudgetTermsBody {
  @ApiProperty({ example: 'marketing' }) @IsString() @MaxLength(LONGEST_NAME) department!: string;

  @ApiPropertyOptional({ example: 'advertising', description: 'All of them when left out' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  category?: string;

  @ApiPropertyOptional({ example: 'facebook', description: 'Everybody of the department when left out' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  agentId?: string;

  @ApiPropertyOptional({ example: 'USD', description: 'ISO 4217; left out for tokens' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURRENCY)
  currency?: string;

  @ApiPropertyOptional({ enum: ['tokens'], description: 'Instead of a currency: tokens of language models' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURRENCY)
  unit?: string;

  @ApiProperty({ example: '2500000', description: 'Minor units, or whole tokens; with per=day so much for each day' })
  @Matches(AMOUNT, AN_AMOUNT)
  allocatedMinor!: string;

  @ApiPropertyOptional({ enum: ['period', 'day'], default: 'period', description: 'day: so much for each day' })
  @IsOptional()
  @IsIn(['period', 'day'])
  per: 'period' | 'day' = 'period';

  @ApiProperty({ format: 'date', example: '2026-11-01', description: "First day, by the shop's calendar" })
  @Matches(DAY, A_DAY)
  periodStart!: string;

  @ApiPropertyOptional({
    format: 'date',
    example: '2026-11-30',
    description: 'Last day; with per=day it may be left out',
  })
  @IsOptional()
  @Matches(DAY, A_DAY)
  periodEnd?: string;
}

export class AllocateBody extends ReasonBody {
  @ApiProperty({ example: '3000000', description: 'The allocation from now on, not the change' })
  @Matches(AMOUNT, AN_AMOUNT)
  allocatedMinor!: string;
}

export class BudgetsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ example: 'marketing' }) @IsOptional() @IsString() @MaxLength(LONGEST_NAME) department?: string;
  @ApiPropertyOptional({ example: 'llm' }) @IsOptional() @IsString() @MaxLength(LONGEST_NAME) category?: string;
  @ApiPropertyOptional({ example: 'facebook' }) @IsOptional() @IsString() @MaxLength(LONGEST_NAME) agentId?: string;

  @ApiPropertyOptional({ format: 'date', example: '2026-11-24', description: 'In force on this day' })
  @IsOptional()
  @Matches(DAY, A_DAY)
  on?: string;
}

export class HistoryQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,8}$/, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

export class TransferBody extends ReasonBody {
  @ApiProperty({ format: 'uuid' }) @IsUUID() fromBudgetId!: string;
  @ApiProperty({ format: 'uuid' }) @IsUUID() toBudgetId!: string;
  @ApiProperty({ example: '100000' }) @Matches(AMOUNT, AN_AMOUNT) amountMinor!: string;
}

export class TransfersQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ enum: ['pending', 'done', 'rejected'] })
  @IsOptional()
  @IsIn(['pending', 'done', 'rejected'])
  state?: 'pending' | 'done' | 'rejected';
}

export class ApplyPlanBody extends BudgetTermsBody {
  @ApiPropertyOptional({ example: '64500000', description: 'What is split; left out where the plan names amounts' })
  @IsOptional()
  @Matches(AMOUNT, AN_AMOUNT)
  totalMinor?: string;

  @ApiProperty({ example: 'USD' }) @IsString() @MaxLength(LONGEST_CURRENCY) currency!: string;
  @ApiProperty({ format: 'date', example: '2027-01-01' }) @Matches(DAY, A_DAY) periodStart!: string;
  @ApiProperty({ format: 'date', example: '2027-12-31' }) @Matches(DAY, A_DAY) periodEnd!: string;
}

/** Of a daily budget: how it goes on. */
export class DailyAllocateBody {
  @ApiProperty({ example: '500000', description: 'For each day that has not begun to be spent' })
  @Matches(AMOUNT, AN_AMOUNT)
  allocatedMinor!: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day from now on' })
  @IsOptional()
  @Matches(DAY, A_DAY)
  periodEnd?: string;
}

export class DailyBudgetsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}
