/** Buckets grow by two percent: a quantile is off by at most that much, whatever the number of samples. */
const GROWTH = 1.02;
const SMALLEST_MS = 0.01;
/** Up to about 70 minutes; longer counts as that. */
const BUCKETS = 1_000;

/** Latencies in bounded memory. */
export class LatencyHistogram {
  private readonly buckets = new Uint32Array(BUCKETS);
  private samples = 0;
  private longest = 0;

  add(ms: number): void {
    const index = Math.ceil(Math.log(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) / Math.log(GROWTH));
    this.buckets[Math.min(index, BUCKETS - 1)]! += 1;
    this.samples += 1;
    this.longest = Math.max(this.longest, ms);
  }

  get count(): number {
    return this.samples;
  }

  get maxMs(): number {
    return this.longest;
  }

  /** The latency that `share` of the samples stay under, in milliseconds; null without samples. */
  quantile(share: number): number | null {
    if (this.samples === 0) return null;
    const wanted = Math.max(1, Math.ceil(share * this.samples));
    let seen = 0;
    for (let index = 0; index < BUCKETS; index += 1) {
      seen += this.buckets[index]!;
      if (seen >= wanted) return Math.min(SMALLEST_MS * GROWTH ** index, this.longest);
    }
    return this.longest;
  }
}
