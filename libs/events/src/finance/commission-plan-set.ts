import { ArrayMaxSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsCurrencyCode, IsId, IsMinorUnits, IsObjectOf, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { IsShopDay } from './budget-scope.js';
import { COMMISSION_PAYEES_MAX, CommissionBeneficiary } from './commission-told.js';

/** More tiers than a plan may have, and more campaigns or agents than may match one partner. */
const TIERS_MAX = 50;
const MATCHES_MAX = 100;
const WHOLE_PPM = 1_000_000;

export class CommissionTier {
  /** Credited revenue of the period from which the rate holds, minor units. */
  @IsMinorUnits() fromMinor!: string;
  /** Parts per million. */
  @IsInt() @Min(0) @Max(WHOLE_PPM) ratePpm!: number;
}

export class CommissionPayee extends CommissionBeneficiary {
  /** Part of each commission, per million. */
  @IsInt() @Min(1) @Max(WHOLE_PPM) sharePpm!: number;
}

@Event('vw.finance.commission_plan.set.v1', 'A commission plan was made, got a new version, or an end.')
export class CommissionPlanSet {
  @IsId() planId!: string;
  @IsOneOf(['created', 'versioned', 'ended']) change!: string;
  @IsObjectOf(() => CommissionBeneficiary) beneficiary!: CommissionBeneficiary;
  @IsText(100) name!: string;
  @IsCurrencyCode() currency!: string;
  /** Over which tiers, cap and floor count. */
  @IsOneOf(['month', 'quarter', 'year']) periodKind!: string;
  @IsShopDay() validFrom!: string;
  /** The last day; absent without end. */
  @IsOptional() @IsShopDay() validTo?: string;
  /** The newest version, and its terms. */
  @IsInt() @Min(1) version!: number;
  @IsShopDay() versionFrom!: string;
  /** Whether a rate is for the revenue within its tier, or for all of it once the tier is reached. */
  @IsOneOf(['marginal', 'whole']) tierMode!: string;
  @IsArray() @ArrayMaxSize(TIERS_MAX) @IsObjectOf(() => CommissionTier, { each: true }) tiers!: CommissionTier[];
  @IsArray()
  @ArrayMaxSize(COMMISSION_PAYEES_MAX)
  @IsObjectOf(() => CommissionPayee, { each: true })
  payees!: CommissionPayee[];
  /** Most that a period brings; absent without a cap. */
  @IsOptional() @IsMinorUnits() capMinor?: string;
  /** Least that a period brings; zero guarantees nothing. */
  @IsMinorUnits() floorMinor!: string;
  @IsInt() @Min(0) holdDays!: number;
  /** Whose credits a partner earns by. */
  @IsArray() @ArrayMaxSize(MATCHES_MAX) @IsText(128, { each: true }) campaigns!: string[];
  @IsArray() @ArrayMaxSize(MATCHES_MAX) @IsText(128, { each: true }) agents!: string[];
}
