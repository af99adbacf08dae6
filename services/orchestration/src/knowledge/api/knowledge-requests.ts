import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsNotEmpty,
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
import { DATA_CLASSES, type DataClass } from '../../registry/capability.js';
import { READER } from '../access/reader.js';
import { ARTICLE_STATES, type ArticleState, type ArticleText } from '../article.js';
import { CONTRADICTION_STATES, type ContradictionState } from '../contradictions/standings.js';
import { SPLITS, type Split } from '../golden/golden-rows.js';

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const A_SLUG = { message: 'must be lower case words with hyphens' };
const ONE_LINE = /^\P{Cc}*$/u;
const ONE_LINE_ONLY = { message: 'must be one line' };
const A_READER = { each: true, message: 'must be *, agent:…, department:… or level:…' };
const QUESTIONS_MAX = 20;
const CLAIMS_MAX = 50;
const READERS_MAX = 100;
export const BODY_MAX = 20_000;

export class SearchQuery extends PageQuery {
  @ApiProperty({ type: String, example: 'what is the cheapest canvas', maxLength: 500 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  q!: string;

  @ApiPropertyOptional({ type: String, example: 'pricing' }) @IsOptional() @Matches(SLUG, A_SLUG) domain?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 50, default: 10 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  declare limit: number;

  constructor() {
    super();
    this.limit = 10;
  }
}

export class ArticlesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ARTICLE_STATES, description: 'Of the newest version; agents see what is published' })
  @IsOptional()
  @IsIn(ARTICLE_STATES)
  state?: ArticleState;
  @ApiPropertyOptional({ type: String, example: 'pricing' }) @IsOptional() @Matches(SLUG, A_SLUG) domain?: string;
  @ApiPropertyOptional({ type: Boolean, description: 'Only what somebody must look at again' })
  @IsOptional()
  @Transform(({ value }) => value === true || value === 'true')
  @IsBoolean()
  isDue?: boolean;
}

export class ArticleVersionsQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,8}$/, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

export class ClaimBody {
  @ApiProperty({ type: String, example: 'price.lowest' })
  @Matches(/^[a-z0-9]+([.-][a-z0-9]+)*$/, { message: 'must be lower case words with dots or hyphens' })
  @MaxLength(100)
  key!: string;
  @ApiProperty({ type: String, example: '153' })
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  value!: string;
  @ApiPropertyOptional({ type: String, example: 'USD', default: '' })
  @IsString()
  @MaxLength(40)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  unit: string = '';
}

const IsLeftOutOrNull = (field: string) =>
  ValidateIf((body: Record<string, unknown>) => body[field] !== null && body[field] !== undefined);

/** What of an article is written. */
export class ArticleTextBody {
  @ApiProperty({ type: String, example: 'pricing' }) @Matches(SLUG, A_SLUG) @MaxLength(64) domain!: string;
  @ApiProperty({ type: String, example: 'What prints cost today' })
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  title!: string;

  @ApiPropertyOptional({ type: [String], example: ['What is the cheapest print?'], description: 'As people ask' })
  @IsArray()
  @ArrayMaxSize(QUESTIONS_MAX)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 300, { each: true })
  @Matches(ONE_LINE, { ...ONE_LINE_ONLY, each: true })
  questions: string[] = [];

  @ApiProperty({
    type: String,
    example: 'A 24x36 canvas roll costs $153.00.',
    description: 'Markdown',
    maxLength: BODY_MAX,
  })
  @IsString()
  @Length(1, BODY_MAX)
  body!: string;

  @ApiProperty({ type: String, example: 'sales-director' }) @IsString() @Length(1, 255) owner!: string;
  @ApiProperty({ type: String, example: 'price_ladder.csv', description: 'Where it was read, or who says so' })
  @IsString()
  @Length(1, 500)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  source!: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Now when left out' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  validFrom?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, description: 'null: until further notice' })
  @IsLeftOutOrNull('validUntil')
  @Type(() => Date)
  @IsDate()
  validUntil?: Date | null;

  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, description: 'null: as its domain says' })
  @IsLeftOutOrNull('reviewDue')
  @Type(() => Date)
  @IsDate()
  reviewDue?: Date | null;

  @ApiPropertyOptional({ type: [String], example: ['department:Sales'], description: 'Empty: who may read the domain' })
  @IsArray()
  @ArrayMaxSize(READERS_MAX)
  @Matches(READER, A_READER)
  readers: string[] = [];

  @ApiPropertyOptional({ enum: DATA_CLASSES, default: 'internal' }) @IsIn(DATA_CLASSES) dataClass: DataClass =
    'internal';

  @ApiPropertyOptional({ type: [ClaimBody], description: 'What it says, to be compared with what others say' })
  @IsArray()
  @ArrayMaxSize(CLAIMS_MAX)
  @ValidateNested({ each: true })
  @Type(() => ClaimBody)
  claims: ClaimBody[] = [];
}

