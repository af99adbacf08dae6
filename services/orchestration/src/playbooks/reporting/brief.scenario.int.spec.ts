import { paidOrder } from '../../activation/testing/sample-events.js';
import type { JsonObject } from '../../json.js';
import { ShopTrial } from '../testing/shop-trial.js';

/** Monday, seven in the morning in New York. */
const MONDAY_7 = '2026-11-30T12:00:00.000Z';
const NEW_YORK = { timeZone: 'America/New_York' };

let shop: ShopTrial;
beforeEach(async () => {
  shop = await ShopTrial.open('briefs', MONDAY_7);
});
afterEach(() => shop?.close());

const figure = (output: JsonObject, name: string) =>
  (output.figures as readonly JsonObject[]).find((one) => one.name === name);

describe('Given a shop that sold something yesterday', () => {
  it('when the daily brief is due, then the owner reads yesterday beside the day before', async () => {
    // By the clock of the shop: from five o'clock to five o'clock by UTC.
    const revenue: Record<string, string> = {
      '2026-11-29T05:00:00.000Z': '45900',
      '2026-11-28T05:00:00.000Z': '30600',
    };
    shop.books = (name, from, to) => {
      expect(to.getTime() - from.getTime()).toBe(86_400_000);
      return name === 'net_revenue' ? (revenue[from.toISOString()] ?? null) : name === 'orders' ? '3' : null;
    };
    const { output } = await shop.ended(await shop.ask('brief.daily', { day: '2026-11-30', ...NEW_YORK }));
    expect(output).toMatchObject({ title: 'Brief for 2026-11-29', firstDay: '2026-11-29', lastDay: '2026-11-29' });
    expect(figure(output, 'net_revenue')).toMatchObject({ value: '459.00 USD', before: '306.00 USD', change: '+50 %' });
    expect(figure(output, 'orders')).toMatchObject({ value: '3', change: '±0 %' });
    expect(output.text).toMatch(/Net revenue: 459.00 USD \(\+50 % against the day before\)/);
  });

  it('and nobody knows a figure, then the brief says “no data” and why, and never zero', async () => {
    const { output } = await shop.ended(await shop.ask('brief.daily', NEW_YORK));
    for (const name of ['net_revenue', 'gross_margin', 'refunds', 'ad_spend']) {
      expect(figure(output, name)).toMatchObject({ value: null, reason: 'nothing is booked for it', change: null });
    }
    expect(output.text).toMatch(/Gross profit: no data \(nothing is booked for it\)/);
    // Our own work is known: that nothing happened is a figure.
    expect(figure(output, 'tasks_ended')).toMatchObject({ value: '0' });
    expect(figure(output, 'tasks_succeeded_percent')).toMatchObject({ value: null });
    expect(output).toMatchObject({ waitingCount: 0, lateCount: 0, text: expect.stringMatching(/No order is late/) });
  });
});

describe('Given work that waits for people', () => {
  it('when the brief is written, then it says what waits since when, and which order is late', async () => {
    const line = { ...paidOrder('x').order.lines[0]!, variantTitle: '24x36 / Canvas Roll', unitPriceMinor: '15300' };
    await shop.happens('paid-order', paidOrder('1001', { lines: [line] }));
    await shop.waitsForPerson('print.sheet');
    await shop.settles();
    shop.passHours(25);
    await shop.waitsForPerson('order.attend');
    await shop.settles();
    const { output } = await shop.ended(await shop.ask('brief.daily', NEW_YORK));
    expect(output).toMatchObject({
      waiting: [
        { capability: 'order.attend', waitsFor: 'a person', count: 1 },
        { capability: 'print.sheet', waitsFor: 'a person', count: 1, since: MONDAY_7 },
      ],
      ...{ waitingCount: 2, lateCount: 1, lateOrders: [{ orderId: '1001', dueAt: '2026-12-01T12:00:00.000Z' }] },
    });
    expect(output.text).toMatch(/2 tasks wait for people:/);
    expect(output.text).toMatch(/Late for the printer: 1001\./);
  });
});

describe('Given a Monday', () => {
  it('when the weekly review is due, then it looks at Monday to Sunday beside the week before', async () => {
    const asked = new Set<string>();
    shop.books = (name, from, to) => {
      asked.add(`${from.toISOString()} ${to.toISOString()}`);
      return name === 'gross_margin_percent' ? (from < new Date('2026-11-20') ? '58.3' : '52.4') : null;
    };
    const { output } = await shop.ended(await shop.ask('review.weekly', { day: '2026-11-30', ...NEW_YORK }));
    expect([...asked].sort()).toEqual([
      '2026-11-16T05:00:00.000Z 2026-11-23T05:00:00.000Z',
      '2026-11-23T05:00:00.000Z 2026-11-30T05:00:00.000Z',
    ]);
    expect(output).toMatchObject({ title: 'Week from 2026-11-23 to 2026-11-29', prospects: {} });
    expect(figure(output, 'gross_margin_percent')).toMatchObject({ value: '52.4 %', change: '−5.9 points' });
    expect(output.text).toMatch(/No prospect has been written to/);
  });

  it.each([
    ['Monday', '2026-11-30', '2026-11-23'],
    ['Sunday', '2026-11-29', '2026-11-16'],
    ['Tuesday', '2026-12-01', '2026-11-23'],
  ])('read on a %s, it is of the last week that is over', async (_weekday, day, firstDay) => {
    expect((await shop.ended(await shop.ask('review.weekly', { day, ...NEW_YORK }))).output).toMatchObject({
      firstDay,
    });
  });
});
