import type { FigureUnit } from '@vividwalls/contracts';

/** How much a figure differs from what it is compared with. */
export interface FigureChange {
  /** Decimal text: the figure less the one before; of percent in points. */
  readonly value: string | null;
  /** Of the one before, two decimals. */
  readonly percent: string | null;
  /** Why either is missing. */
  readonly reason: string | null;
}

const HUNDREDTHS = 100n;
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/** The change from one figure to another of the same kind; exact, of whatever size. Null where one is not known. */
export function changeOf(unit: FigureUnit, value: string | null, before: string | null): FigureChange {
  if (value === null) return none('the figure is not known');
  if (before === null) return none('the one before is not known');
  const [now, then] = [hundredths(value), hundredths(before)];
  if (now === null || then === null) return none('it is no number');
  const difference = textOf(now - then, unit === 'percent');
  const only = (reason: string): FigureChange => ({ value: difference, percent: null, reason });
  if (unit === 'percent') return only('shares are compared in points');
  if (then === 0n) return only('there was nothing before');
  if (then < 0n) return only('it was below zero before');
  return { value: difference, percent: textOf(rounded((now - then) * 10_000n, then), true), reason: null };
}

const none = (reason: string): FigureChange => ({ value: null, percent: null, reason });

function hundredths(text: string): bigint | null {
  const parts = DECIMAL.exec(text);
  if (!parts) return null;
  const [, sign, whole, fraction = ''] = parts;
  const size = BigInt(whole!) * HUNDREDTHS + BigInt(fraction.padEnd(2, '0'));
  return sign === '-' ? -size : size;
}

/** Half away from zero. */
function rounded(part: bigint, whole: bigint): bigint {
  const size = part < 0n ? -part : part;
  const quotient = (2n * size + whole) / (2n * whole);
  return part < 0n ? -quotient : quotient;
}

function textOf(amount: bigint, withDecimals: boolean): string {
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? '-' : '';
  const fraction = (size % HUNDREDTHS).toString().padStart(2, '0');
  return withDecimals || fraction !== '00' ? `${sign}${size / HUNDREDTHS}.${fraction}` : `${sign}${size / HUNDREDTHS}`;
}
