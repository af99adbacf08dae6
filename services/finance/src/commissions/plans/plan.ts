import type { CalendarDay } from '../../reports/calendar-day.js';
import type { Beneficiary } from './beneficiary.js';
import { periodOf, type PlanPeriodKind } from './plan-period.js';
import type { Terms } from './terms.js';

/** A plan's terms from a day on, until those of the next version. */
export interface PlanVersion extends Terms {
  readonly version: number;
  readonly validFrom: CalendarDay;
  readonly recordedAt: Date;
  readonly actor: string;
}

/** A promise to pay a part of the revenue that is credited to somebody. Its first version begins with the plan. */
export interface Plan {
  readonly id: string;
  /** Whose credits count. Who is paid is said by the versions. */
  readonly beneficiary: Beneficiary;
  readonly name: string;
  /** Orders of other currencies do not count. */
  readonly currency: string;
  readonly periodKind: PlanPeriodKind;
  readonly validFrom: CalendarDay;
  /** The last day; null without end. */
  readonly validTo: CalendarDay | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** From the first to the newest. */
  readonly versions: readonly PlanVersion[];
}

/** Whether orders placed on a day count. */
export function isValidOn({ validFrom, validTo }: Pick<Plan, 'validFrom' | 'validTo'>, day: CalendarDay): boolean {
  return validFrom <= day && (validTo === null || day <= validTo);
}

/**
 * The version that counts for the period which holds a day. Versions after the first begin with a period, so that a period
 * has one: its tiers and its cap are those of one formula.
 */
export function versionFor({ versions, periodKind }: Plan, day: CalendarDay): PlanVersion {
  const { to } = periodOf(day, periodKind);
  return versions.findLast(({ validFrom }) => validFrom <= to) ?? versions[0]!;
}

export function versionOf(plan: Plan, version: number): PlanVersion {
  const found = plan.versions.find((one) => one.version === version);
  if (!found) throw new Error(`Plan ${plan.id} has no version ${version}`);
  return found;
}
