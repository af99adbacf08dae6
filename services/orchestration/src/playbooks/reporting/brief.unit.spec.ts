import { FIGURES, type FigureName, type FigureShown } from '@vividwalls/contracts';
import fc from 'fast-check';
import { compareFigures } from './brief-figures.js';
import { briefText } from './brief-text.js';
import type { OpenWork } from './open-work.js';

const shown = (name: FigureName, value: string | null, more: Partial<FigureShown> = {}): FigureShown => ({
  ...{ name, unit: FIGURES[name].unit, value, reason: value === null ? 'a cost is not known' : null },
  ...{ currency: FIGURES[name].unit === 'minor' ? 'USD' : null, from: '', to: '', asOf: '', source: '/api/finance' },
  ...more,
});
const compared = (now: FigureShown, before: FigureShown) => compareFigures([now.name], [now], [before])[0]!;

describe('a figure beside the one before', () => {
  it.each<[string, FigureShown, FigureShown, string | null, string | null]>([
    ['more', shown('net_revenue', '12000'), shown('net_revenue', '10000'), '120.00 USD', '+20 %'],
    ['less', shown('orders', '3'), shown('orders', '4'), '3', '−25 %'],
    ['the same', shown('orders', '4'), shown('orders', '4'), '4', '±0 %'],
    ['hardly more', shown('orders', '10001'), shown('orders', '10000'), '10001', '±0 %'],
    ['a share', shown('gross_margin_percent', '52.4'), shown('gross_margin_percent', '58.3'), '52.4 %', '−5.9 points'],
    ['out of a loss', shown('gross_margin', '500'), shown('gross_margin', '-1000'), '5.00 USD', '+150 %'],
    ['after nothing', shown('orders', '4'), shown('orders', '0'), '4', null],
    ['nothing at all, which is known', shown('orders', '0'), shown('orders', '4'), '0', '−100 %'],
    ['unknown before', shown('orders', '4'), shown('orders', null), '4', null],
    ['unknown now', shown('gross_margin', null), shown('gross_margin', '9'), null, null],
    ['in another currency', shown('refunds', '5', { currency: 'EUR' }), shown('refunds', '5'), '0.05 EUR', null],
    ['an amount without its currency', shown('refunds', '5', { currency: null }), shown('refunds', '5'), null, null],
  ])('%s', (_what, now, before, value, change) => {
    expect(compared(now, before)).toMatchObject({ value, change });
  });

  it('that nobody answered for is not known, and says so', () => {
    expect(compareFigures(['orders'], [], [])).toMatchObject([
      { value: null, reason: 'nobody told it', before: null, change: null },
    ]);
  });

  it('is never a zero when it is not known', () => {
    const names = fc.constantFrom(...(Object.keys(FIGURES) as FigureName[]));
    const before = fc.option(fc.bigInt({ min: -1000n, max: 1000n }).map(String));
    fc.assert(
      fc.property(names, before, (name, was) => {
        const { value, reason, change } = compared(shown(name, null), shown(name, was));
        expect([value, change]).toEqual([null, null]);
        expect(reason).toBe('a cost is not known');
      }),
    );
  });
});

const CALM: OpenWork = { waiting: [], waitingCount: 0, lateOrders: [], lateCount: 0 };
const parts = { title: 'Brief for 2026-11-28', comparedWith: 'the day before', prospects: null };

describe('the text of a brief', () => {
  it('reads like this', () => {
    const figures = [
      compared(shown('net_revenue', '12000'), shown('net_revenue', '10000')),
      compared(shown('gross_margin', null), shown('gross_margin', '1')),
      compared(shown('orders', '4'), shown('orders', null)),
    ];
    const work: OpenWork = {
      waiting: [{ capability: 'print.sheet', waitsFor: 'a person', count: 2, since: '2026-11-27T09:00:00.000Z' }],
      waitingCount: 2,
      lateOrders: [{ orderId: '1001', dueAt: '2026-11-28T09:00:00.000Z' }],
      lateCount: 1,
    };
    expect(briefText({ ...parts, figures, work })).toBe(
      [
        'Brief for 2026-11-28',
        '',
        '- Net revenue: 120.00 USD (+20 % against the day before)',
        '- Gross profit: no data (a cost is not known)',
        '- Paid orders: 4 (the day before: no data)',
        '',
        '2 tasks wait for people:',
        '- 2 × print.sheet, for a person, since 2026-11-27',
        'Late for the printer: 1001.',
      ].join('\n'),
    );
  });

  it('says when there is nothing to do', () => {
    expect(briefText({ ...parts, figures: [], work: CALM, prospects: {} })).toMatch(
      /Nothing waits for you\.\nNo order is late\.\nNo prospect has been written to\.$/,
    );
  });

  it('is read in a minute, however much there is', () => {
    const names = (Object.keys(FIGURES) as FigureName[]).slice(0, 12);
    const figures = names.map((name) => compared(shown(name, '12000'), shown(name, null)));
    const waiting = Array.from({ length: 7 }, (_, i) => ({
      ...{ capability: `work.${i}`, waitsFor: 'a person', count: 9, since: '2026-11-27T09:00:00.000Z' },
    }));
    const lateOrders = Array.from({ length: 7 }, (_, i) => ({ orderId: String(5_000 + i), dueAt: '' }));
    const work: OpenWork = { waiting, waitingCount: 900, lateOrders, lateCount: 400 };
    const text = briefText({ ...parts, figures, work, prospects: { contacted: 3, won: 1 } });
    expect(text).toContain('and 393 more');
    // People read some 240 words a minute.
    expect(text.split(/\s+/).length).toBeLessThan(240);
  });
});
