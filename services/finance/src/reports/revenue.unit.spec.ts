import type { StreamRevenue } from '@vividwalls/contracts';
import { coveredDays, ofStream, revenueOf, type RevenueBooks } from './revenue.js';

const DAY = { name: '2026-03-01', from: '2026-03-01', to: '2026-03-01' };
const COVERS = { from: '2026-02-01', to: '2026-11-24' };
const NOTHING: RevenueBooks = { turnover: [], orders: 0, streams: [] };

const direct: StreamRevenue = {
  ...{ stream: 'direct', orders: 2, units: 3 },
  ...{ grossMinor: '900', discountsMinor: '100', refundsMinor: '0', netMinor: '800' },
};

const sold: RevenueBooks = {
  turnover: [
    { account: 'income:sales', debitMinor: 0n, creditMinor: 1_000n },
    { account: 'income:discounts', debitMinor: 100n, creditMinor: 0n },
    { account: 'income:refunds', debitMinor: 200n, creditMinor: 0n },
    { account: 'income:shipping-refunds', debitMinor: 30n, creditMinor: 0n },
    { account: 'income:chargebacks', debitMinor: 50n, creditMinor: 10n },
    { account: 'income:shipping', debitMinor: 0n, creditMinor: 60n },
    { account: 'income:tips', debitMinor: 0n, creditMinor: 7n },
    { account: 'income:refund-adjustments', debitMinor: 2n, creditMinor: 0n },
  ],
  ...{ orders: 2, streams: [direct] },
};

describe('revenue of a period', () => {
  it('goes from gross to net, with discounts and refunds as amounts taken off', () => {
    expect(revenueOf(DAY, COVERS, sold)).toEqual({
      ...DAY,
      orders: 2,
      ...{ grossMinor: '1000', discountsMinor: '100', refundsMinor: '270', shippingMinor: '60', otherMinor: '5' },
      netMinor: String(1_000 - 100 - 270 + 60 + 5),
      streams: [direct],
      streamsTotal: { ...direct, stream: 'all' },
    });
  });

  it('of a quiet day within the books is zero, and says so', () => {
    const reason = 'No order was placed and nothing was taken back.';
    expect(revenueOf(DAY, COVERS, NOTHING)).toMatchObject({ orders: 0, grossMinor: '0', netMinor: '0', reason });
  });

  it.each([
    ['before the books', '2026-01-31', 'The books begin on 2026-02-01.'],
    ['in the future', '2026-11-25', 'It is yet to come.'],
  ])('of a day %s is missing', (_when, day, reason) => {
    const revenue = revenueOf({ name: day, from: day, to: day }, COVERS, NOTHING);
    expect(revenue).toMatchObject({ orders: null, grossMinor: null, netMinor: null, streams: [], reason });
  });

  it('of empty books is missing', () =>
    expect(revenueOf(DAY, undefined, NOTHING)).toMatchObject({ netMinor: null, reason: 'The books are empty.' }));

  it('of a week that began before the books is what they know', () => {
    const week = { name: '2026-W05', from: '2026-01-26', to: '2026-02-01' };
    expect(revenueOf(week, COVERS, sold)).toMatchObject({ orders: 2 });
  });
});

describe('revenue of one stream', () => {
  it('is that of its lines, and nothing is told of what belongs to no line', () => {
    const [period] = ofStream([revenueOf(DAY, COVERS, sold)], 'direct');
    expect(period).toMatchObject({
      orders: 2,
      grossMinor: '900',
      netMinor: '800',
      shippingMinor: null,
      otherMinor: null,
    });
  });

  it('is zero where none was sold, and missing where nobody knows', () => {
    const [quiet] = ofStream([revenueOf(DAY, COVERS, sold)], 'commercial');
    expect(quiet).toMatchObject({ orders: 0, netMinor: '0', reason: 'No order with a line of commercial was placed.' });
    const [early] = ofStream([revenueOf(DAY, undefined, NOTHING)], 'commercial');
    expect(early).toMatchObject({ orders: null, netMinor: null, reason: 'The books are empty.' });
  });
});

describe('the days that the books cover', () => {
  it('begin with the first entry and end today', () => {
    expect(coveredDays('2026-02-01', '2026-11-24')).toEqual(COVERS);
    expect(coveredDays('2026-12-01', '2026-11-24')).toEqual({ from: '2026-12-01', to: '2026-12-01' });
    expect(coveredDays(undefined, '2026-11-24')).toBeUndefined();
  });
});
