import { formatCalendar } from '../../../format/times';
import type { Days } from './presets';

/** Days from one to another, a single one named once: `Nov 27`, `Nov 1 – Nov 27`. */
export const formatDays = ({ from, to }: Days): string =>
  from === to ? formatCalendar(from) : `${formatCalendar(from)} – ${formatCalendar(to)}`;

/** A period of a report by its days where they are not all of it: a month that was cut is no month. */
export function periodLabel({ name, from, to }: Days & { readonly name: string }): string {
  if (from === to) return formatCalendar(from);
  if (name.includes('/')) return formatDays({ from, to });
  return isWhole(name, from, to) ? formatName(name) : formatDays({ from, to });
}

const formatName = (name: string): string => (/^\d{4}-\d{2}$/.test(name) ? formatCalendar(name) : name);

/** Months in a period by the form of its name; of other forms nothing is known, and the name stands. */
function isWhole(name: string, from: string, to: string): boolean {
  const months = /^\d{4}-\d{2}$/.test(name) ? 1 : /^\d{4}-Q[1-4]$/.test(name) ? 3 : /^\d{4}$/.test(name) ? 12 : 0;
  if (months === 0) return true;
  const [year, month] = from.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, month - 1 + months, 0)).toISOString().slice(0, 10);
  return from.endsWith('-01') && to === last;
}
