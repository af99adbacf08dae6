import { isCurrency } from '@vividwalls/money';
import type { Problem } from '@vividwalls/platform';
import { isISO8601 } from 'class-validator';
import { refused as refusedRequest } from '../requests/refused.js';
import { daysBetween, isCalendarDay, type CalendarDay } from './calendar-day.js';
import { countPeriods, periodsOf, type DayRange, type Period, type PeriodKind } from './period.js';

/** Ten years and a bit: what a tax authority may ask for. */
export const MAX_DAYS = 3_720;

/** Rows of a report by period: three years of days. */
export const MAX_PERIODS = 1_100;

/** No shop of ours is older, and no plan reaches further. */
const [FIRST_DAY, LAST_DAY] = ['2000-01-01', '2099-12-31'];

export interface RangeAsked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly currency?: string | undefined;
}

/**
 * The days that are asked for.
 *
 * @param today by the shop's calendar
 * @param firstBy the first day when none is given, from the last
 * @throws Problem 422 with the field at fault
 */
export function reportRange(
  asked: RangeAsked,
  today: CalendarDay,
  firstBy: (to: CalendarDay) => CalendarDay,
): DayRange {
  refuseUnknownCurrency(asked.currency);
  const to = known(asked.to ?? today, 'to');
  const from = known(asked.from ?? firstBy(to), 'from');
  if (from > to) throw refused('from', `must not be after ${asked.to === undefined ? 'today' : 'to'} (${to})`);
  if (daysBetween(from, to) > MAX_DAYS) throw refused('from', `must be at most ${MAX_DAYS} days before to`);
  return { from, to };
}

/**
 * The periods of a range.
 * @throws Problem 422 when they are too many
 */
export function reportPeriods(range: DayRange, by: PeriodKind): Period[] {
  if (countPeriods(range, by) - 1 > MAX_PERIODS) {
    throw refused('by', `gives more than ${MAX_PERIODS} rows from ${range.from} to ${range.to}; take longer periods`);
  }
  return periodsOf(range, by);
}

/** @throws Problem 422 */
export function refuseUnknownCurrency(currency: string | undefined): void {
  if (currency === undefined || isCurrency(currency)) return;
  throw refused('currency', 'must be an ISO 4217 code in capitals, such as USD');
}

/** A question that cannot be answered, with the field at fault. */
export function refused(field: string, message: string): Problem {
  return refusedRequest(`/${field}`, message, 'Report refused');
}

function known(day: string, field: 'from' | 'to'): CalendarDay {
  if (!isCalendarDay(day)) throw refused(field, 'must be a day such as 2026-11-24');
  if (day < FIRST_DAY || day > LAST_DAY) throw refused(field, `must lie between ${FIRST_DAY} and ${LAST_DAY}`);
  return day;
}

/**
 * An instant that is asked for, `2026-11-24T12:00:00Z`; undefined when none is.
 * @throws Problem 422
 */
export function instantAsked(at: string | undefined): Date | undefined {
  if (at === undefined) return undefined;
  const date = isISO8601(at, { strict: true }) && at.includes('T') ? new Date(at) : undefined;
  if (!date || Number.isNaN(date.getTime())) throw refused('at', 'must be an instant such as 2026-11-24T12:00:00Z');
  const day = date.toISOString().slice(0, 10);
  if (day < FIRST_DAY || day > LAST_DAY) throw refused('at', `must lie between ${FIRST_DAY} and ${LAST_DAY}`);
  return date;
}
