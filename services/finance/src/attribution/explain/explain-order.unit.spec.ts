import { MarkovFit, MODELS } from '@vividwalls/attribution';
import fc from 'fast-check';
import { allocate } from '@vividwalls/money';
import type { PathTouch } from '../touches/touch.js';
import { exactShare, roundingOf } from './exact-share.js';
import { whyWeight } from './why-weight.js';

describe('an exact share', () => {
  it.each([
    [10_000n, 1n, 3n, '3333 1/3'],
    [10_000n, 2n, 4n, '5000'],
    [1n, 1n, 3n, '1/3'],
    [-10_000n, 2n, 6n, '-3333 1/3'],
    [0n, 1n, 3n, '0'],
    [100n, 0n, 3n, '0'],
  ])('of %d by %d in %d is %s', (amount, weight, sum, text) => {
    expect(exactShare(amount, weight, sum)).toBe(text);
  });

  it('is rounded up by those who got what was left over, and they are as many as there was left', () => {
    const amounts = fc.bigInt({ min: -100_000n, max: 100_000n });
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1_000n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amounts, weights, (amount, some) => {
        fc.pre(some.some((weight) => weight > 0n));
        const sum = some.reduce((a, b) => a + b, 0n);
        const got = allocate(amount, some);
        const up = some.filter((weight, i) => roundingOf(amount, weight, sum, got[i]!) === 'up').length;
        const floors = some.reduce((total, weight) => total + (amount * weight) / sum, 0n);
        expect(BigInt(up)).toBe(amount < 0n ? floors - amount : amount - floors);
      }),
    );
  });
});

describe('why a touch weighs what it does', () => {
  const path: PathTouch[] = ['email', 'chat', 'email', 'ads'].map((channel, i) => ({
    ...{ id: String(i), channel, kind: i === 1 ? 'assisted' : 'direct', occurredAt: `2026-11-0${i + 1}T12:00:00.000Z` },
  }));
  const why = (model: (typeof MODELS)[number], at: number, fit?: MarkovFit) =>
    whyWeight(model, path, at, '2026-11-08T00:00:00.000Z', fit);

  it.each([
    ['first', 0, 'the first touch gets all'],
    ['first', 1, 'touch 2 of 4: only the first gets anything'],
    ['last', 3, 'the last touch before the order gets all'],
    ['linear', 2, 'touch 3 of 4: all weigh the same'],
    ['position', 3, 'the last touch has 40 %'],
    ['position', 1, 'touch 2 of 4: those between share 20 % evenly'],
    ['time-decay', 0, '6.5 days before the order; every 7 days halve the weight'],
    ['kind', 1, 'assisted weighs 2'],
    ['shapley', 0, 'email is one of 3 channels that share evenly; it was met 2 times, which share its part'],
    ['shapley', 1, 'chat is one of 3 channels that share evenly'],
    ['markov', 1, 'touch 2 of 4: all weigh the same until markov is fitted'],
  ] as const)('under %s, touch %d: %s', (model, at, text) => {
    expect(why(model, at)).toBe(text);
  });

  it('under time decay is told in hours on the last day', () => {
    expect(whyWeight('time-decay', path, 3, '2026-11-04T13:30:00.000Z', undefined)).toBe(
      '1.5 hours before the order; every 7 days halve the weight',
    );
  });

  it('under a fitted Markov model is what would be lost without it', () => {
    const fit = new MarkovFit(1, 10, 5, new Map([['chat', 0.25]]));
    expect(why('markov', 1, fit)).toBe('without chat, 25.00 % of all conversions would be lost');
  });

  it('is plain when it is the only one', () => {
    for (const model of MODELS) expect(whyWeight(model, [path[0]!], 0, 'x', undefined)).toMatch(/^the only touch/);
  });
});
