import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AGENT_STATUSES, LEVELS, type AgentLevel, type AgentStatus } from '../agent.js';
import {
  A_SLUG,
  AgentCapabilityBody,
  AgentBudgetBody,
  ExecutorBody,
  LIST_MAX,
  ONE_LINE,
  ONE_LINE_ONLY,
  PersonaBody,
  ResilienceBody,
  SlaBody,
  SLUG,
} from './agent-parts.js';

/** All of an agent. What is left out stays as it was, or gets its default in a new one. */
export class AgentBody {
  @ApiProperty({ example: 'Gift Card Agent' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  name!: string;

  @ApiProperty({ example: 'Sales' }) @IsString() @IsNotEmpty() @MaxLength(64) department!: string;

  @ApiPropertyOptional({ enum: LEVELS, default: 'specialist' }) @IsOptional() @IsIn(LEVELS) level?: AgentLevel;

  @ApiProperty({ type: String, nullable: true, example: 'sales-director', description: 'null for the root alone' })
  @ValidateIf((_agent, manager) => manager !== null)
  @Matches(SLUG, A_SLUG)
  reportsTo!: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'A second manager' })
  @IsOptional()
  @Matches(SLUG, A_SLUG)
  alsoReportsTo?: string | null;

  @ApiPropertyOptional({ example: 'gift cards and vouchers', default: '' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  role?: string;

  @ApiPropertyOptional({ default: false, description: 'Of the roster before' })
  @IsOptional()
  @IsBoolean()
  inLegacy?: boolean;
  @ApiPropertyOptional({ default: true, description: 'Of the roster after' })
  @IsOptional()
  @IsBoolean()
  inTarget?: boolean;
  @ApiPropertyOptional({ enum: AGENT_STATUSES, default: 'active' })
  @IsOptional()
  @IsIn(AGENT_STATUSES)
  status?: AgentStatus;

  @ApiPropertyOptional({ type: SlaBody }) @IsOptional() @ValidateNested() @Type(() => SlaBody) sla?: SlaBody;

  @ApiPropertyOptional({ type: ExecutorBody, description: 'playbook by default' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ExecutorBody)
  executor?: ExecutorBody;

  @ApiPropertyOptional({ type: [String], default: [], description: 'Names of tools it may use' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIST_MAX)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  tools?: string[];

  @ApiPropertyOptional({ type: AgentBudgetBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => AgentBudgetBody)
  budget?: AgentBudgetBody;

  @ApiPropertyOptional({ type: [PersonaBody], default: [] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIST_MAX)
  @ValidateNested({ each: true })
  @Type(() => PersonaBody)
  personas?: PersonaBody[];

  @ApiPropertyOptional({ type: [AgentCapabilityBody], default: [] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIST_MAX)
  @ValidateNested({ each: true })
  @Type(() => AgentCapabilityBody)
  capabilities?: AgentCapabilityBody[];

  @ApiPropertyOptional({ type: ResilienceBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => ResilienceBody)
  resilience?: ResilienceBody;

  @ApiPropertyOptional({ example: 3, description: 'The version that is changed; left out for a new agent' })
  @IsOptional()
  @IsInt()
  @Min(0)
  expectedVersion?: number;
}

export class StatusBody {
  @ApiProperty({ enum: ['active', 'paused', 'retired'], example: 'paused' })
  @IsIn(['active', 'paused', 'retired'])
  status!: Exclude<AgentStatus, 'planned'>;

  @ApiPropertyOptional({ example: 'The partner is closed over Christmas', maxLength: 300 })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  reason?: string;
}

export const ROSTERS = ['legacy', 'target'] as const;
export type RosterName = (typeof ROSTERS)[number];

export class AgentsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ROSTERS, description: 'The roster before, or the one after' })
  @IsOptional()
  @IsIn(ROSTERS)
  roster?: RosterName;
  @ApiPropertyOptional({ example: 'Sales' }) @IsOptional() @IsString() @MaxLength(64) department?: string;
  @ApiPropertyOptional({ enum: AGENT_STATUSES }) @IsOptional() @IsIn(AGENT_STATUSES) status?: AgentStatus;
  @ApiPropertyOptional({ example: 'copy.write' }) @IsOptional() @IsString() @MaxLength(64) capability?: string;
}

export class VersionsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,8}$/, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}
