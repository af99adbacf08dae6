/** Days of the shop's calendar, first and last included: `2026-11-01`. */
export interface BudgetPeriod {
  readonly periodStart: string;
  readonly periodEnd: string;
}

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Longest period of a budget: five years of a business plan. */
export const LONGEST_PERIOD_DAYS = 5 * 366;

/** Whether a text is a day that there is: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && dayAfter(text, 0) === text;
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days a period has, both ends counted. */
export function daysIn({ periodStart, periodEnd }: BudgetPeriod): number {
  return (Date.parse(periodEnd) - Date.parse(periodStart)) / DAY_MS + 1;
}

/** Days of the period up to and with a day: 0 before it, all of them after it. */
export function daysElapsed(period: BudgetPeriod, day: string): number {
  return Math.max(0, Math.min(daysIn(period), daysIn({ periodStart: period.periodStart, periodEnd: day })));
}

export function holdsOn({ periodStart, periodEnd }: BudgetPeriod, day: string): boolean {
  return periodStart <= day && day <= periodEnd;
}
