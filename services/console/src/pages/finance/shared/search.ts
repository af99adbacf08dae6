/** What every page of the area has in its address: days, book and currency. */
export interface PeriodSearch {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly book?: 'test' | undefined;
  readonly currency?: string | undefined;
}

type Raw = Readonly<Record<string, unknown>>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CURRENCY = /^[A-Z]{3}$/;
const LONGEST_TEXT = 255;

/**
 * Drops what is no day, no book and no currency; an address is never at fault. What is dropped is named as undefined: the router
 * would let what stands in the address through.
 */
export function periodSearch({ from, to, book, currency }: Raw): PeriodSearch {
  const [first, last] = [day(from), day(to)];
  const isOrdered = first === undefined || last === undefined || first <= last;
  return {
    from: isOrdered ? first : undefined,
    to: isOrdered ? last : undefined,
    book: book === 'test' ? book : undefined,
    currency: typeof currency === 'string' && CURRENCY.test(currency) ? currency : undefined,
  };
}

/** The value when it is one of these; undefined otherwise. */
export const oneOf = <const Value extends string>(value: unknown, values: readonly Value[]): Value | undefined =>
  values.find((one) => one === value);

/** Text of an address: the router reads numbers as numbers. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST_TEXT ? text.trim() : undefined;
}

/** What the other pages of the area take along. */
export const sharedSearch = ({ from, to, book, currency }: PeriodSearch) => ({ from, to, book, currency });

function day(value: unknown): string | undefined {
  if (typeof value !== 'string' || !DAY.test(value)) return undefined;
  const at = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== value ? undefined : value;
}
