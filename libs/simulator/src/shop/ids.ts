import { fnv1a } from '../chance/chance.js';

/** Where JavaScript's numbers end; ids start past it, so that whoever rounds them is found out. */
const PAST_DOUBLES = 2n ** 53n;
/** Ids per seed: two seeds' ids overlap only past this many. */
const IDS_PER_SEED = 2n ** 28n;

/** Ever larger ids, different for every seed, all past 2^53 and below 2^63. */
export class IdSequence {
  private last: bigint;

  constructor(seed: string) {
    this.last = PAST_DOUBLES + BigInt(fnv1a(`ids/${seed}`)) * IDS_PER_SEED;
  }

  /** Neighbouring ids differ by one at times: as doubles they'd be the same number. */
  next(): bigint {
    this.last += 1n;
    return this.last;
  }
}

/** Real stores' product ids have 13 digits, variants' and inventory items' 14. */
const STABLE_BASE = { product: 8_000_000_000_000n, variant: 42_000_000_000_000n, inventory: 46_000_000_000_000n };

/** The catalogue's ids: the same for every seed, as it is the same shop. */
export function stableId(kind: keyof typeof STABLE_BASE, key: string): bigint {
  const hash = (BigInt(fnv1a(key)) << 32n) | BigInt(fnv1a(key, 0x9747b28c));
  return STABLE_BASE[kind] + (hash % 900_000_000_000n);
}
