import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MIGRATION_STATES, type MigrationState } from '../assignment.js';
import type { GateSettings, ThresholdSettings } from '../migration-settings.js';
import { COMPARISON_VERDICTS, type ComparisonVerdict } from '../outcomes/shadow-rows.js';

const LONGEST_ID = 128;
const LEGACY_AGENTS_MAX = 50;
const EXCLUDED_MAX = 20;
/** Longest rule, as libs/rules takes it. */
const LONGEST_RULE = 4_000;
const SAMPLES_MAX = 1_000_000;
const WINDOW_MAX_MINUTES = 90 * 24 * 60;
/** It goes into logs, terminals and columns of text. */
const ONE_LINE = /^\P{Cc}*$/u;

export class MoveBody {
  @ApiProperty({ example: 'Two complaints about wrong sizes since noon', minLength: 3, maxLength: 500 })
  @IsString()
  @Length(3, 500)
  @Matches(ONE_LINE, { message: 'reason must be one line' })
  reason!: string;
}

export class PlanMigrationBody extends MoveBody {
  @ApiProperty({ example: 'b2b-sales-agent' }) @IsString() @Length(1, LONGEST_ID) targetAgentId!: string;
  @ApiProperty({ example: 'hospitality-sales-agent' }) @IsString() @Length(1, LONGEST_ID) personaId!: string;

  @ApiProperty({ type: [String], example: ['hospitality-sales-agent'], description: 'The first is the one that acts' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LEGACY_AGENTS_MAX)
  @IsString({ each: true })
  @Length(1, LONGEST_ID, { each: true })
  legacyAgentIds!: string[];
}

export class AdvanceBody {
  @ApiProperty({ enum: MIGRATION_STATES, example: 'shadow', description: 'The state that you saw it in' })
  @IsIn(MIGRATION_STATES)
  from!: MigrationState;

  @ApiPropertyOptional({ example: 'The one difference is a better answer', description: 'Needed to overrule' })
  @IsOptional()
  @IsString()
  @Length(3, 500)
  @Matches(ONE_LINE, { message: 'reason must be one line' })
  reason?: string;

  @ApiPropertyOptional({ default: false, description: 'Go forward although gates say no; it is recorded' })
  @IsOptional()
  @IsBoolean()
  overrule?: boolean;
}

/** Left out, not null: a share that is nothing would be no threshold. */
const IsLeftOutOr = () => ValidateIf((_body, value) => value !== undefined);

const Share = () => applyDecorators(IsLeftOutOr(), IsNumber(), Min(0.001), Max(0.999));

const Whole = (max: number) => applyDecorators(IsLeftOutOr(), IsInt(), Min(1), Max(max));

const WholeOrNull = () => applyDecorators(IsOptional(), IsInt(), Min(1), Max(SAMPLES_MAX));

export class GatesBody implements Partial<GateSettings> {
  @ApiPropertyOptional({ example: 0.95, description: 'Share of proposals that must match' })
  @Share()
  matchShare?: number;
  @ApiPropertyOptional({ example: 0.95, description: 'Of every interval' }) @Share() confidence?: number;
  @ApiPropertyOptional({ example: 0.05, description: 'How much worse errors may be, at the bound of the interval' })
  @Share()
  errorMargin?: number;
  @ApiPropertyOptional({ type: Number, nullable: true, example: 100, description: 'null: as many as the match needs' })
  @WholeOrNull()
  minSamples?: number | null;
  @ApiPropertyOptional({ type: Number, nullable: true, example: 100, description: 'Of each arm of a canary' })
  @WholeOrNull()
  canaryMinSamples?: number | null;
}

export class ThresholdsBody implements Partial<ThresholdSettings> {
  @ApiPropertyOptional({ example: 0.05 }) @Share() errorShare?: number;
  @ApiPropertyOptional({ example: 5_000 }) @Whole(86_400_000) p95Ms?: number;
  @ApiPropertyOptional({ example: 0.02 }) @Share() revenueLoss?: number;
  @ApiPropertyOptional({ example: 60 }) @Whole(WINDOW_MAX_MINUTES) windowMinutes?: number;
  @ApiPropertyOptional({ example: 20 }) @Whole(SAMPLES_MAX) minSamples?: number;
  @ApiPropertyOptional({ example: 10_080 }) @Whole(WINDOW_MAX_MINUTES) revenueWindowMinutes?: number;
  @ApiPropertyOptional({ example: 100 }) @Whole(SAMPLES_MAX) revenueMinSubjects?: number;
  @ApiPropertyOptional({ example: 0.99 }) @Share() revenueConfidence?: number;
}

export class ExcludedBody {
  @ApiProperty({ example: 'commercial buyers' }) @IsString() @Length(1, 100) name!: string;
  @ApiProperty({ example: 'isAboutCustomer && customerType in ["hospitality"]', description: 'CEL over the task' })
  @IsString()
  @Length(1, LONGEST_RULE)
  when!: string;
}

/** What is left out stays as it is. */
export class MigrationSettingsBody {
  @ApiPropertyOptional({ type: GatesBody })
  @IsOptional()
  @ValidateNested()
  @Type(() => GatesBody)
  gates?: GatesBody;

  @ApiPropertyOptional({ type: ThresholdsBody, description: 'What rolls it back by itself' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ThresholdsBody)
  thresholds?: ThresholdsBody;

  @ApiPropertyOptional({ enum: MIGRATION_STATES, nullable: true, description: 'The last state it goes to by itself' })
  @IsOptional()
  @IsIn(MIGRATION_STATES)
  advanceUpTo?: MigrationState | null;

  @ApiPropertyOptional({ type: [ExcludedBody], description: 'Work that stays with the legacy agent until active' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(EXCLUDED_MAX)
  @ArrayUnique((kind: ExcludedBody) => kind?.name, { message: 'excluded must have a name of its own for each kind' })
  @ValidateNested({ each: true })
  @Type(() => ExcludedBody)
  excluded?: ExcludedBody[];

  @ApiPropertyOptional({ description: 'Whether thresholds and gates move it by themselves' })
  @IsOptional()
  @IsBoolean()
  isAutomatic?: boolean;
}

export class ChangeSettingsBody extends MigrationSettingsBody {
  @ApiPropertyOptional({ example: 3, description: 'The version that you saw: 409 when it is another by now' })
  @IsLeftOutOr()
  @IsInt()
  @Min(1)
  expectedVersion?: number;
}

class IdPageQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

export class MigrationsQuery extends IdPageQuery {
  @ApiPropertyOptional({ enum: MIGRATION_STATES }) @IsOptional() @IsIn(MIGRATION_STATES) state?: MigrationState;

  @ApiPropertyOptional({ example: 'b2b-sales-agent' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_ID)
  targetAgentId?: string;
}

export class ComparisonsQuery extends IdPageQuery {
  @ApiPropertyOptional({ enum: COMPARISON_VERDICTS })
  @IsOptional()
  @IsIn(COMPARISON_VERDICTS)
  verdict?: ComparisonVerdict;
}
