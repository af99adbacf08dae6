import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { IsDay } from '../../requests/rules.js';
import { PERIOD_KINDS, type PlanPeriodKind } from './plan-period.js';
import { BeneficiaryBody, LONGEST_ID, ONE_LINE, TermsBody } from './terms-requests.js';

const LONGEST_NAME = 100;

export class PlanBody extends TermsBody {
  @ApiProperty({ type: BeneficiaryBody })
  @ValidateNested()
  @Type(() => BeneficiaryBody)
  beneficiary!: BeneficiaryBody;

  @ApiProperty({ type: String, example: 'Standard', maxLength: LONGEST_NAME })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_NAME)
  @Matches(ONE_LINE, { message: 'name must be one line' })
  name!: string;

  @ApiPropertyOptional({ type: String, example: 'USD', description: "The shop's currency by default" })
  @IsOptional()
  @IsString()
  currency?: string;

  @ApiPropertyOptional({ enum: PERIOD_KINDS, default: 'month', description: 'Over which tiers, cap and floor count' })
  @IsOptional()
  @IsIn(PERIOD_KINDS)
  period?: PlanPeriodKind;

  @ApiProperty({ type: String, format: 'date', example: '2026-11-01', description: 'Orders placed from this day on' })
  @IsDay()
  validFrom!: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'And until this day, included; open when left out',
  })
  @IsOptional()
  @IsDay()
  validTo?: string;
}

export class VersionBody extends TermsBody {
  @ApiProperty({
    type: String,
    format: 'date',
    example: '2026-12-01',
    description: 'First day of a period in which nothing is accrued yet',
  })
  @IsDay()
  validFrom!: string;
}

export class EndBody {
  @ApiProperty({ type: String, format: 'date', example: '2026-12-31', description: 'Last day whose orders count' })
  @IsDay()
  on!: string;
}

export class PreviewBody extends TermsBody {
  @ApiProperty({ type: BeneficiaryBody })
  @ValidateNested()
  @Type(() => BeneficiaryBody)
  beneficiary!: BeneficiaryBody;

  @ApiPropertyOptional({ type: String, example: 'USD', description: "The shop's currency by default" })
  @IsOptional()
  @IsString()
  currency?: string;

  @ApiProperty({ type: String, example: '2026-10', description: '`2026-10`, `2026-Q4` or `2026`' })
  @IsString()
  @MaxLength(7)
  period!: string;
}

export class PlansQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ example: 'agent:sales-director' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_ID + 16)
  beneficiary?: string;
}
