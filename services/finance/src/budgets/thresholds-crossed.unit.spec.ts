import fc from 'fast-check';
import { thresholdsCrossed } from './thresholds-crossed.js';

const balance = (allocatedMinor: bigint, spentMinor: bigint, reservedMinor = 0n) => {
  return { allocatedMinor, spentMinor, reservedMinor };
};
const ALL = [80, 90, 100];

describe('thresholds', () => {
  it.each([
    [799n, []],
    [800n, [80]],
    [899n, [80]],
    [900n, [80, 90]],
    [1_000n, [80, 90, 100]],
    [1_500n, [80, 90, 100]],
  ])('of 1,000 with %s spent are %j', (spent, crossed) => {
    expect(thresholdsCrossed(balance(1_000n, spent), ALL, [], false).crossed).toEqual(crossed);
  });

  it('count what is held as well as what is spent', () => {
    expect(thresholdsCrossed(balance(1_000n, 500n, 300n), ALL, [], false).crossed).toEqual([80]);
  });

  it('are not told again when a reservation ends and comes again', () => {
    const first = thresholdsCrossed(balance(1_000n, 0n, 850n), ALL, [], false);
    const freed = thresholdsCrossed(balance(1_000n, 0n, 0n), ALL, first.reached, false);
    const again = thresholdsCrossed(balance(1_000n, 0n, 950n), ALL, freed.reached, false);
    expect([first.crossed, freed.crossed, again.crossed]).toEqual([[80], [], [90]]);
  });

  it('are told again once a larger allocation had put the use below them', () => {
    const raised = thresholdsCrossed(balance(2_000n, 950n), ALL, [80, 90], true);
    expect(raised).toEqual({ crossed: [], reached: [] });
    expect(thresholdsCrossed(balance(2_000n, 1_650n), ALL, raised.reached, false).crossed).toEqual([80]);
    expect(thresholdsCrossed(balance(1_000n, 950n), ALL, [80, 90], true).crossed).toEqual([]);
  });

  it('of an empty allocation are reached by any use, and by none without', () => {
    expect(thresholdsCrossed(balance(0n, 0n), ALL, [], false).crossed).toEqual([]);
    expect(thresholdsCrossed(balance(0n, 1n), ALL, [], false).crossed).toEqual(ALL);
  });

  it('are each told at most once, however the use goes up and down under one allocation', () => {
    const uses = fc.array(fc.bigInt({ min: 0n, max: 1_500n }), { maxLength: 30 });
    const thresholds = fc.uniqueArray(fc.integer({ min: 1, max: 140 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(uses, thresholds, (used, percents) => {
        let reached: number[] = [];
        const told = used.flatMap((spent) => {
          const step = thresholdsCrossed(balance(1_000n, spent), percents, reached, false);
          reached = step.reached;
          return step.crossed;
        });
        const most = used.reduce((a, b) => (a > b ? a : b), 0n);
        const due = percents.filter((percent) => most > 0n && most * 100n >= BigInt(percent) * 1_000n);
        expect([...told].sort((a, b) => a - b)).toEqual(due.sort((a, b) => a - b));
      }),
    );
  });
});
