import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { BENEFICIARY_KINDS, type Beneficiary, type BeneficiaryKind } from './beneficiary.js';
import type { TierMode } from './terms.js';

const MOST_TIERS = 50;
const MOST_PAYEES = 20;
const MOST_MATCHES = 100;
export const LONGEST_ID = 128;

/** No line breaks, no escapes: it is printed on statements and in terminals. */
export const ONE_LINE = /^\P{Cc}*$/u;
/** Integers of any sign: what a negative one breaks is said by the rules of plans. */
const MINOR = /^-?(0|[1-9][0-9]{0,17})$/;
const AN_AMOUNT = { message: 'must be a whole number of minor units as text, such as "10000"' };

export class BeneficiaryBody implements Beneficiary {
  @ApiProperty({ enum: BENEFICIARY_KINDS, example: 'agent' })
  @IsIn(BENEFICIARY_KINDS)
  kind!: BeneficiaryKind;

  @ApiProperty({ type: String, example: 'sales-director', maxLength: LONGEST_ID })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_ID)
  @Matches(ONE_LINE, { message: 'id must be one line' })
  id!: string;
}

export class TierBody {
  @ApiProperty({ type: String, example: '0', description: 'Credited revenue from which the rate holds, minor units' })
  @Matches(MINOR, AN_AMOUNT)
  fromMinor!: string;

  @ApiPropertyOptional({ type: String, example: '1000000', description: 'And up to which; left out of the last tier' })
  @IsOptional()
  @Matches(MINOR, AN_AMOUNT)
  toMinor?: string;

  @ApiProperty({ type: Number, example: 100_000, description: 'Parts per million: 100000 is 10 %' })
  @IsInt()
  ratePpm!: number;
}

export class TiersBody {
  @ApiProperty({
    enum: ['marginal', 'whole'],
    description: 'Whether a rate is for the revenue within its tier, or for all of it once the tier is reached',
  })
  @IsIn(['marginal', 'whole'])
  mode!: TierMode;

  @ApiProperty({ type: [TierBody], maxItems: MOST_TIERS })
  @IsArray()
  @ArrayMaxSize(MOST_TIERS)
  @ValidateNested({ each: true })
  @Type(() => TierBody)
  steps!: TierBody[];
}

export class PayeeBody extends BeneficiaryBody {
  @ApiProperty({ type: Number, example: 700_000, description: 'Part of each commission, per million' })
  @IsInt()
  sharePpm!: number;
}

export class MatchBody {
  @ApiPropertyOptional({ type: [String], example: ['spring-drop'], description: 'Also those of discount codes' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_MATCHES)
  @IsString({ each: true })
  @MaxLength(LONGEST_ID, { each: true })
  campaigns?: string[];

  @ApiPropertyOptional({ type: [String], example: ['instagram-agent'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_MATCHES)
  @IsString({ each: true })
  @MaxLength(LONGEST_ID, { each: true })
  agents?: string[];
}

/** What a plan promises. What is left out has its default in a new plan, and stays as it was in a new version. */
@ApiExtraModels(TiersBody)
export class TermsBody {
  @ApiPropertyOptional({ type: Number, example: 100_000, description: 'Parts per million; 10 % without rate or tiers' })
  @IsOptional()
  @IsInt()
  ratePpm?: number;

  @ApiPropertyOptional({ allOf: [{ $ref: getSchemaPath(TiersBody) }], description: 'Instead of one rate' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TiersBody)
  tiers?: TiersBody;

  @ApiPropertyOptional({
    type: [PayeeBody],
    nullable: true,
    description: 'Who is paid; shares sum to 1000000. The beneficiary alone when left out of a new plan, or null',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PAYEES)
  @ValidateNested({ each: true })
  @Type(() => PayeeBody)
  split?: PayeeBody[] | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '50000', description: 'Most per period; null: no cap' })
  @IsOptional()
  @Matches(MINOR, AN_AMOUNT)
  capMinor?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: '10000',
    description: 'Guaranteed per period: topped up when it is over. None by default',
  })
  @IsOptional()
  @Matches(MINOR, AN_AMOUNT)
  floorMinor?: string | null;

  @ApiPropertyOptional({ type: Number, default: 30, description: 'Days from the order until its release' })
  @IsOptional()
  @IsInt()
  holdDays?: number;

  @ApiPropertyOptional({ type: MatchBody, description: 'Whose credits a partner earns by; for partners only' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MatchBody)
  match?: MatchBody;
}
