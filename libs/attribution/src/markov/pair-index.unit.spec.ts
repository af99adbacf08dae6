import fc from 'fast-check';
import { PairIndex } from './pair-index.js';

describe('ids by pairs', () => {
  it('are those a map of the pairs has', () => {
    const pairs = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1_000, maxLength: 3_000 });
    fc.assert(
      fc.property(pairs, (all) => {
        const [firsts, seconds, known] = [[] as number[], [] as number[], new Map<string, number>()];
        const index = new PairIndex(
          (id) => firsts[id]!,
          (id) => seconds[id]!,
        );
        for (const [first, second] of all) {
          if (known.has(`${first},${second}`)) continue;
          const id = firsts.push(first) - 1;
          seconds.push(second);
          known.set(`${first},${second}`, id);
          index.set(first, second, id);
        }
        const every = Array.from({ length: 61 * 61 }, (_, at) => [Math.floor(at / 61), at % 61] as const);
        expect(every.map(([first, second]) => index.get(first, second))).toEqual(
          every.map(([first, second]) => known.get(`${first},${second}`) ?? -1),
        );
      }),
      { numRuns: 20 },
    );
  });
});