export class ArticleBody extends ArticleTextBody {
  @ApiProperty({ type: String, example: 'prices-today' }) @Matches(SLUG, A_SLUG) @MaxLength(100) id!: string;
}

export class ArticleRevisionBody extends ArticleTextBody {
  @ApiProperty({ type: Number, example: 1, description: 'The version that was looked at' })
  @IsInt()
  @Min(1)
  expectedVersion!: number;
  @ApiProperty({ type: String, example: 'the ladder of June' })
  @IsString()
  @Length(1, 500)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  change!: string;
}

export class ArticleReasonBody {
  @ApiPropertyOptional({ type: String, example: 'Sources checked' })
  @IsOptional()
  @IsString()
  @Length(3, 500)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  reason?: string;
}

export class DomainBody {
  @ApiProperty({ type: String, example: 'Prices and discounts' }) @IsString() @Length(1, 200) title!: string;
  @ApiProperty({ type: String, example: 'sales-director' }) @IsString() @Length(1, 255) owner!: string;
  @ApiProperty({ type: [String], example: ['department:Sales', 'level:director'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(READERS_MAX)
  @Matches(READER, A_READER)
  readers!: string[];
  @ApiPropertyOptional({ type: Number, default: 180 }) @IsInt() @Min(1) @Max(3_650) reviewEveryDays: number = 180;
  @ApiPropertyOptional({ type: Number, example: 1, description: 'The version that is changed; left out for a new one' })
  @IsOptional()
  @IsInt()
  @Min(0)
  expectedVersion?: number;
}

export class ContradictionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: CONTRADICTION_STATES })
  @IsOptional()
  @IsIn(CONTRADICTION_STATES)
  state?: ContradictionState;
  @ApiPropertyOptional({ type: String, description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(/^[0-9a-f-]{36}$/, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

export class ResolveBody {
  @ApiProperty({ type: String, example: 'prices-today', description: 'The article that is right' })
  @Matches(SLUG, A_SLUG)
  holds!: string;
  @ApiProperty({ type: String, example: 'The live prices of the shop.' })
  @IsString()
  @Length(3, 500)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  reason!: string;
}

export class GoldenQuestionBody {
  @ApiProperty({ type: String, example: 'price-lowest-7' }) @Matches(SLUG, A_SLUG) @MaxLength(100) id!: string;
  @ApiProperty({ type: String, example: 'What do I pay at least?' })
  @IsString()
  @Length(1, 500)
  @Matches(ONE_LINE, ONE_LINE_ONLY)
  question!: string;
  @ApiProperty({ type: String, example: 'prices-today' }) @Matches(SLUG, A_SLUG) expectedArticle!: string;
  @ApiPropertyOptional({
    enum: SPLITS,
    default: 'held_out',
    description: 'tuned: the articles were written with it in view',
  })
  @IsIn(SPLITS)
  split: Split = 'held_out';
}

export class ReadsQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, example: 'agent:sales-director' })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  actor?: string;
  @ApiPropertyOptional({ type: String, description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,17}$/, { message: 'cursor must be one that a page gave' })
  declare cursor?: string;
}

/** A text as it is kept. */
export const articleText = (body: ArticleTextBody, now: Date): ArticleText => ({
  ...{ domain: body.domain, title: body.title, questions: body.questions, body: body.body, owner: body.owner },
  ...{ source: body.source, validFrom: body.validFrom ?? now, validUntil: body.validUntil ?? null },
  ...{ reviewDue: body.reviewDue ?? null, readers: [...new Set(body.readers)], dataClass: body.dataClass },
  claims: body.claims.map(({ key, value, unit }) => ({ key, value, unit })),
});
