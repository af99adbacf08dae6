export interface Days {
  readonly from: string;
  readonly to: string;
}

export const PRESETS = [
  { value: 'last-7', label: 'Last 7 days' },
  { value: 'last-30', label: 'Last 30 days' },
  { value: 'last-90', label: 'Last 90 days' },
  { value: 'this-month', label: 'This month' },
  { value: 'last-month', label: 'Last month' },
  { value: 'this-quarter', label: 'This quarter' },
  { value: 'this-year', label: 'This year' },
  { value: 'last-year', label: 'Last year' },
] as const;
export type Preset = (typeof PRESETS)[number]['value'];

/** The shop's day of an instant. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** The days of a preset. @param today the shop's day, `2026-11-29` */
export function daysOf(preset: Preset, today: string): Days {
  const [year, month] = today.split('-').map(Number) as [number, number];
  switch (preset) {
    case 'last-7':
      return { from: added(today, -6), to: today };
    case 'last-30':
      return { from: added(today, -29), to: today };
    case 'last-90':
      return { from: added(today, -89), to: today };
    case 'this-month':
      return { from: firstOf(year, month), to: today };
    case 'last-month':
      return { from: firstOf(year, month - 1), to: added(firstOf(year, month), -1) };
    case 'this-quarter':
      return { from: firstOf(year, month - ((month - 1) % 3)), to: today };
    case 'this-year':
      return { from: firstOf(year, 1), to: today };
    case 'last-year':
      return { from: firstOf(year - 1, 1), to: added(firstOf(year, 1), -1) };
  }
}

/** The month of a day, to its end. */
export function wholeMonth(today: string): Days {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return { from: firstOf(year, month), to: added(firstOf(year, month + 1), -1) };
}

/** The preset that these days are, if any. */
export const presetOf = (days: Days, today: string): Preset | undefined =>
  PRESETS.find(({ value }) => {
    const { from, to } = daysOf(value, today);
    return from === days.from && to === days.to;
  })?.value;

const added = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Months below 1 are those of the year before. */
const firstOf = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
