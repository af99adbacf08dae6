import type { Measured } from '../../measured/measured.js';
import { wilsonInterval } from '../../measured/wilson-interval.js';

/** How much of an agent's work ended well. */
export interface Success extends Measured {
  /** Of a hundred, decimal text; null when nothing ended. */
  readonly percent: string | null;
  /** Why it is not known. */
  readonly reason: string | null;
}

/** As many decimals as a person reads. */
const DECIMALS = 1;

/** @param days the length of the period, for the reason */
export function successOf(succeeded: number, ended: number, days: number): Success {
  const counted = { samples: ended, right: succeeded, interval: wilsonInterval(succeeded, ended) ?? null };
  if (ended === 0) {
    const period = days === 1 ? 'the last day' : `the last ${days} days`;
    return { ...counted, share: null, percent: null, reason: `no task of it ended in ${period}` };
  }
  const share = succeeded / ended;
  return { ...counted, share, percent: (share * 100).toFixed(DECIMALS), reason: null };
}
