/** Longest Poisson draw: a mean past this is a mistake of the caller, and exp(-mean) would underflow near 745. */
const MAX_POISSON_MEAN = 500;

/**
 * Seeded chance: the sfc32 generator (Chris Doty-Humphrey's small fast counting generator, PractRand), seeded through
 * FNV-1a. The same seed and label give the same draws on every machine; `fork` gives an independent stream, so that a
 * change in one part of the shop doesn't shift the draws of another.
 */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(private readonly seed: string) {
    this.a = fnv1a(seed, 0x811c9dc5);
    this.b = fnv1a(seed, 0x9747b28c);
    this.c = fnv1a(seed, 0x3c6ef372);
    // The generator's author mixes at least twelve rounds before the first draw.
    for (let round = 0; round < 15; round += 1) this.uint32();
  }

  fork(label: string): Chance {
    return new Chance(`${this.seed}/${label}`);
  }

  /** 0 … 2^32 − 1 */
  uint32(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** [0, 1) */
  unit(): number {
    return this.uint32() / 2 ** 32;
  }

  /** An integer of [min, max], both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.unit() * (max - min + 1));
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('Nothing to pick from');
    return from[Math.floor(this.unit() * from.length)]!;
  }

  /** Picks by weight; weights need not sum to one. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    if (!(total > 0)) throw new RangeError('Weights must sum to more than zero');
    let point = this.unit() * total;
    for (const [choice, weight] of choices) {
      point -= weight;
      if (point < 0) return choice;
    }
    return choices.at(-1)![0];
  }

  /** Fisher–Yates into a new array. */
  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = this.between(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }

  /** Knuth's product method: how many independent things happen when `mean` are expected. */
  poisson(mean: number): number {
    if (!(mean >= 0 && mean <= MAX_POISSON_MEAN))
      throw new RangeError(`Poisson mean ${mean} is not in 0…${MAX_POISSON_MEAN}`);
    const limit = Math.exp(-mean);
    let product = this.unit();
    let count = 0;
    while (product > limit) {
      count += 1;
      product *= this.unit();
    }
    return count;
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.uint32().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** Shaped as a version 4 UUID. */
  uuid(): string {
    const h = this.hex(32);
    const variant = '89ab'[parseInt(h[16]!, 16) & 3]!;
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
  }
}

/** FNV-1a, 32 bits. */
export function fnv1a(text: string, basis = 0x811c9dc5): number {
  let hash = basis;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
