import { allocate } from '@vividwalls/money';
import fc from 'fast-check';
import { AttributionError } from '../attribution-error.js';
import { MarkovCounter } from '../markov/markov-counter.js';
import { TOUCH_KINDS } from '../models/kind.js';
import { MODELS } from '../models/model-name.js';
import { PLAYERS } from '../testing/some-paths.js';
import { checkedSettings, DEFAULT_SETTINGS } from './attribution-settings.js';
import { creditWeights } from './credit-weights.js';
import { effectiveModel, isFitted } from './is-fitted.js';
import type { PathTouch } from './path-touch.js';

const DAY = 86_400_000;
const NOW = Date.parse('2026-09-01T12:00:00Z');
const touch = (player: string, daysBefore: number, kind: PathTouch['kind'] = 'direct'): PathTouch => ({
  player,
  kind,
  occurredAtMs: NOW - daysBefore * DAY,
});
const fit = (() => {
  const counter = new MarkovCounter();
  counter.add(['mail'], 2, 0, 1);
  counter.add(['search'], 1);
  counter.add(['mail', 'search'], 1);
  return counter.fit();
})();

const touches: fc.Arbitrary<PathTouch[]> = fc
  .array(
    fc.record({
      player: fc.constantFrom(...PLAYERS),
      occurredAtMs: fc.integer({ min: NOW - 90 * DAY, max: NOW }),
      kind: fc.constantFrom(...TOUCH_KINDS),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((list) => list.sort((a, b) => a.occurredAtMs - b.occurredAtMs));
const models = fc.constantFrom(...MODELS);

describe('credit weights', () => {
  const path = [touch('mail', 14), touch('search', 7, 'assisted'), touch('social', 0, 'influenced'), touch('mail', 0)];

  it.each([
    ['first', [10_000n, 0n, 0n, 0n]],
    ['last', [0n, 0n, 0n, 10_000n]],
    ['linear', [2_500n, 2_500n, 2_500n, 2_500n]],
    ['position', [4_000n, 1_000n, 1_000n, 4_000n]],
    ['time-decay', [909n, 1_818n, 3_637n, 3_636n]],
    ['shapley', [1_667n, 3_333n, 3_333n, 1_667n]],
    ['kind', [3_637n, 1_818n, 909n, 3_636n]],
    // Effects: mail 0.75, search 0.5, and social, a stranger, the mean of both.
    ['markov', [2_000n, 2_667n, 3_333n, 2_000n]],
  ] as const)('divide 100.00 by %s', (model, expected) => {
    expect(allocate(10_000n, creditWeights(model, path, NOW, DEFAULT_SETTINGS, fit))).toEqual(expected);
  });

  it('are one a touch, none negative and not all zero, so that credits always sum to the total', () => {
    fc.assert(
      fc.property(models, touches, fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (model, list, total) => {
        const weights = creditWeights(model, list, NOW, DEFAULT_SETTINGS, fit);
        expect(weights).toHaveLength(list.length);
        expect(weights.every((weight) => weight >= 0n && weight <= 10n ** 12n)).toBe(true);
        expect(weights.some((weight) => weight > 0n)).toBe(true);
        expect(allocate(total, weights).reduce((a, b) => a + b, 0n)).toBe(total);
      }),
    );
  });

  it('give everything to a single touch, under every model', () => {
    fc.assert(
      fc.property(models, fc.nat(20_000), (model, days) => {
        expect(allocate(777n, creditWeights(model, [touch('mail', days)], NOW, DEFAULT_SETTINGS, fit))).toEqual([777n]);
      }),
    );
  });

  it('do not depend on what players are called', () => {
    const renamed = (list: PathTouch[]) => list.map((one) => ({ ...one, player: `agent:${one.player}` }));
    fc.assert(
      fc.property(fc.constantFrom(...MODELS.filter((model) => model !== 'markov')), touches, (model, list) => {
        expect(creditWeights(model, renamed(list), NOW)).toEqual(creditWeights(model, list, NOW));
      }),
    );
  });

  it('of no touches are none', () => {
    for (const model of MODELS) expect(creditWeights(model, [], NOW, DEFAULT_SETTINGS, fit)).toEqual([]);
  });

  it('count a touch after the order as one of its moment', () => {
    const late = [touch('mail', 7), touch('search', -3)];
    expect(creditWeights('time-decay', late, NOW)).toEqual([500_000_000_000n, 1_000_000_000_000n]);
  });

  it('take the half-life and the weights of kinds that are configured', () => {
    const settings = { halfLifeDays: 14, kindWeights: { direct: 0, assisted: 0.5, influenced: 1.5 } };
    expect(creditWeights('time-decay', [touch('a', 14), touch('b', 0)], NOW, settings)).toEqual([
      500_000_000_000n,
      1_000_000_000_000n,
    ]);
    expect(allocate(4n, creditWeights('kind', path.slice(0, 3), NOW, settings))).toEqual([0n, 1n, 3n]);
  });

  it('refuse touches that are not in time order', () => {
    expect(() => creditWeights('linear', [touch('a', 1), touch('b', 2)], NOW)).toThrow(/Touch 1 of 2 is earlier/);
    expect(() => creditWeights('linear', [touch('a', Number.NaN)], NOW)).toThrow(AttributionError);
  });
});

describe('a model that is not fitted', () => {
  const path = [touch('mail', 2), touch('search', 1), touch('mail', 0)];
  const empty = new MarkovCounter().fit();

  it('divides as linear does, and says so', () => {
    for (const fitted of [undefined, empty]) {
      expect(creditWeights('markov', path, NOW, DEFAULT_SETTINGS, fitted)).toEqual([1n, 1n, 1n]);
      expect([isFitted('markov', fitted), effectiveModel('markov', fitted)]).toEqual([false, 'linear']);
    }
    expect([isFitted('markov', fit), effectiveModel('markov', fit)]).toEqual([true, 'markov']);
  });

  it('is only ever Markov', () => {
    for (const model of MODELS) expect(isFitted(model)).toBe(model !== 'markov');
  });
});

describe('settings', () => {
  it.each([
    [{ halfLifeDays: 0 }, /halfLifeDays must be above 0/],
    [{ halfLifeDays: Number.NaN }, /halfLifeDays/],
    [{ halfLifeDays: 1e6 }, /at most 36500/],
    [{ kindWeights: { direct: 1, assisted: -1, influenced: 0 } }, /kindWeights.assisted must be 0…1000000, got -1/],
  ])('%j is refused', (wrong, message) => {
    expect(() => checkedSettings({ ...DEFAULT_SETTINGS, ...wrong })).toThrow(message);
  });

  it('of the defaults are good', () => expect(checkedSettings(DEFAULT_SETTINGS)).toBe(DEFAULT_SETTINGS));
});
