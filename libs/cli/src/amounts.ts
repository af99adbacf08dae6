import { formatMinor, isCurrency } from '@vividwalls/money';

/** Minor units as people read them: `-1234` USD → `-12.34`. A currency nobody knows is shown as it is. */
export const amount = (minor: string, currency: string): string =>
  isCurrency(currency) && /^-?\d+$/.test(minor) ? formatMinor(BigInt(minor), currency) : minor;
