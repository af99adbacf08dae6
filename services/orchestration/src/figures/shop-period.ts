import type { PointLength } from '@vividwalls/contracts';
import { addDays, clockThere, dayThere, instantThere } from '../playbooks/time/shop-days.js';

/** Periods that have a name, by the shop's calendar; all but `yesterday` end now. */
export const PERIODS = ['today', 'yesterday', '7d', '30d', 'month', 'quarter', 'year'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** Half open. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export interface ShopPeriod extends Span {
  readonly name: PeriodName | 'days';
  /** First and last day by the shop's calendar. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Its last day is not over: it is cut at this moment. */
  readonly isPartial: boolean;
  /** What it is compared with: as long a part of the period before. */
  readonly before: Span;
  /** From when on its course is shown, and how long each point is. */
  readonly course: { readonly from: Date; readonly by: PointLength };
}

/** Days that somebody names, both included. */
export interface NamedDays {
  readonly from: string;
  readonly to: string;
}

/** A course of fewer points shows nothing. */
const POINTS_MIN = 14;
/** More than these are weeks, then months. */
const BY_DAY_MAX = 31;
const BY_WEEK_MAX = 217;
const MINUTE_MS = 60_000;

const MONTHS: Partial<Record<PeriodName, number>> = { month: 1, quarter: 3, year: 12 };
const DAYS: Partial<Record<PeriodName, number>> = { today: 1, yesterday: 1, '7d': 7, '30d': 30 };

/** A period by its name, by the clock of the shop. */
export function periodOf(name: PeriodName, now: Date, timeZone: string): ShopPeriod {
  const today = dayThere(now, timeZone);
  const months = MONTHS[name];
  if (months !== undefined) {
    const firstDay = startOfMonth(today, -((monthOf(today) - 1) % months));
    return { name, ...partOf({ from: firstDay, to: today }, { months }, now, timeZone) };
  }
  const days = DAYS[name]!;
  const to = name === 'yesterday' ? addDays(today, -1) : today;
  return { name, ...partOf({ from: addDays(to, 1 - days), to }, { days }, now, timeZone) };
}

/** Days that were named, cut at this moment when they reach into today. Whole months are compared with the months before. */
export function periodOfDays(days: NamedDays, now: Date, timeZone: string): ShopPeriod {
  const months = wholeMonths(days);
  const shift = months > 0 ? { months } : { days: daysBetween(days.from, days.to) };
  return { name: 'days', ...partOf(days, shift, now, timeZone) };
}

type Shift = { readonly days: number } | { readonly months: number };

function partOf(
  { from: firstDay, to: lastDay }: NamedDays,
  shift: Shift,
  now: Date,
  timeZone: string,
): Omit<ShopPeriod, 'name'> {
  const startOf = (day: string): Date => instantThere(day, '00:00', timeZone);
  const [from, end] = [startOf(firstDay), startOf(addDays(lastDay, 1))];
  const isPartial = from <= now && now < end;
  const to = isPartial ? now : end;
  const beforeFrom = startOf(shifted(firstDay, shift).day);
  const beforeTo = isPartial ? sameClock(now, shift, timeZone) : from;
  return {
    ...{ from, to, firstDay, lastDay, isPartial },
    before: { from: beforeFrom, to: beforeTo < from ? beforeTo : from },
    course: courseOf(firstDay, isPartial ? dayThere(now, timeZone) : lastDay, startOf),
  };
}

/** When the clocks there showed the same, so many days or months before. */
function sameClock(now: Date, shift: Shift, timeZone: string): Date {
  const [clock, { day, isClamped }] = [clockThere(now, timeZone), shifted(dayThere(now, timeZone), shift)];
  // There was no such day: the month before is over when this one has its 31st.
  if (isClamped) return instantThere(addDays(day, 1), '00:00', timeZone);
  return new Date(instantThere(day, clock.slice(11, 16), timeZone).getTime() + (now.getTime() % MINUTE_MS));
}

function shifted(day: string, shift: Shift): { readonly day: string; readonly isClamped: boolean } {
  if ('days' in shift) return { day: addDays(day, -shift.days), isClamped: false };
  const first = startOfMonth(day, -shift.months);
  const last = addDays(startOfMonth(first, 1), -1);
  const wanted = `${first.slice(0, 8)}${day.slice(8)}`;
  return wanted > last ? { day: last, isClamped: true } : { day: wanted, isClamped: false };
}

function courseOf(firstDay: string, lastDay: string, startOf: (day: string) => Date): ShopPeriod['course'] {
  const days = daysBetween(firstDay, lastDay);
  if (days < POINTS_MIN) return { from: startOf(addDays(lastDay, 1 - POINTS_MIN)), by: 'day' };
  const by = days <= BY_DAY_MAX ? 'day' : days <= BY_WEEK_MAX ? 'week' : 'month';
  return { from: startOf(firstDay), by };
}

/** Days from the first to the last, both counted. */
export function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
}

/** How many whole months these days are; 0 when they are none. */
function wholeMonths({ from, to }: NamedDays): number {
  const after = addDays(to, 1);
  if (from !== startOfMonth(from, 0) || after !== startOfMonth(after, 0)) return 0;
  return (Number(after.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + monthOf(after) - monthOf(from);
}

function startOfMonth(day: string, monthsLater: number): string {
  return new Date(Date.UTC(Number(day.slice(0, 4)), monthOf(day) - 1 + monthsLater, 1)).toISOString().slice(0, 10);
}

const monthOf = (day: string): number => Number(day.slice(5, 7));
