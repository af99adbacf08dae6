import fc from 'fast-check';
import { usedPercent } from './used-percent.js';

const of = (spentMinor: bigint, allocatedMinor: bigint, reservedMinor = 0n) =>
  usedPercent({ allocatedMinor, reservedMinor, spentMinor });

describe('what is used of a budget, in percent,', () => {
  it.each([
    [9_728n, 100_000n, 10],
    [9_499n, 100_000n, 9],
    [9_500n, 100_000n, 10],
    [960n, 100_000n, 0],
    [1_000n, 100_000n, 1],
    [99_999n, 100_000n, 99],
    [100_000n, 100_000n, 100],
    [100_001n, 100_000n, 101],
    [0n, 100_000n, 0],
  ])('is, of %s of %s, %s', (spent, allocated, percent) => expect(of(spent, allocated)).toBe(percent));

  it('counts what is held', () => expect(of(20n, 100n, 30n)).toBe(50));

  it('is unknown of nothing', () => expect(of(5n, 0n)).toBeUndefined());

  it('is never off by a whole one, and says truly whether anything is left', () => {
    const minor = fc.bigInt({ min: 0n, max: 10_000_000n });
    fc.assert(
      fc.property(minor, minor, (spent, rest) => {
        const allocated = rest + 1n;
        const percent = BigInt(of(spent, allocated)!);
        const off = percent * allocated - spent * 100n;
        expect((off < 0n ? -off : off) < allocated).toBe(true);
        expect(percent >= 100n).toBe(spent >= allocated);
        expect(percent > 100n).toBe(spent > allocated);
      }),
    );
  });
});
