import type { BenchRow } from './figures/bench-row.js';

/** How much one run measures, and where it says what it does. */
export interface BenchRun {
  /** Events, orders or jobs: as many as asked, or a tenth of them in a quick look. */
  count(whole: number): number;
  /** Seconds of load. */
  seconds(whole: number): number;
  /** Times that ours and the baseline take turns. */
  rounds(whole: number): number;
  say(text: string): void;
}

/** Measures something and gives its rows. */
export type Bench = (run: BenchRun) => Promise<BenchRow[]> | BenchRow[];

/** A quick look measures this much less: enough to see that it works, too little to compare. */
const QUICK_DIVISOR = 10;
const QUICK_SECONDS = 1;

export function benchRun(quick: boolean, say: (text: string) => void): BenchRun {
  return {
    count: (whole) => (quick ? Math.ceil(whole / QUICK_DIVISOR) : whole),
    seconds: (whole) => (quick ? Math.min(whole, QUICK_SECONDS) : whole),
    rounds: (whole) => (quick ? 1 : whole),
    say,
  };
}
