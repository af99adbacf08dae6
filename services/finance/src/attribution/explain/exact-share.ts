/** An amount's share by weight, `6666 2/3`: whole minor units and what is left as a fraction in lowest terms. */
export function exactShare(amountMinor: bigint, weight: bigint, sum: bigint): string {
  const [sign, amount] = amountMinor < 0n ? ['-', -amountMinor] : ['', amountMinor];
  const [whole, rest] = [(amount * weight) / sum, (amount * weight) % sum];
  if (rest === 0n) return whole === 0n ? '0' : `${sign}${whole}`;
  const divisor = greatestCommonDivisor(rest, sum);
  const fraction = `${rest / divisor}/${sum / divisor}`;
  return `${sign}${whole === 0n ? '' : `${whole} `}${fraction}`;
}

export type Rounding = 'exact' | 'up' | 'down';

/** What rounding did to a share: away from zero, towards it, or nothing. */
export function roundingOf(amountMinor: bigint, weight: bigint, sum: bigint, got: bigint): Rounding {
  const exact = amountMinor * weight;
  if (got * sum === exact) return 'exact';
  return absolute(got * sum) > absolute(exact) ? 'up' : 'down';
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
