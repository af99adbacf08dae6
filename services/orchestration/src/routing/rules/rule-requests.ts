import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { MAX_SOURCE_CHARACTERS } from '@vividwalls/rules';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { RULE_STATES, type RuleState } from './rule-state.js';

/** Ids of rules stand in keys of tasks: no colon, no space. */
export const RULE_ID = /^[a-z0-9][a-z0-9.-]{0,79}$/;
const A_RULE_ID = { message: 'must be lower case letters, digits, dots and hyphens, at most 80' };

export class RulesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: RULE_STATES })
  @IsOptional()
  @IsIn(RULE_STATES)
  state?: RuleState;
}

/** What every rule has. */
export class RuleText {
  @ApiProperty({ type: String, example: 'hospitality: words' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ type: String, example: 'mentions(text, ["hotel*", "guest room*"])', description: 'CEL' })
  @IsString()
  @Length(1, MAX_SOURCE_CHARACTERS)
  when!: string;

  @ApiProperty({
    type: String,
    example: 'sales director, 2026-11',
    description: 'Where it was read, or who thought of it',
  })
  @IsString()
  @Length(1, 500)
  source!: string;
}

export class PersonaRuleText extends RuleText {
  @ApiProperty({ type: String, example: 'b2b-sales-agent' })
  @IsString()
  @Length(1, 255)
  agentId!: string;

  @ApiProperty({ type: String, example: 'hospitality-sales-agent' })
  @IsString()
  @Length(1, 255)
  personaId!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'sales.quote',
    description: "What the work is when the task doesn't name it; null: what the persona is best at",
  })
  @ValidateIf(({ capability }: PersonaRuleText) => capability !== null && capability !== undefined)
  @IsString()
  @MaxLength(64)
  capability: string | null = null;

  @ApiProperty({
    type: Number,
    example: 0.9,
    description: 'How much it proves alone; below 0.7 it needs a second rule',
  })
  @IsNumber()
  @Min(0.01)
  @Max(1)
  weight!: number;

  @ApiPropertyOptional({
    type: Number,
    default: 10,
    description: 'A rule that holds silences those of a lower priority that point elsewhere',
  })
  @IsInt()
  @Min(0)
  @Max(100)
  priority: number = 10;
}

export class PersonaRuleBodyRequest extends PersonaRuleText {
  @ApiProperty({ type: String, example: 'hospitality-events' })
  @Matches(RULE_ID, A_RULE_ID)
  id!: string;
}

export class PersonaRuleVersionRequest extends PersonaRuleText {
  @ApiProperty({ type: Number, example: 1, description: 'The version that was looked at' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @ApiProperty({ type: String, example: 'weddings added', description: 'What is changed, in words' })
  @IsString()
  @Length(1, 500)
  change!: string;
}
