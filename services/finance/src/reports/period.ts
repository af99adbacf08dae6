import {
  addDays,
  daysBetween,
  earlier,
  isoWeek,
  later,
  startOfMonth,
  startOfWeek,
  type CalendarDay,
} from './calendar-day.js';

export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'total';

/** Days from `from` to `to`, both included. */
export interface DayRange {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export interface Period extends DayRange {
  /** `2026-11-24`, `2026-W48`, `2026-11`, `2026-Q4`, `2026`; of a total its days, `2026-01-01/2026-11-24`. */
  readonly name: string;
}

const MONTHS: Readonly<Partial<Record<PeriodKind, number>>> = { month: 1, quarter: 3, year: 12 };

/** The periods of a range in the order of time; together they hold every day of it once. The outer ones may be cut. */
export function periodsOf(range: DayRange, kind: PeriodKind): Period[] {
  const periods: Period[] = [];
  for (let day = range.from; day <= range.to;) {
    const whole = wholePeriod(day, kind, range);
    periods.push({
      name: nameOf(day, kind, range),
      from: later(whole.from, range.from),
      to: earlier(whole.to, range.to),
    });
    day = addDays(whole.to, 1);
  }
  return periods;
}

/** How many periods `periodsOf` would give, at most one too many; without making them. */
export function countPeriods(range: DayRange, kind: PeriodKind): number {
  const days = daysBetween(range.from, range.to);
  const shortest = { day: 1, week: 7, month: 28, quarter: 90, year: 365, total: days }[kind];
  return Math.ceil(days / shortest) + 1;
}

/**
 * What a period is compared with: the months before, where it is whole months (March with February, a quarter with the
 * quarter before); otherwise as many days, right before it.
 */
export function periodBefore({ from, to }: DayRange): DayRange {
  const months = wholeMonths({ from, to });
  const before = addDays(from, -1);
  if (months > 0) return { from: startOfMonth(from, -months), to: before };
  return { from: addDays(from, -daysBetween(from, to)), to: before };
}

/** How many whole months a range is; 0 when it is none. */
function wholeMonths({ from, to }: DayRange): number {
  const after = addDays(to, 1);
  if (from !== startOfMonth(from) || after !== startOfMonth(after)) return 0;
  const [years, months] = [Number(after.slice(0, 4)) - Number(from.slice(0, 4)), monthOf(after) - monthOf(from)];
  return years * 12 + months;
}

/** The period of a kind that holds the day, uncut. */
function wholePeriod(day: CalendarDay, kind: PeriodKind, range: DayRange): DayRange {
  if (kind === 'total') return range;
  if (kind === 'day') return { from: day, to: day };
  if (kind === 'week') return { from: startOfWeek(day), to: addDays(startOfWeek(day), 6) };
  const months = MONTHS[kind]!;
  const from = startOfMonth(day, -((monthOf(day) - 1) % months));
  return { from, to: addDays(startOfMonth(from, months), -1) };
}

function nameOf(day: CalendarDay, kind: PeriodKind, { from, to }: DayRange): string {
  if (kind === 'total') return `${from}/${to}`;
  if (kind === 'day') return day;
  if (kind === 'week') return isoWeek(day);
  if (kind === 'month') return day.slice(0, 7);
  if (kind === 'year') return day.slice(0, 4);
  return `${day.slice(0, 4)}-Q${Math.ceil(monthOf(day) / 3)}`;
}

const monthOf = (day: CalendarDay): number => Number(day.slice(5, 7));
