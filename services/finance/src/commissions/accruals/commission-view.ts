import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { OrderCommission } from '@vividwalls/contracts';
import { PageQuery } from '@vividwalls/platform';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { BeneficiaryBody } from '../plans/terms-requests.js';

export const COMMISSION_STATES = ['held', 'released', 'taken_back', 'nothing'] as const;
export type CommissionState = (typeof COMMISSION_STATES)[number];

const LONGEST_BENEFICIARY = 160;
const minor = (example: string, description?: string) =>
  ApiProperty({ type: String, example, ...(description && { description }) });

export class CommissionsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ example: '450789469' }) @IsOptional() @IsString() @MaxLength(255) orderId?: string;

  @ApiPropertyOptional({ example: 'agent:sales-director', description: 'Who earned it, or is paid of it' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_BENEFICIARY)
  beneficiary?: string;

  @ApiPropertyOptional({ enum: COMMISSION_STATES }) @IsOptional() @IsIn(COMMISSION_STATES) state?: CommissionState;

  @ApiPropertyOptional({ example: '2026-11', description: "Of plans' periods of this name: 2026-11, 2026-Q4, 2026" })
  @IsOptional()
  @IsString()
  @MaxLength(7)
  period?: string;
}

export class CommissionPlanView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'Standard' }) name!: string;
  @ApiProperty({ type: Number, example: 1, description: 'Frozen for the period' }) version!: number;
}

export class ShareView extends BeneficiaryBody {
  @minor('1393') heldMinor!: string;
  @minor('0') releasedMinor!: string;
}

/** What one order brings under one plan. */
export class CommissionView implements OrderCommission {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: '450789469' }) orderId!: string;
  @ApiPropertyOptional({ type: String, example: '#1001' }) orderName?: string;
  @ApiProperty({ type: CommissionPlanView }) plan!: CommissionPlanView;
  @ApiProperty({ type: BeneficiaryBody, description: 'Whose credits count' }) beneficiary!: BeneficiaryBody;
  @ApiProperty({ type: String, example: '2026-11' }) period!: string;
  @ApiProperty({ type: String, example: 'USD' }) currency!: string;
  @ApiProperty({ type: String, format: 'date', example: '2026-11-10' }) placedOn!: string;
  @ApiProperty({
    type: String,
    format: 'date',
    example: '2026-12-10',
    description: 'The day on which the hold is over',
  })
  releaseOn!: string;
  @ApiProperty({
    enum: COMMISSION_STATES,
    description: 'nothing: it never brought any, for want of room under the cap or of a whole minor unit',
  })
  state!: CommissionState;
  @minor('19900', 'What of the order is credited now') baseMinor!: string;
  @minor('1990', 'What it brings now') commissionMinor!: string;
  @minor('1990', 'Of that, on hold') heldMinor!: string;
  @minor('0', 'What it would bring besides, had the cap room') cutMinor!: string;
  @ApiProperty({ type: [ShareView], description: 'They sum to the commission' }) shares!: ShareView[];
  @ApiProperty({ type: String, format: 'date-time' }) changedAt!: string;
}

export class CommissionPageView {
  @ApiProperty({ type: [CommissionView] }) items!: CommissionView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

/** What is owed to one payee in one currency now. */
export class BalanceView {
  @ApiProperty({ type: BeneficiaryBody }) beneficiary!: BeneficiaryBody;
  @ApiProperty({ type: String, example: 'USD' }) currency!: string;
  @minor('10000', 'On hold') heldMinor!: string;
  @minor('7560', 'To be paid; negative: owed by the payee, and carried forward') payableMinor!: string;
}

export class BalancePageView {
  @ApiProperty({ type: [BalanceView] }) items!: BalanceView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}
