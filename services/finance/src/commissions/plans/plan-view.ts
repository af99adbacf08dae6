import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CommissionPlan, CommissionPlanVersion } from '@vividwalls/contracts';
import { PERIOD_KINDS, type PlanPeriodKind } from './plan-period.js';
import { BeneficiaryBody, MatchBody, PayeeBody, TiersBody } from './terms-requests.js';
import type { Plan, PlanVersion } from './plan.js';

const nullableAmount = (example: string, description: string) =>
  ApiProperty({ type: String, nullable: true, example, description });

/** The terms from a day on, until those of the next version. */
export class PlanVersionView implements CommissionPlanVersion {
  @ApiProperty({ type: Number, example: 1 }) version!: number;
  @ApiProperty({ type: String, format: 'date', example: '2026-11-01' }) validFrom!: string;
  @ApiPropertyOptional({ type: Number, example: 100_000, description: 'Where it is a single one; parts per million' })
  ratePpm?: number;
  @ApiPropertyOptional({ type: TiersBody, description: 'Where there are several' }) tiers?: TiersBody;
  @ApiProperty({ type: [PayeeBody] }) split!: PayeeBody[];
  @nullableAmount('50000', 'Most per period; null: no cap') capMinor!: string | null;
  @ApiProperty({ type: String, example: '0', description: 'Guaranteed per period' }) floorMinor!: string;
  @ApiProperty({ type: Number, example: 30 }) holdDays!: number;
  @ApiPropertyOptional({ type: MatchBody, description: "Of a partner's plan" }) match?: MatchBody;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: String, example: 'user:owner' }) actor!: string;
}

export class PlanView implements CommissionPlan {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: BeneficiaryBody, description: 'Whose credits count' }) beneficiary!: BeneficiaryBody;
  @ApiProperty({ type: String, example: 'Standard' }) name!: string;
  @ApiProperty({ type: String, example: 'USD' }) currency!: string;
  @ApiProperty({ enum: PERIOD_KINDS }) period!: PlanPeriodKind;
  @ApiProperty({ type: String, format: 'date', example: '2026-11-01' }) validFrom!: string;
  @ApiPropertyOptional({ type: String, format: 'date', description: 'The last day; absent without end' })
  validTo?: string;
  @ApiProperty({ type: [PlanVersionView], description: 'From the first to the newest' }) versions!: PlanVersionView[];
}

export class PlanPageView {
  @ApiProperty({ type: [PlanView] }) items!: PlanView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export function planView({
  id,
  beneficiary,
  name,
  currency,
  periodKind,
  validFrom,
  validTo,
  versions,
}: Plan): PlanView {
  return {
    ...{ id, beneficiary, name, currency, period: periodKind, validFrom },
    ...(validTo !== null && { validTo }),
    versions: versions.map(versionView),
  };
}

function versionView(version: PlanVersion): PlanVersionView {
  const { tiers, campaigns, agents, payees } = version;
  return {
    ...{ version: version.version, validFrom: version.validFrom },
    ...(tiers.length === 1 ? { ratePpm: Number(tiers[0]!.ratePpm) } : { tiers: tiersView(version) }),
    split: payees.map(({ kind, id, sharePpm }) => ({ kind, id, sharePpm: Number(sharePpm) })),
    ...{ capMinor: version.capMinor?.toString() ?? null, floorMinor: String(version.floorMinor) },
    holdDays: version.holdDays,
    ...(campaigns.length + agents.length > 0 && { match: { campaigns: [...campaigns], agents: [...agents] } }),
    ...{ recordedAt: version.recordedAt.toISOString(), actor: version.actor },
  };
}

function tiersView({ tierMode, tiers }: PlanVersion): TiersBody {
  return {
    mode: tierMode,
    steps: tiers.map(({ fromMinor, ratePpm }, index) => {
      const next = tiers[index + 1];
      return {
        fromMinor: String(fromMinor),
        ...(next && { toMinor: String(next.fromMinor) }),
        ratePpm: Number(ratePpm),
      };
    }),
  };
}
