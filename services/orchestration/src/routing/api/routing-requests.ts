import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { TaskContext } from '../../tasks/task.js';

const WORD_MAX = 255;
const TAGS_MAX = 100;

/** What is known of a task. Everything may be missing. */
export class ExplainedContext implements TaskContext {
  @ApiPropertyOptional({ type: String, example: 'We need art for 48 guest rooms.' })
  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  text?: string;

  @ApiPropertyOptional({ type: String, example: 'hospitality' })
  @IsOptional()
  @IsString()
  @MaxLength(WORD_MAX)
  customerType?: string;

  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() @MaxLength(WORD_MAX) segment?: string;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() @MaxLength(WORD_MAX) customerId?: string;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() @MaxLength(WORD_MAX) orderId?: string;

  @ApiPropertyOptional({ type: String, example: '500000', description: 'Minor units' })
  @IsOptional()
  @Matches(/^-?\d{1,18}$/, { message: 'must be minor units as text: "500000"' })
  orderValueMinor?: string;

  @ApiPropertyOptional({ type: String, example: 'USD' }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string;
  @ApiPropertyOptional({ type: String, example: 'email' })
  @IsOptional()
  @IsString()
  @MaxLength(WORD_MAX)
  channel?: string;
  @ApiPropertyOptional({ type: String, example: 'US' }) @IsOptional() @IsString() @MaxLength(16) country?: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TAGS_MAX)
  @IsString({ each: true })
  @MaxLength(WORD_MAX, { each: true })
  tags?: string[];

  @ApiPropertyOptional({ type: Object, description: 'Answers to clarifying questions, by question' })
  @IsOptional()
  @IsObject()
  clarifications?: Record<string, string>;
}

export class ExplainBody {
  @ApiPropertyOptional({ type: String, nullable: true, example: 'sales.quote', description: 'Null: by what it says' })
  @ValidateIf(({ capability }: ExplainBody) => capability !== null && capability !== undefined)
  @IsString()
  @MaxLength(64)
  capability: string | null = null;

  @ApiPropertyOptional({ type: String, example: 'b2b-sales-agent', description: 'Only this agent shall do it' })
  @IsOptional()
  @IsString()
  @MaxLength(WORD_MAX)
  agentId?: string;

  @ApiProperty({ type: ExplainedContext })
  @ValidateNested()
  @Type(() => ExplainedContext)
  context!: ExplainedContext;
}

export class CorrectionBody {
  @ApiProperty({ type: String, example: 'b2b-sales-agent' }) @IsString() @Length(1, WORD_MAX) toAgentId!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'healthcare-sales-agent' })
  @ValidateIf(({ toPersonaId }: CorrectionBody) => toPersonaId !== null && toPersonaId !== undefined)
  @IsString()
  @MaxLength(WORD_MAX)
  toPersonaId: string | null = null;

  @ApiProperty({ type: String, example: 'A day clinic, not a hotel.' }) @IsString() @Length(1, 1_000) reason!: string;
}
