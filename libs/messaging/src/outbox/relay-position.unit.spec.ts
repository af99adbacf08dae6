import fc from 'fast-check';
import {
  advanced,
  fromMultirange,
  toMultirange,
  without,
  withoutRanges,
  type IdRange,
  type RelayPosition,
} from './relay-position.js';

const MOST_IDS = 60;

const ids = fc
  .uniqueArray(fc.integer({ min: 1, max: MOST_IDS }), { maxLength: MOST_IDS / 2, size: 'max' })
  .map((list) => list.sort((a, b) => a - b));

/** Ranges that cover exactly these ids; as few as can be. */
function rangesOf(sorted: readonly number[]): IdRange[] {
  const ranges: IdRange[] = [];
  for (const id of sorted) {
    const last = ranges.at(-1);
    if (last?.to === id - 1) ranges[ranges.length - 1] = { from: last.from, to: id };
    else ranges.push({ from: id, to: id });
  }
  return ranges;
}

const idsIn = (ranges: readonly IdRange[]): number[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));

describe('ranges of outbox ids', () => {
  it('lose single ids as sets do', () =>
    fc.assert(
      fc.property(ids, ids, (all, removed) => {
        const left = without(rangesOf(all), removed);
        expect(idsIn(left)).toEqual(all.filter((id) => !removed.includes(id)));
      }),
    ));

  it('lose ranges as sets do', () =>
    fc.assert(
      fc.property(ids, ids, (all, removed) => {
        const left = withoutRanges(rangesOf(all), rangesOf(removed));
        expect(idsIn(left)).toEqual(all.filter((id) => !removed.includes(id)));
      }),
    ));

  it('are compared in one pass: ten thousand holes must not hold up the process', () => {
    let looks = 0;
    const range = (from: number): IdRange => ({
      from,
      get to() {
        looks += 1;
        return from;
      },
    });
    const many = Array.from({ length: 10_000 }, (_, index) => range(2 * index));
    expect(withoutRanges(many, many)).toEqual([]);
    expect(looks).toBeLessThan(10 * many.length);
  });

  it('are the same after a way through the text of a multirange', () =>
    fc.assert(
      fc.property(ids, (all) => {
        const ranges = rangesOf(all);
        expect(fromMultirange(toMultirange(ranges))).toEqual(ranges);
      }),
    ));

  it('are written as PostgreSQL writes them', () => {
    expect(
      toMultirange([
        { from: 3, to: 4 },
        { from: 9, to: 9 },
      ]),
    ).toBe('{[3,5),[9,10)}');
    expect(fromMultirange('{}')).toEqual([]);
  });
});

type Step =
  | { readonly kind: 'draw'; readonly count: number }
  | { readonly kind: 'commit' | 'roll back'; readonly which: number }
  /** The relay's turn: it reads so many rows, and the broker takes those that `taken` says. */
  | { readonly kind: 'turn'; readonly late: number; readonly next: number; readonly taken: readonly boolean[] }
  | { readonly kind: 'give up' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('draw' as const), count: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'roll back' as const), which: fc.nat() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('turn' as const),
      late: fc.nat({ max: 5 }),
      next: fc.nat({ max: 5 }),
      taken: fc.array(fc.boolean(), { minLength: 3, maxLength: 10 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('give up' as const) }) },
);

/** An outbox that remembers what became of every id, and a relay that knows only its position. */
class NaiveOutbox {
  private drawn = 0;
  private open: number[][] = [];
  private readonly committed = new Set<number>();
  private readonly rolledBack = new Set<number>();
  readonly settled = new Set<number>();
  position: RelayPosition = { high: 0, holes: [] };

  take(one: Step): void {
    if (one.kind === 'draw') this.draw(one.count);
    else if (one.kind === 'turn') this.turn(one);
    else if (one.kind === 'give up') this.giveUp();
    else this.end(one.which, one.kind === 'commit' ? this.committed : this.rolledBack);
  }

  private draw(count: number): void {
    this.open.push(Array.from({ length: count }, () => (this.drawn += 1)));
  }

  private end(which: number, fate: Set<number>): void {
    const [ended] = this.open.splice(which % (this.open.length || 1), 1);
    for (const id of ended ?? []) fate.add(id);
  }

  private turn({ late, next, taken }: Extract<Step, { kind: 'turn' }>): void {
    const { high, holes } = this.position;
    const visible = [...this.committed].sort((a, b) => a - b);
    const found = idsIn(holes)
      .filter((id) => this.committed.has(id))
      .slice(0, late);
    const seen = [...found, ...visible.filter((id) => id > high).slice(0, next)];
    const settledNow = new Set(seen.filter((_, index) => taken[index % taken.length]));
    this.position = advanced(this.position, seen, (id) => settledNow.has(id));
    for (const id of settledNow) this.settled.add(id);
  }

  private giveUp(): void {
    const dead = rangesOf([...this.rolledBack].sort((a, b) => a - b));
    this.position = { high: this.position.high, holes: withoutRanges(this.position.holes, dead) };
  }

  /** Every transaction ends and the relay has all the turns it needs. */
  finish(): void {
    while (this.open.length > 0) this.end(0, this.committed);
    for (let turns = 0; turns <= this.drawn; turns += 1) this.turn({ kind: 'turn', late: 5, next: 5, taken: [true] });
    this.giveUp();
  }

  /** Ids that the position passes by although they are neither settled nor dead. */
  get passedBy(): number[] {
    const { high, holes } = this.position;
    const kept = new Set(idsIn(holes));
    const all = Array.from({ length: high }, (_, index) => index + 1);
    return all.filter((id) => !kept.has(id) && !this.settled.has(id) && !this.rolledBack.has(id));
  }

  get unpublished(): number[] {
    return [...this.committed].filter((id) => !this.settled.has(id));
  }
}

describe('the relay’s position', () => {
  it('passes no id by that is neither settled nor dead, whatever the order of commits and failures', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const outbox = new NaiveOutbox();
        for (const one of steps) {
          const before = outbox.position.high;
          outbox.take(one);
          const { high, holes } = outbox.position;
          expect(outbox.passedBy).toEqual([]);
          expect(high).toBeGreaterThanOrEqual(before);
          expect(holes).toEqual(rangesOf(idsIn(holes).sort((a, b) => a - b)));
          expect(idsIn(holes).filter((id) => id > high || outbox.settled.has(id))).toEqual([]);
        }
        outbox.finish();
        expect(outbox.unpublished).toEqual([]);
        expect(outbox.position.holes).toEqual([]);
      }),
      { numRuns: 300 },
    ));
});
