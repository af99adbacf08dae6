/** Amounts are text of minor units (`-1999`); the locale is the browser's, the currency its own. */
export interface MoneyStyle {
  readonly locale?: string | undefined;
  /** `$1.2K` where there is no room for cents. */
  readonly isCompact?: boolean;
  /** Shows `+` of what is above zero. */
  readonly isChange?: boolean;
}

const formats = new Map<string, Intl.NumberFormat>();

export function formatMoney(minor: string | bigint, currency: string, style: MoneyStyle = {}): string {
  const { locale, isCompact = false, isChange = false } = style;
  const format = formatOf(locale, currency, isCompact, isChange);
  // As text: a number would lose cents of large amounts.
  return format.format(decimalOf(minor, fractionDigitsOf(currency)) as Intl.StringNumericLiteral);
}

/** How many digits the currency's minor unit has: 2 of USD, 0 of JPY. */
export const fractionDigitsOf = (currency: string): number =>
  formatOf('en', currency, false, false).resolvedOptions().maximumFractionDigits ?? 2;

/** `-1999` with two digits is `-19.99`. */
export function decimalOf(minor: string | bigint, digits: number): string {
  const text = minor.toString();
  const isNegative = text.startsWith('-');
  const padded = text.replace('-', '').padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return `${isNegative ? '-' : ''}${whole}${digits > 0 ? `.${padded.slice(-digits)}` : ''}`;
}

/** For the height of a bar or a point of a line, where a cent is not seen; never for text. */
export const heightOf = (minor: string | null | undefined, currency: string): number | null =>
  minor === null || minor === undefined ? null : Number(decimalOf(minor, fractionDigitsOf(currency)));

function formatOf(locale: string | undefined, currency: string, isCompact: boolean, isChange: boolean) {
  const key = `${locale} ${currency} ${isCompact} ${isChange}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      ...{ style: 'currency', currency },
      ...(isCompact && { notation: 'compact', maximumFractionDigits: 1 }),
      ...(isChange && { signDisplay: 'exceptZero' }),
    });
    formats.set(key, format);
  }
  return format;
}
