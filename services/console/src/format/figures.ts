import { formatMoney } from './money';
import { formatDuration, formatNumber, formatPercent } from './numbers';

export type Unit = 'minor' | 'count' | 'percent' | 'ms';

/** A figure in its unit, as text. */
export function formatFigure(value: string, unit: Unit, currency: string | null): string {
  if (unit === 'minor') return currency ? formatMoney(value, currency) : formatNumber(value);
  if (unit === 'percent') return formatPercent(value);
  return unit === 'ms' ? formatDuration(value) : formatNumber(value);
}
