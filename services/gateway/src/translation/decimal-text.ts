const DECIMAL = /^(-?)([0-9]{1,30})(?:\.([0-9]{0,30}))?(?:[eE]([+-]?[0-9]{1,2}))?$/;

/**
 * A decimal number's text in plain form, every digit kept: `1.5E2` → `150`, `199.00` → `199.00`. For amounts whose currency
 * is not told, which therefore can't become minor units. Undefined when the text is no such number.
 */
export function plainDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const integer = (point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')).replace(/^0+(?=\d)/, '');
  const rest = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const plain = `${sign}${integer}${rest === '' ? '' : `.${rest}`}`;
  return plain.length <= 64 ? plain : undefined;
}
