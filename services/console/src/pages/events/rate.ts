import { formatNumber } from '../../format/numbers';
import { plural } from '../../format/words';

export const BUCKET_MS = 10_000;
export const BUCKETS = 30;

/** How many events came within ten seconds; null where it is not known, because those rows are not loaded. */
export interface RatePoint {
  readonly label: string;
  readonly real: number | null;
  readonly test: number | null;
  readonly [series: string]: string | number | null;
}

interface Recorded {
  readonly recordedAt: string;
  readonly test: boolean;
}

/**
 * The rate of the last five minutes.
 * @param rows newest first
 * @param isWhole false when older rows were left out: before the oldest of these nothing is known
 */
export function rateOf(rows: readonly Recorded[], nowMs: number, isWhole: boolean): RatePoint[] {
  const end = Math.floor(nowMs / BUCKET_MS) * BUCKET_MS + BUCKET_MS;
  const start = end - BUCKETS * BUCKET_MS;
  const [real, test] = [Array<number>(BUCKETS).fill(0), Array<number>(BUCKETS).fill(0)];
  for (const row of rows) {
    const at = Date.parse(row.recordedAt);
    if (at < start) break;
    const bucket = Math.min(BUCKETS - 1, Math.floor((at - start) / BUCKET_MS));
    (row.test ? test : real)[bucket]! += 1;
  }
  const oldest = rows.at(-1);
  const knownFrom = isWhole ? -Infinity : oldest ? Date.parse(oldest.recordedAt) : Infinity;
  return real.map((count, at) => {
    const isKnown = start + at * BUCKET_MS >= knownFrom;
    const agoS = ((BUCKETS - 1 - at) * BUCKET_MS) / 1_000;
    return { label: agoLabel(agoS), real: isKnown ? count : null, test: isKnown ? test[at]! : null };
  });
}

const agoLabel = (seconds: number): string =>
  seconds === 0 ? 'now' : `−${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** The same in a sentence. */
export function rateSummary(points: readonly RatePoint[]): string {
  const known = points.filter(({ real }) => real !== null);
  if (known.length === 0) return 'Less is loaded than came in ten seconds.';
  const counts = known.map(({ real, test }) => Number(real) + Number(test));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const rest = known.length < points.length ? ' What came before is not loaded.' : '';
  return `${plural(all, 'event')} in the last ${lasted(known.length * BUCKET_MS)}, at most ${formatNumber(Math.max(...counts))} in ten seconds.${rest}`;
}

function lasted(ms: number): string {
  if (ms < 60_000) return `${ms / 1_000} seconds`;
  const minutes = Math.round(ms / 60_000);
  return minutes === 1 ? 'minute' : `${minutes} minutes`;
}
