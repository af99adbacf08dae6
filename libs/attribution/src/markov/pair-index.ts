const EMPTY = -1;
/** Buckets twice as many as entries at most: probes stay short. */
const LOAD = 0.5;

/**
 * Ids by a pair of ids: an open-addressing hash over typed arrays. A `Map` would need one key for the pair, a string or a
 * number beyond 31 bits, and that is an allocation on each of millions of look-ups.
 *
 * The pairs themselves stay with the owner, who keeps them by id anyway.
 */
export class PairIndex {
  private buckets = new Int32Array(1_024).fill(EMPTY);
  private size = 0;

  constructor(
    private readonly firstOf: (id: number) => number,
    private readonly secondOf: (id: number) => number,
  ) {}

  /** The id of a pair, −1 when it has none. */
  get(first: number, second: number): number {
    return this.buckets[this.bucketOf(first, second)]!;
  }

  /** Gives a pair that has no id one. The owner must answer `firstOf` and `secondOf` for it from now on. */
  set(first: number, second: number, id: number): void {
    this.buckets[this.bucketOf(first, second)] = id;
    this.size += 1;
    if (this.size > this.buckets.length * LOAD) this.grow();
  }

  /** Where the pair lies, or the empty bucket where it would. */
  private bucketOf(first: number, second: number): number {
    const mask = this.buckets.length - 1;
    let bucket = mixed(first, second) & mask;
    for (;;) {
      const id = this.buckets[bucket]!;
      if (id === EMPTY || (this.firstOf(id) === first && this.secondOf(id) === second)) return bucket;
      bucket = (bucket + 1) & mask;
    }
  }

  private grow(): void {
    const ids = this.buckets.filter((id) => id !== EMPTY);
    this.buckets = new Int32Array(this.buckets.length * 2).fill(EMPTY);
    for (const id of ids) this.buckets[this.bucketOf(this.firstOf(id), this.secondOf(id))] = id;
  }
}

/** Both halves reach the low bits, which choose the bucket (the finalizer of MurmurHash3). */
function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
