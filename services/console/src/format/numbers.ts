const formats = new Map<string, Intl.NumberFormat>();

function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(undefined, options)));
  return format;
}

/** Whole or decimal text or a number, as the reader's country writes it. */
export const formatNumber = (value: number | string | bigint, maximumFractionDigits = 2): string =>
  formatOf({ maximumFractionDigits }).format(value as number);

/**
 * What is short of all is never rounded to all: with one failure among thousands it is 99.9 %.
 * @param value of a hundred: `42.5` is 42.5 %
 */
export function formatPercent(value: number | string, maximumFractionDigits = 1): string {
  const isShortOfAll = Number(value) < 100 && Number(Number(value).toFixed(maximumFractionDigits)) === 100;
  const rounding = isShortOfAll ? { roundingMode: 'trunc' as const } : {};
  return formatOf({ style: 'percent', maximumFractionDigits, ...rounding }).format(Number(value) / 100);
}

export const formatPercentChange = (value: number | string): string =>
  formatOf({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(Number(value) / 100);

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function formatBytes(bytes: number | string): string {
  let [rest, unit] = [Number(bytes), 0];
  while (rest >= 1_000 && unit < UNITS.length - 1) [rest, unit] = [rest / 1_000, unit + 1];
  const unitDisplay = unit === 0 ? 'long' : 'short';
  return formatOf({ style: 'unit', unit: UNITS[unit]!, unitDisplay, maximumFractionDigits: rest < 10 ? 1 : 0 }).format(
    rest,
  );
}

const STEPS: readonly (readonly [string, number, number])[] = [
  ['day', 86_400_000, Infinity],
  ['hour', 3_600_000, 24],
  ['minute', 60_000, 60],
  ['second', 1_000, 60],
];

/** Two largest units: `2 min 5 s`, `340 ms`. */
export function formatDuration(ms: number | string): string {
  const value = Number(ms);
  if (value < 1_000) return formatOf({ style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }).format(value);
  if (value < 60_000)
    return formatOf({ style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(value / 1_000);
  let rest = Math.round(value / 1_000) * 1_000;
  const parts: string[] = [];
  for (const [unit, size] of STEPS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(formatOf({ style: 'unit', unit, maximumFractionDigits: 0 }).format(count));
    if (parts.length > 0 && (count === 0 || parts.length === 2)) break;
  }
  return parts.join(' ');
}
