import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { MAX_SOURCE_CHARACTERS } from '@vividwalls/rules';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { Json, JsonObject } from '../../json.js';
import { GRADER_KINDS, type Grader } from '../modules/exercise.js';

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const A_SLUG = { message: 'must be lower case words with hyphens' };
const EXERCISES_MAX = 100;

export class GraderBody {
  @ApiProperty({ enum: GRADER_KINDS }) @IsIn(GRADER_KINDS) kind!: Grader['kind'];
  @ApiPropertyOptional({ description: 'exact: the answer', type: Object })
  @ValidateIf(({ kind }: GraderBody) => kind === 'exact')
  @IsDefined()
  answer?: Json;
  @ApiPropertyOptional({
    type: String,
    description: 'rule: CEL over `answer`',
    example: 'double(answer.price) == 153.0',
  })
  @ValidateIf(({ kind }: GraderBody) => kind === 'rule')
  @IsString()
  @Length(1, MAX_SOURCE_CHARACTERS)
  when?: string;
  @ApiPropertyOptional({ type: String, description: 'model: what a right answer is like' })
  @ValidateIf(({ kind }: GraderBody) => kind === 'model')
  @IsString()
  @Length(1, 2_000)
  rubric?: string;
}

export class ExerciseBody {
  @ApiProperty({ type: String, example: 'cheapest' }) @Matches(SLUG, A_SLUG) @MaxLength(64) id!: string;
  @ApiProperty({ type: String, example: 'What does a 24x36 canvas roll cost?' })
  @IsString()
  @Length(1, 2_000)
  prompt!: string;
  @ApiProperty({ type: GraderBody }) @ValidateNested() @Type(() => GraderBody) grader!: GraderBody;
}

export class TrainingModuleBody {
  @ApiProperty({ type: String, example: 'Quoting within the price floor' }) @IsString() @Length(1, 200) title!: string;
  @ApiProperty({ type: String, example: 'sales.quote' }) @IsString() @Length(1, 64) capability!: string;
  @ApiProperty({ type: [ExerciseBody] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(EXERCISES_MAX)
  @ValidateNested({ each: true })
  @Type(() => ExerciseBody)
  exercises!: ExerciseBody[];
  @ApiProperty({ type: String, example: 'price_ladder.csv' }) @IsString() @Length(1, 500) source!: string;
  @ApiPropertyOptional({ type: Number, description: 'The version that is changed; left out for a new one' })
  @IsOptional()
  @IsInt()
  @Min(0)
  expectedVersion?: number;
}

export class TrainingRunBody {
  @ApiProperty({ type: String, example: 'b2b-sales-agent' }) @IsString() @Length(1, 64) agentId!: string;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'hospitality-sales-agent' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  personaId?: string | null;
  @ApiProperty({ type: Object, example: { cheapest: { price: 153 } }, description: 'Answers by exercise' })
  @IsObject()
  answers!: JsonObject;
}

export class RunsQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(/^[0-9a-f-]{36}$/, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

export class ExpertiseQuery {
  @ApiPropertyOptional({ type: String, example: 'b2b-sales-agent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  agentId?: string;
  @ApiPropertyOptional({ type: String, example: 'sales.quote' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  capability?: string;
}
