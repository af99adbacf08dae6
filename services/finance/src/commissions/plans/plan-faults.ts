import { isCurrency } from '@vividwalls/money';
import type { BodyFault } from '@vividwalls/platform';
import { addDays, isCalendarDay, type CalendarDay } from '../../reports/calendar-day.js';
import { periodOf } from './plan-period.js';
import type { Plan } from './plan.js';

/** What is wrong with a new plan besides its terms, each with a pointer into the request's body. */
export function faultsOfPlan(plan: {
  readonly currency: string;
  readonly validFrom: CalendarDay;
  readonly validTo: CalendarDay | null;
}): BodyFault[] {
  const { currency, validFrom, validTo } = plan;
  const faults: BodyFault[] = [];
  if (!isCurrency(currency)) faults.push(fault('/currency', 'is no currency: ISO 4217 codes such as "USD" are'));
  if (!isCalendarDay(validFrom)) faults.push(fault('/validFrom', 'is no day of the calendar'));
  if (validTo !== null && !isCalendarDay(validTo)) faults.push(fault('/validTo', 'is no day of the calendar'));
  else if (validTo !== null && validTo < validFrom) faults.push(fault('/validTo', `is before it begins, ${validFrom}`));
  return faults;
}

/**
 * What is wrong with the beginning of a new version. A period has one version, or its tiers and its cap would be those of no
 * formula: so a version begins with a period, and in none that has begun to count.
 *
 * @param countedFrom first day of the last period in which anything is accrued; undefined when nothing is
 */
export function faultsOfVersion(plan: Plan, validFrom: CalendarDay, countedFrom: CalendarDay | undefined): BodyFault[] {
  if (!isCalendarDay(validFrom)) return [fault('/validFrom', 'is no day of the calendar')];
  const newest = plan.versions.at(-1)!;
  const period = periodOf(validFrom, plan.periodKind);
  if (validFrom !== period.from) {
    return [fault('/validFrom', `must be the first day of a ${plan.periodKind}, such as ${period.from}`)];
  }
  if (validFrom <= newest.validFrom) {
    return [fault('/validFrom', `must be after that of version ${newest.version}, ${newest.validFrom}`)];
  }
  if (plan.validTo !== null && validFrom > plan.validTo) {
    return [fault('/validFrom', `is after the plan's last day, ${plan.validTo}`)];
  }
  if (countedFrom !== undefined && validFrom <= countedFrom) {
    const counted = periodOf(countedFrom, plan.periodKind);
    return [fault('/validFrom', `${counted.name} counts already: the earliest is ${addDays(counted.to, 1)}`)];
  }
  return [];
}

/** What is wrong with an end. A plan can end sooner than it was to, and never later: what it promised is over then. */
export function faultsOfEnd({ validFrom, validTo }: Plan, on: CalendarDay): BodyFault[] {
  if (!isCalendarDay(on)) return [fault('/on', 'is no day of the calendar')];
  if (on < validFrom) return [fault('/on', `is before the plan begins, ${validFrom}`)];
  if (validTo !== null && on > validTo) return [fault('/on', `is after the plan's last day, ${validTo}`)];
  return [];
}

function fault(pointer: string, message: string): BodyFault {
  return { pointer, message };
}
