/** Times are shown in the shop's time zone, whoever looks from wherever. */
export type Instant = string | number | Date;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(undefined, { timeZone, ...options })));
  return format;
}

/** To the second, with the zone: for what must be told exactly. */
export const formatExact = (at: Instant, timeZone: string): string =>
  formatOf(timeZone, {
    ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    timeZoneName: 'short',
  }).format(new Date(at));

export const formatMoment = (at: Instant, timeZone: string): string =>
  formatOf(timeZone, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(at));

export const formatClock = (at: Instant, timeZone: string): string =>
  formatOf(timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }).format(
    new Date(at),
  );

export const formatDay = (at: Instant, timeZone: string): string =>
  formatOf(timeZone, { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(at));

/** A calendar day or month as the API tells it (`2026-11-29`, `2026-11`): it has no zone. */
export const formatCalendar = (text: string): string => {
  const [year, month, day] = text.split('-').map(Number);
  if (year === undefined || month === undefined) return text;
  const date = new Date(Date.UTC(year, month - 1, day ?? 1));
  return formatOf('UTC', day ? { month: 'short', day: 'numeric' } : { year: 'numeric', month: 'short' }).format(date);
};

const CALENDAR_DAY = /\b\d{4}-\d{2}-\d{2}\b(?!T)/g;

/** Words of the API with the days in them as the reader writes days. */
export const withDays = (text: string): string => text.replace(CALENDAR_DAY, (day) => formatDay(day, 'UTC'));

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** How long something has lasted, roughly: `5 min`, `3 days`. */
export function formatFor(at: Instant, now: number): string {
  const seconds = Math.max(1, Math.round((now - new Date(at).getTime()) / 1_000));
  const [unit, size] = STEPS.find(([, size]) => seconds >= size) ?? (['second', 1] as const);
  const count = Math.trunc(seconds / size);
  const unitDisplay = unit === 'day' ? 'long' : 'short';
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay }).format(count);
}

/** `2 min. ago`, `in 3 hr.` */
export function formatAgo(at: Instant, now: number): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1_000);
  if (Math.abs(seconds) < 5) return 'now';
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
  return relative.format(Math.trunc(seconds / size), unit);
}
