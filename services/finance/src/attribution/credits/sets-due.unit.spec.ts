import type { AttributedOrder } from './attributed-order.js';
import { setsDue, type DraftSet } from './sets-due.js';

const touch = (id: string) => ({ id, occurredAt: '2026-11-09T12:00:00.000Z', channel: id, kind: 'direct' as const });
const order = (fields: Partial<AttributedOrder> = {}): AttributedOrder => ({
  ...{
    orderId: '1',
    shop: 's',
    book: 'real',
    currency: 'USD',
    placedAt: '2026-11-10T12:00:00.000Z',
    placedOn: '2026-11-10',
  },
  ...{
    netMinor: 100n,
    keys: [],
    own: [],
    ownTouches: [],
    model: 'linear',
    modelVersion: 1,
    markovVersion: 0,
    lookbackDays: 30,
  },
  ...{
    closesAt: '2026-12-10T12:00:00.000Z',
    path: [touch('a'), touch('b'), touch('c')],
    weights: [1n, 1n, 1n],
    seq: 1,
  },
  ...fields,
});
const shown = (sets: readonly DraftSet[]) =>
  sets.map(({ book, reason, amountMinor, credits }) => [
    ...[book, reason, amountMinor],
    credits.map((credit) => `${credit.touch?.id ?? 'unattributed'} ${credit.amountMinor}`).join(', '),
  ]);

describe('the sets due', () => {
  it('are one that holds all credits of a new order', () => {
    expect(shown(setsDue(undefined, order()))).toEqual([['real', 'capture', 100n, 'a 34, b 33, c 33']]);
    expect(shown(setsDue(undefined, order({ path: [], weights: [] })))).toEqual([
      ['real', 'capture', 100n, 'unattributed 100'],
    ]);
    expect(shown(setsDue(undefined, order({ netMinor: -7n })))).toEqual([['real', 'refund', -7n, 'a -3, b -2, c -2']]);
  });

  it('are none when nothing has changed, or nothing is credited', () => {
    expect(setsDue(order(), order())).toEqual([]);
    expect(setsDue(undefined, order({ netMinor: 0n }))).toEqual([]);
  });

  it('hold the differences when it earned more or less', () => {
    expect(shown(setsDue(order(), order({ netMinor: 101n })))).toEqual([['real', 'edit', 1n, 'b 1']]);
    expect(shown(setsDue(order(), order({ netMinor: 50n })))).toEqual([
      ['real', 'refund', -50n, 'a -17, b -16, c -17'],
    ]);
    expect(shown(setsDue(order(), order({ netMinor: 0n })))).toEqual([
      ['real', 'refund', -100n, 'a -34, b -33, c -33'],
    ]);
  });

  it('sum to nothing when the path changes, and say why it did', () => {
    const other = order({ path: [touch('b'), touch('d')], weights: [1n, 1n] });
    expect(shown(setsDue(order(), other, true))).toEqual([['real', 'late_touch', 0n, 'b 17, d 50, a -34, c -33']]);
    expect(shown(setsDue(order(), other))).toEqual([['real', 'correction', 0n, 'b 17, d 50, a -34, c -33']]);
    const touched = setsDue(order({ path: [], weights: [] }), other, true);
    expect(shown(touched)).toEqual([['real', 'late_touch', 0n, 'b 50, d 50, unattributed -100']]);
  });

  it('leave one book whole and come whole into the other', () => {
    expect(shown(setsDue(order(), order({ book: 'test', netMinor: 90n })))).toEqual([
      ['real', 'correction', -100n, 'a -34, b -33, c -33'],
      ['test', 'correction', 90n, 'a 30, b 30, c 30'],
    ]);
  });
});
