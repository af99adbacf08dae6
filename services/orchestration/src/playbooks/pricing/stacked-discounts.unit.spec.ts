import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { priceLadder, type Rung } from './price-ladder.js';
import { stackDiscounts, worstLine, type Discount, type DiscountedLine } from './stacked-discounts.js';

const off = (percent: number, title = `${percent} %`): Discount => ({ title, percent, amountMinor: null });
const minus = (amountMinor: bigint): Discount => ({ title: 'amount', percent: null, amountMinor });

/** The discounts that the shop has planned, with their sources in the knowledge base. */
const QUANTITY = off(15, 'ten or more of an artwork');
const DESIGNER = off(10, 'verified designers');
const TRADE = off(20, 'trade accounts of the growth plan');

const line = ({ size, printType }: Pick<Rung, 'size' | 'printType'>, part: Partial<DiscountedLine> = {}) => ({
  ...{ title: `${size} ${printType}`, size, printType, quantity: 1, priceMinor: null },
  ...part,
});
const ladderWith = (...discounts: Discount[]) =>
  stackDiscounts(
    priceLadder().map((rung) => line(rung)),
    discounts,
  );
const below = (...discounts: Discount[]) =>
  ladderWith(...discounts).flatMap(({ title, isBelowFloor }) => (isBelowFloor ? [title] : []));

const SMALL = ['24x36 Canvas Roll', '24x36 Gallery Wrapped'];
const MEDIUM = ['36x48 Canvas Roll', '36x48 Gallery Wrapped'];
const LARGE = ['53x72 Canvas Roll', '53x72 Gallery Wrapped'];

describe('planned discounts against the floor of 1.8 times the print cost, at the live prices', () => {
  it.each<[string, Discount[], string[]]>([
    ['none', [], []],
    ['5 %', [off(5)], []],
    ['designers (10 %)', [DESIGNER], LARGE],
    ['ten or more (15 %)', [QUANTITY], [...MEDIUM, ...LARGE]],
    ['trade (20 %)', [TRADE], [...MEDIUM, ...LARGE]],
    ['designers and ten or more (23.5 % together)', [DESIGNER, QUANTITY], [...MEDIUM, ...LARGE]],
    ['trade and ten or more (32 % together)', [TRADE, QUANTITY], [...SMALL, ...MEDIUM, ...LARGE]],
  ])('%s', (_what, discounts, undercut) => expect(below(...discounts)).toEqual(undercut));

  it('agree with the multiples that the shop has worked out', () => {
    const file = readFileSync(new URL('../data/price-ladder.csv', import.meta.url));
    const rows = parse<Record<string, string>>(file, { columns: true, skip_empty_lines: true });
    for (const percent of [10, 15, 20]) {
      const multiples = rows.map((row) => Number(row[`mult_at_${percent}pct`]));
      const ours = ladderWith(off(percent)).map(({ afterMinor, costMinor }) => Number(afterMinor) / Number(costMinor));
      ours.forEach((multiple, i) => expect(multiple).toBeCloseTo(multiples[i]!, 2));
    }
  });

  it.each([
    ['24x36', '24.99', '25.01'],
    ['36x48', '14.2', '14.5'],
    ['53x72', '5.2', '5.4'],
  ])('the largest for %s is between %s and %s %%', (size, kept, undercut) => {
    const titles = (percent: string) => below(off(Number(percent))).filter((title) => title.startsWith(size));
    expect(titles(kept)).toEqual([]);
    expect(titles(undercut)).toHaveLength(2);
  });
});

describe('discounts together', () => {
  const roll = line({ size: '24x36', printType: 'Canvas Roll' }, { priceMinor: 10_000n });
  it.each<[string, Discount[], bigint, number]>([
    ['two of 10 % are 19 %, not 20', [off(10), off(10)], 8_100n, 19],
    ['an amount after a percentage', [off(10), minus(1_000n)], 8_000n, 20],
    ['an amount before a percentage', [minus(1_000n), off(10)], 8_100n, 19],
    ['everything off', [off(100)], 0n, 100],
    ['more off than there is', [minus(99_999n)], 0n, 100],
    ['a third of a cent goes to the customer', [off(33.33)], 6_667n, 33.33],
    ['a cent that is cut off is no discount', [off(10), off(15), off(1)], 7_573n, 24.27],
  ])('%s', (_what, discounts, after, percent) => {
    expect(stackDiscounts([roll], discounts)).toMatchObject([{ afterMinor: after, percent }]);
  });

  it('of 20 % are 20 %, whatever cents are cut off: nobody is asked for a hundredth more', () => {
    for (const rung of priceLadder()) expect(stackDiscounts([line(rung)], [TRADE])).toMatchObject([{ percent: 20 }]);
  });

  it('of an unknown size are not known, and no zero', () => {
    const odd = line({ size: '20x20', printType: 'Canvas Roll' });
    expect(stackDiscounts([odd], [off(10)])).toMatchObject([{ afterMinor: null, isBelowFloor: null, percent: null }]);
    expect(stackDiscounts([{ ...odd, priceMinor: 9_000n }], [off(10)])).toMatchObject([
      { afterMinor: 8_100n, isBelowFloor: null, costMinor: null, percent: 10 },
    ]);
  });

  it('never take more than all, and more discounts never leave more', () => {
    const percents = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...priceLadder()), percents, fc.integer({ min: 0, max: 100 }), (rung, some, one) => {
        const after = (all: number[]) =>
          stackDiscounts(
            [line(rung)],
            all.map((p) => off(p)),
          )[0]!.afterMinor!;
        expect(after(some)).toBeGreaterThanOrEqual(0n);
        expect(after([...some, one])).toBeLessThanOrEqual(after(some));
      }),
    );
  });
});

describe('the line that decides', () => {
  it('is the one nearest to its cost: the largest print, not the cheapest', () => {
    expect(worstLine(ladderWith(DESIGNER))).toMatchObject({ size: '53x72', isBelowFloor: true });
  });

  it('is none where nothing is known', () => {
    expect(worstLine(stackDiscounts([line({ size: '1x1', printType: 'Canvas Roll' })], []))).toBeNull();
  });
});
