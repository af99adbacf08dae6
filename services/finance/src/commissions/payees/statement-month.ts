import { addDays, startOfMonth, type CalendarDay } from '../../reports/calendar-day.js';

/**
 * A statement is closed so many days after its month: reports of the month's last evening are in by then, and nobody waits
 * long for their statement.
 */
export const CLOSED_AFTER_DAYS = 3;

/** First day of a month: names its statement. */
export type StatementMonth = CalendarDay;

/** The day on which the statement of a day's month is closed: it takes nothing more. */
export function closesOn(day: CalendarDay): CalendarDay {
  return addDays(startOfMonth(day, 1), CLOSED_AFTER_DAYS);
}

/** The last month whose statement is closed by a day. */
export function lastClosed(today: CalendarDay): StatementMonth {
  const before = startOfMonth(today, -1);
  return closesOn(before) <= today ? before : startOfMonth(today, -2);
}

/**
 * Whose statement something belongs to: that of its day, or the first that is still open. A clock that runs ahead does not
 * reach into months to come.
 *
 * @param openFrom the payee's first open month
 */
export function monthFor(occurredOn: CalendarDay, openFrom: StatementMonth, today: CalendarDay): StatementMonth {
  const month = startOfMonth(occurredOn <= today ? occurredOn : today);
  return month < openFrom ? openFrom : month;
}
