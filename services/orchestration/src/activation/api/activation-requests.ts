import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAX_SOURCE_CHARACTERS } from '@vividwalls/rules';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { JsonObject } from '../../json.js';
import { RULE_ID, RuleText } from '../../routing/rules/rule-requests.js';
import { PRIORITIES, type Priority } from '../../tasks/task.js';
import type { TaskTemplate } from '../rules/activation-rule.js';

const YEAR_S = 366 * 24 * 60 * 60;

/** Events that one dry run reads at most: some seconds of the broker's time. */
export const DRY_RUN_EVENTS_MAX = 5_000;

export class TemplateBody implements TaskTemplate {
  @ApiProperty({ type: String, nullable: true, example: 'order.triage', description: 'Null: routing finds it' })
  @ValidateIf(({ capability }: TemplateBody) => capability !== null)
  @IsString()
  @Length(1, 64)
  capability!: string | null;

  @ApiProperty({ enum: PRIORITIES }) @IsIn(PRIORITIES) priority!: Priority;

  @ApiProperty({ type: String, example: 'data.order.orderId', description: 'CEL, text: what the task is about' })
  @IsString()
  @Length(1, MAX_SOURCE_CHARACTERS)
  subject!: string;

  @ApiProperty({ type: Object, example: { orderId: { cel: 'data.order.orderId' }, horizonDays: 30 } })
  @IsObject()
  input!: JsonObject;

  @ApiPropertyOptional({ type: Object, example: { customerId: { cel: 'data.order.customerId' } } })
  @IsOptional()
  @IsObject()
  context?: JsonObject;

  @ApiPropertyOptional({
    type: String,
    example: 'data.order.orderId',
    description: "CEL, text: what makes it the same task; the event's id when left out",
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_SOURCE_CHARACTERS)
  key?: string;

  @ApiPropertyOptional({ type: Number, example: 86_400, description: 'Seconds until it must be done' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(YEAR_S)
  dueInS?: number;

  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() @MaxLength(255) agentId?: string;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() @MaxLength(255) personaId?: string;
}

export class ActivationRuleText extends RuleText {
  @ApiProperty({ type: String, example: 'vw.shop.order.paid.v1' }) @IsString() @Length(1, 255) eventType!: string;

  @ApiProperty({ type: TemplateBody })
  @ValidateNested()
  @Type(() => TemplateBody)
  template!: TemplateBody;
}

export class ActivationRuleBodyRequest extends ActivationRuleText {
  @ApiProperty({ type: String, example: 'gift-order' })
  @Matches(RULE_ID, { message: 'must be lower case letters, digits, dots and hyphens, at most 80' })
  id!: string;
}

export class ActivationRuleVersionRequest extends ActivationRuleText {
  @ApiProperty({ type: Number, example: 1 }) @IsInt() @Min(1) expectedVersion!: number;
  @ApiProperty({ type: String, example: 'only above 500' }) @IsString() @Length(1, 500) change!: string;
}

export class DryRunBody {
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'A week ago when left out' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ type: Number, default: 500, maximum: DRY_RUN_EVENTS_MAX })
  @IsInt()
  @Min(1)
  @Max(DRY_RUN_EVENTS_MAX)
  limit: number = 500;
}
