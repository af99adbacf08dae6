import { fractionDigitsOf } from '../../../format/money';

/**
 * What somebody typed as text of minor units: `1234.5` of USD is `123450`. Undefined when it is no such amount; the API has the last word.
 *
 * @param unit a currency, or `tokens`, which are whole
 */
export function minorOf(typed: string, unit: string): string | undefined {
  const digits = unit === 'tokens' ? 0 : fractionDigitsOf(unit);
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(typed.trim().replace(/[\s,’']/g, ''));
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > digits) return undefined;
  return `${whole}${fraction.padEnd(digits, '0')}`.replace(/^0+(?=\d)/, '');
}
