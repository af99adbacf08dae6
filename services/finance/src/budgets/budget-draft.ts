import type { BodyFault } from '@vividwalls/platform';
import type { LimitKind } from './budget-account.js';
import { daysIn, isDay, LONGEST_PERIOD_DAYS } from './budget-period.js';
import { scopeWord, type BudgetScope } from './budget-scope.js';
import { unitNamed, type NamedUnit } from './budget-unit.js';

/** What somebody wants a budget to be; its form is sound, its content is not looked at yet. */
export interface WantedBudget extends NamedUnit {
  readonly department: string;
  readonly category?: string | undefined;
  readonly agentId?: string | undefined;
  readonly allocatedMinor: string;
  readonly per: 'period' | 'day';
  readonly periodStart: string;
  readonly periodEnd?: string | undefined;
  readonly limit: LimitKind;
  readonly thresholds: readonly number[];
}

/** A budget that may be made. */
export interface BudgetDraft extends BudgetScope {
  readonly allocatedMinor: bigint;
  readonly per: 'period' | 'day';
  readonly periodStart: string;
  /** Null for a daily budget without end. */
  readonly periodEnd: string | null;
  readonly limit: LimitKind;
  /** Ascending. */
  readonly thresholds: readonly number[];
}

const NO_WORD = 'must be 1 to 64 letters, digits, dots, colons or hyphens, the first a letter or digit';
const THRESHOLD_MAX = 1_000;

/** The draft of a budget, or every fault of it. */
export function budgetDraft(wanted: WantedBudget): { draft: BudgetDraft } | { faults: BodyFault[] } {
  const faults: BodyFault[] = [];
  const word = (pointer: string, text: string): string => {
    const kept = scopeWord(text);
    if (kept === undefined) faults.push({ pointer, message: NO_WORD });
    return kept ?? '';
  };
  const optional = (pointer: string, text: string | undefined) => (text === undefined ? null : word(pointer, text));
  const department = word('/department', wanted.department);
  const category = optional('/category', wanted.category);
  const agentId = optional('/agentId', wanted.agentId);
  const named = unitNamed(wanted);
  if ('pointer' in named) faults.push(named);
  const allocatedMinor = BigInt(wanted.allocatedMinor);
  if (allocatedMinor < 0n) faults.push({ pointer: '/allocatedMinor', message: 'must not be negative' });
  faults.push(...periodFaults(wanted), ...thresholdFaults(wanted.thresholds));
  if (faults.length > 0 || 'pointer' in named) return { faults };
  const { per, periodStart, periodEnd = null, limit } = wanted;
  const thresholds = [...wanted.thresholds].sort((a, b) => a - b);
  return {
    draft: {
      ...{ department, category, agentId, unit: named.unit, allocatedMinor, limit, thresholds },
      ...{ per, periodStart, periodEnd },
    },
  };
}

function periodFaults({ per, periodStart, periodEnd }: WantedBudget): BodyFault[] {
  const noDay = (pointer: string) => ({ pointer, message: 'is no day of the calendar' });
  if (!isDay(periodStart)) return [noDay('/periodStart')];
  if (periodEnd === undefined)
    return per === 'day' ? [] : [{ pointer: '/periodEnd', message: 'must be there; only a budget per day goes on' }];
  if (!isDay(periodEnd)) return [noDay('/periodEnd')];
  if (periodEnd < periodStart) return [{ pointer: '/periodEnd', message: 'must not be before periodStart' }];
  if (daysIn({ periodStart, periodEnd }) > LONGEST_PERIOD_DAYS)
    return [{ pointer: '/periodEnd', message: `must not be more than ${LONGEST_PERIOD_DAYS} days after periodStart` }];
  return [];
}

function thresholdFaults(thresholds: readonly number[]): BodyFault[] {
  const isSound = (percent: number) => Number.isInteger(percent) && percent >= 1 && percent <= THRESHOLD_MAX;
  if (!thresholds.every(isSound))
    return [{ pointer: '/thresholds', message: `must be whole percents from 1 to ${THRESHOLD_MAX}` }];
  if (new Set(thresholds).size < thresholds.length)
    return [{ pointer: '/thresholds', message: 'must not name one twice' }];
  return [];
}
