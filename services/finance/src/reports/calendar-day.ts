/** A day of the shop's calendar, `2026-11-24`. As text such days sort and compare as days do. */
export type CalendarDay = string;

const MS_PER_DAY = 86_400_000;

const FORM = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** Whether it is a day that exists: `2026-02-29` is none. */
export function isCalendarDay(text: string): boolean {
  return FORM.test(text) && !Number.isNaN(Date.parse(text)) && dayOfMs(Date.parse(text)) === text;
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return dayOfMs(Date.parse(day) + days * MS_PER_DAY);
}

/** Days from the first to the last, both counted: one for a day by itself. */
export function daysBetween(first: CalendarDay, last: CalendarDay): number {
  return (Date.parse(last) - Date.parse(first)) / MS_PER_DAY + 1;
}

/** First day of the month that is so many months later. */
export function startOfMonth(day: CalendarDay, monthsLater = 0): CalendarDay {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return dayOfMs(Date.UTC(year, month - 1 + monthsLater, 1));
}

/** The Monday of its week. */
export function startOfWeek(day: CalendarDay): CalendarDay {
  const sundayIsZero = new Date(day).getUTCDay();
  return addDays(day, -((sundayIsZero + 6) % 7));
}

/** ISO 8601 week, `2026-W01`. A week belongs to the year of its Thursday. */
export function isoWeek(day: CalendarDay): string {
  const thursday = addDays(startOfWeek(day), 3);
  const year = thursday.slice(0, 4);
  const week = Math.floor((daysBetween(`${year}-01-01`, thursday) - 1) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

export const earlier = (a: CalendarDay, b: CalendarDay): CalendarDay => (a < b ? a : b);
export const later = (a: CalendarDay, b: CalendarDay): CalendarDay => (a > b ? a : b);

function dayOfMs(ms: number): CalendarDay {
  return new Date(ms).toISOString().slice(0, 10);
}
