import { addDays, isCalendarDay, startOfMonth, type CalendarDay } from '../../reports/calendar-day.js';

/** Over which stretch a plan counts tiers, cap and floor. */
export const PERIOD_KINDS = ['month', 'quarter', 'year'] as const;
export type PlanPeriodKind = (typeof PERIOD_KINDS)[number];

const MONTHS: Readonly<Record<PlanPeriodKind, number>> = { month: 1, quarter: 3, year: 12 };

export interface PlanPeriod {
  readonly kind: PlanPeriodKind;
  /** First day; last day, included. */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** `2026-11`, `2026-Q4`, `2026` */
  readonly name: string;
}

/** The period of a kind that holds a day of the shop's calendar. */
export function periodOf(day: CalendarDay, kind: PlanPeriodKind): PlanPeriod {
  const months = MONTHS[kind];
  const from = startOfMonth(day, -((monthOf(day) - 1) % months));
  return { kind, from, to: addDays(startOfMonth(from, months), -1), name: nameOf(from, kind) };
}

/** The period of a name; undefined when it is none. */
export function readPeriod(name: string): PlanPeriod | undefined {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})))?$/.exec(name);
  if (!match) return undefined;
  const [, year, quarter, month] = match;
  const kind = quarter ? 'quarter' : month ? 'month' : 'year';
  const first = quarter ? String(Number(quarter) * 3 - 2).padStart(2, '0') : (month ?? '01');
  const day = `${year}-${first}-01`;
  return isCalendarDay(day) ? periodOf(day, kind) : undefined;
}

function nameOf(from: CalendarDay, kind: PlanPeriodKind): string {
  const year = from.slice(0, 4);
  if (kind === 'year') return year;
  return kind === 'month' ? from.slice(0, 7) : `${year}-Q${Math.ceil(monthOf(from) / 3)}`;
}

const monthOf = (day: CalendarDay): number => Number(day.slice(5, 7));
