const DAY_MS = 86_400_000;

/** A whole number of days by the clock of a time zone, half open. */
export interface Days {
  /** First and last day, `2026-11-24`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly from: Date;
  readonly to: Date;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    // Swedish dates are ISO 8601.
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, ...parts, second: '2-digit', hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the clocks there show, `2026-11-24T07:00:00`. @throws RangeError for a time zone that is not known */
export function clockThere(at: Date, timeZone: string): string {
  return formatOf(timeZone).format(at).replace(' ', 'T');
}

/** Whether a time zone is known here: `America/New_York`. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return name !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The day of an instant there, `2026-11-24`. @throws RangeError for a time zone that is not known */
export function dayThere(at: Date, timeZone: string): string {
  return clockThere(at, timeZone).slice(0, 10);
}

/** So many days later, by the calendar. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/**
 * The instant at which the clocks there show a time of a day, `07:30`. A time that the clocks pass over, as when summer time begins,
 * is as long after midnight as it would be; of one that they show twice it is the first.
 */
export function instantThere(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const shownAt = (instant: number): number => Date.parse(`${clockThere(new Date(instant), timeZone)}Z`);
  const offsetAt = (instant: number): number => shownAt(instant) - instant;
  // Offsets of a day before and after: whichever of the two the clocks there agree with.
  const candidates = [wanted - offsetAt(wanted - DAY_MS), wanted - offsetAt(wanted + DAY_MS)];
  const shown = candidates.filter((instant) => shownAt(instant) === wanted);
  // Passed over: by the offset from before the change.
  return new Date(shown.length > 0 ? Math.min(...shown) : candidates[0]!);
}

/** So many days from a day on, by the clock there: a day of 23 or 25 hours is one day. */
export function daysFrom(firstDay: string, count: number, timeZone: string): Days {
  return {
    ...{ firstDay, lastDay: addDays(firstDay, count - 1) },
    from: instantThere(firstDay, '00:00', timeZone),
    to: instantThere(addDays(firstDay, count), '00:00', timeZone),
  };
}
