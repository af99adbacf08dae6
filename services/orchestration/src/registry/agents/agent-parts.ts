import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { JsonObject } from '../../json.js';
import {
  EXECUTOR_KINDS,
  type AgentCapability,
  type ExecutorChoice,
  type ExecutorKind,
  type Persona,
  type Resilience,
} from '../agent.js';

/** As many as an event of an agent can name. */
export const LIST_MAX = 200;
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const A_SLUG = { message: '$property must be lower case with hyphens: seo-sem-agent' };
const CAPABILITY = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const A_CAPABILITY = { message: '$property must be words in lower case with dots and hyphens: order.triage' };
const MINOR = /^(0|[1-9]\d{0,14})$/;
const A_MINOR = { message: '$property must be minor units as text, zero or more: "12"' };
export const ONE_LINE = /^\P{Cc}*$/u;
export const ONE_LINE_ONLY = { message: '$property must be one line' };

export class ExecutorBody implements ExecutorChoice {
  @ApiProperty({ enum: EXECUTOR_KINDS, example: 'playbook' }) @IsIn(EXECUTOR_KINDS) kind!: ExecutorKind;

  @ApiPropertyOptional({ type: Object, example: { model: 'gpt-5-mini' }, description: 'Of that kind of executor' })
  @IsOptional()
  @IsObject()
  settings?: JsonObject;
}

export class AgentCapabilityBody implements AgentCapability {
  @ApiProperty({ example: 'copy.write' }) @Matches(CAPABILITY, A_CAPABILITY) @MaxLength(64) name!: string;

  @ApiProperty({ example: 0.9, minimum: 0, maximum: 1, description: 'How good the agent is at it' })
  @IsNumber()
  @Min(0)
  @Max(1)
  expertise!: number;

  @ApiPropertyOptional({ example: '12', default: '0', description: 'What one run is expected to cost, minor units' })
  @Matches(MINOR, A_MINOR)
  costMinor: string = '0';

  @ApiPropertyOptional({ example: '6', description: 'What it may come to beyond that' })
  @IsOptional()
  @Matches(MINOR, A_MINOR)
  allowanceMinor?: string;

  @ApiPropertyOptional({ type: ExecutorBody, description: "Another than the agent's own" })
  @IsOptional()
  @ValidateNested()
  @Type(() => ExecutorBody)
  executor?: ExecutorBody;
}

export class PersonaBody implements Persona {
  @ApiProperty({ example: 'hospitality-sales-agent' }) @Matches(SLUG, A_SLUG) @MaxLength(64) id!: string;

  @ApiProperty({ example: 'Hospitality Sales Agent' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  name!: string;

  @ApiPropertyOptional({ example: 'Hotels, restaurants', default: '' })
  @IsString()
  @MaxLength(2_000)
  description: string = '';

  @ApiPropertyOptional({
    ...{ type: String, nullable: true, default: null, example: 'hospitality-sales-agent' },
    description: 'The legacy agent it stands for; null for a role of its own',
  })
  @IsOptional()
  @Matches(SLUG, A_SLUG)
  legacyAgentId: string | null = null;

  @ApiPropertyOptional({ type: [String], default: [], description: "Those it is for; all of the agent's when empty" })
  @IsArray()
  @ArrayMaxSize(LIST_MAX)
  @Matches(CAPABILITY, { ...A_CAPABILITY, each: true })
  capabilities: string[] = [];

  @ApiPropertyOptional({ type: Object, description: 'Voice, instructions, parameters: handed to the executor' })
  @IsOptional()
  @IsObject()
  settings?: JsonObject;

  @ApiPropertyOptional({ example: 'explicit', description: 'How it is known that it stands for that legacy agent' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  basis?: string;
}

export class ResilienceBody implements Resilience {
  @ApiProperty({ example: 5, minimum: 1 }) @IsInt() @Min(1) @Max(1_000) failuresToOpen!: number;
  @ApiProperty({ example: 2, minimum: 1 }) @IsInt() @Min(1) @Max(1_000) successesToClose!: number;
  @ApiProperty({ example: 60_000, minimum: 1, description: 'How long a breaker stays open, ms' })
  @IsInt()
  @Min(1)
  @Max(86_400_000)
  openMs!: number;
  @ApiProperty({ example: 3, minimum: 1 }) @IsInt() @Min(1) @Max(1_000) halfOpenMax!: number;
  @ApiProperty({ example: 16, minimum: 1, description: 'Tasks at once' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  bulkhead!: number;
}

export class SlaBody {
  @ApiProperty({ example: 2_000, minimum: 1, description: '95 of 100 within, ms' })
  @IsInt()
  @Min(1)
  @Max(86_400_000)
  p95Ms!: number;
}

export class AgentBudgetBody {
  @ApiProperty({ example: 'llm', description: 'What spends are asked against' })
  @Matches(/^[a-z0-9][a-z0-9.:-]{0,63}$/, { message: 'category must be a word of a budget: llm' })
  category!: string;
}
