import fc from 'fast-check';
import { argumentsDigest } from './arguments-digest.js';

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

describe('the digest of a call', () => {
  it('is the same for the same arguments in any order, and another one for others', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }), (args) => {
        const digest = argumentsDigest('read_kpi', args);
        expect(argumentsDigest('read_kpi', Object.fromEntries(Object.entries(args).reverse()))).toBe(digest);
        expect(argumentsDigest('read_task', args)).not.toBe(digest);
        expect(argumentsDigest('read_kpi', { ...args, one: 'more', [Object.keys(args)[0]!]: undefined })).not.toBe(
          digest,
        );
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['what is nested too deep', nested(5_000)],
    ['a list', [1]],
  ])('is there for %s', (_what, args) => expect(argumentsDigest('x', args)).toMatch(/^[0-9a-f]{64}$/));
});
