import { FIGURES, type FigureShown } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';

/** A figure as people read it: `Net revenue $88,459.19`, `Advertising: no data (nobody told it)`. */
export function figureInWords(figure: Pick<FigureShown, 'name' | 'value' | 'currency' | 'reason'>): string {
  const { name, value, currency, reason } = figure;
  const { title, unit } = FIGURES[name];
  if (value === null) return `${title}: no data (${(reason ?? 'nobody told it').replace(/\.$/, '')})`;
  if (unit === 'minor' && currency !== null) return `${title} ${moneyInWords(BigInt(value), currency)}`;
  return `${title} ${grouped(value)}${unit === 'percent' ? ' %' : unit === 'ms' ? ' ms' : ''}`;
}

/** `$88,459.19`. The decimal text is formatted, so that no amount is too large to be exact. */
export const moneyInWords = (minor: bigint, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(formatMinor(minor, currency) as `${number}`);

const grouped = (decimal: string): string =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(decimal as `${number}`);
