import fc from 'fast-check';
import type { Payee } from '../plans/terms.js';
import { releaseOf, shareOut, withChanges, type Share } from './shares.js';

const payee = (id: string, sharePpm: bigint): Payee => ({ kind: 'partner', id, sharePpm });
const two = [payee('designer', 700_000n), payee('affiliate', 300_000n)];

describe('shares of a commission', () => {
  it('sum to it by largest remainder, and are held at first', () => {
    expect(shareOut(two, [], 101n)).toEqual([
      { kind: 'partner', id: 'designer', heldMinor: 71n, payableMinor: 0n },
      { kind: 'partner', id: 'affiliate', heldMinor: 30n, payableMinor: 0n },
    ]);
  });

  it('change by the difference only', () => {
    const shares = withChanges([], shareOut(two, [], 100n));
    expect(shareOut(two, shares, 100n)).toEqual([]);
    expect(shareOut(two, shares, 110n)).toEqual([
      { kind: 'partner', id: 'designer', heldMinor: 7n, payableMinor: 0n },
      { kind: 'partner', id: 'affiliate', heldMinor: 3n, payableMinor: 0n },
    ]);
  });

  it('lose what is held first, and only then what was released', () => {
    const share = { kind: 'partner' as const, id: 'designer', heldMinor: 30n, releasedMinor: 70n };
    const all = [payee('designer', 1_000_000n)];
    expect(shareOut(all, [share], 80n)).toMatchObject([{ heldMinor: -20n, payableMinor: 0n }]);
    expect(shareOut(all, [share], 50n)).toMatchObject([{ heldMinor: -30n, payableMinor: -20n }]);
    expect(shareOut(all, [share], 0n)).toMatchObject([{ heldMinor: -30n, payableMinor: -70n }]);
  });

  it('are released as a whole', () => {
    const shares = withChanges([], shareOut(two, [], 100n));
    expect(releaseOf(shares)).toEqual([
      { kind: 'partner', id: 'designer', heldMinor: -70n, payableMinor: 70n },
      { kind: 'partner', id: 'affiliate', heldMinor: -30n, payableMinor: 30n },
    ]);
    expect(releaseOf(withChanges(shares, releaseOf(shares)))).toEqual([]);
  });

  const splits = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 6 }).map((weights) => {
    const sum = weights.reduce((a, b) => a + b, 0n);
    const shares = weights.map((weight) => (weight * 1_000_000n) / sum);
    const rest = 1_000_000n - shares.reduce((a, b) => a + b, 0n);
    return shares.map((share, i) => payee(`p${i}`, i === 0 ? share + rest : share));
  });
  const steps = fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 5_000n }), fc.constant('release' as const)), {
    maxLength: 20,
  });

  it('always sum to the commission, each within a unit of its part and neither side negative, whatever happens', () => {
    fc.assert(
      fc.property(splits, steps, (payees, history) => {
        let shares: Share[] = [];
        let commission = 0n;
        for (const step of history) {
          if (step === 'release') shares = withChanges(shares, releaseOf(shares));
          else shares = withChanges(shares, shareOut(payees, shares, (commission = step)));
          expect(shares.reduce((sum, one) => sum + one.heldMinor + one.releasedMinor, 0n)).toBe(commission);
          for (const one of shares) {
            expect(one.heldMinor >= 0n && one.releasedMinor >= 0n).toBe(true);
            const { sharePpm } = payees.find(({ id }) => id === one.id)!;
            const off = (one.heldMinor + one.releasedMinor) * 1_000_000n - commission * sharePpm;
            expect(off < 1_000_000n && off > -1_000_000n).toBe(true);
          }
        }
        expect(
          withChanges(shares, shareOut(payees, shares, 0n)).every((s) => s.heldMinor + s.releasedMinor === 0n),
        ).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
