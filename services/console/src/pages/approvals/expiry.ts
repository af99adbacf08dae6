import { formatDuration } from '../../format/numbers';

/** What is decided later than that is decided in a hurry. */
const SOON_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface Expiry {
  readonly text: string;
  readonly tone: 'none' | 'warn' | 'bad';
}

/** How long somebody still has to decide, in words that say by themselves when it is little. @param now ms since 1970 */
export function expiryOf(expiresAt: string, now: number): Expiry {
  const left = new Date(expiresAt).getTime() - now;
  if (left <= 0) return { text: 'time is over', tone: 'bad' };
  if (left < MINUTE_MS) return { text: 'less than a minute left', tone: 'bad' };
  // Seconds of what is minutes away would only flicker.
  const rest = formatDuration(Math.floor(left / MINUTE_MS) * MINUTE_MS);
  return left <= SOON_MS ? { text: `soon: ${rest} left`, tone: 'warn' } : { text: `${rest} left`, tone: 'none' };
}
