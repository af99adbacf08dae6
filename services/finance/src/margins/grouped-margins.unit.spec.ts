import fc from 'fast-check';
import { groupedMargins, WEIGHT_SCALE, type GroupSums, type Totals } from './grouped-margins.js';
import { chargesOfLines } from './shared-charges.js';

const totals: Totals = {
  ...{ currency: 'USD', orders: 2, units: null, unknownOrders: 0 },
  ...{ netRevenueMinor: 10_000n, costOfGoodsMinor: 3_000n, processorFeesMinor: 100n, commissionsMinor: 11n },
};

const group = (key: string | null, more: Partial<GroupSums> = {}): GroupSums => ({
  ...{ key, name: null, orders: 1, units: 1, netRevenueMinor: 0n, costOfGoodsMinor: 0n, unknownOrders: 0 },
  ...{ costWeight: 0n, feesWeight: 0n, commissionsWeight: 0n },
  ...more,
});

describe('margins of groups', () => {
  it('leave what belongs to none of them as a rest, so that the whole is whole', () => {
    const third = { feesWeight: 30n * WEIGHT_SCALE, commissionsWeight: (10n * WEIGHT_SCALE) / 3n };
    const { items, rest } = groupedMargins(
      totals,
      [
        group('24x36', { netRevenueMinor: 3_000n, costOfGoodsMinor: 1_000n, ...third }),
        group(null, { netRevenueMinor: 6_000n, costOfGoodsMinor: 2_000n, ...third }),
      ],
      'Their size is not told.',
      0,
    );
    expect(items[0]).toMatchObject({
      ...{ key: '24x36', processorFeesMinor: '30', commissionsMinor: '3' },
      margin: { amountMinor: '1967', percent: '65.57' },
    });
    expect(items[1]).toMatchObject({ key: null, reason: 'Their size is not told.', commissionsMinor: '3' });
    expect(rest).toMatchObject({ netRevenueMinor: '1000', costOfGoodsMinor: '0', processorFeesMinor: '40' });
  });

  it('are unknown where the cost of an order is, and count it', () => {
    const { items } = groupedMargins(totals, [group('a', { netRevenueMinor: 10n, unknownOrders: 3 })], '', 0);
    const reason = 'The cost of goods of 3 orders is unknown.';
    expect(items[0]).toMatchObject({
      margin: { amountMinor: null, atMostMinor: '10', percent: null, reason },
      unknown: { orders: 3, reason },
    });
  });

  it('leave a rest whose cost is unknown when an order in no group has such a cost', () => {
    const { rest } = groupedMargins(totals, [], '', 1);
    expect(rest).toMatchObject({ netRevenueMinor: '10000', margin: { amountMinor: null }, unknown: { orders: 1 } });
    expect(groupedMargins({ ...totals, orders: 1 }, [], '', 0).rest).toMatchObject({ margin: { amountMinor: '6889' } });
  });

  it('take an agent’s own commissions and spending off as they are', () => {
    const spent = { advertisingMinor: 50n, agentRunsMinor: 20n, otherMinor: 5n };
    const { items } = groupedMargins(
      totals,
      [group('sam', { netRevenueMinor: 100n, commissionsMinor: 10n, spent })],
      '',
      0,
    );
    expect(items[0]).toMatchObject({ advertisingMinor: '50', agentRunsMinor: '20', margin: { amountMinor: '15' } });
  });

  it('sum to the total with the rest, whatever the weights', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 12n });
    const shares = fc.array(fc.record({ net: minor, weight: fc.bigInt({ min: 0n, max: 10n ** 6n }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(minor, minor, shares, (fees, net, parts) => {
        const whole = parts.reduce((sum, { weight }) => sum + weight, 1n);
        const weigh = (weight: bigint) => (fees * WEIGHT_SCALE * weight) / whole;
        const all = {
          ...totals,
          netRevenueMinor: net,
          costOfGoodsMinor: 0n,
          processorFeesMinor: fees,
          commissionsMinor: 0n,
        };
        const groups = parts.map((part, i) =>
          group(String(i), { netRevenueMinor: part.net, feesWeight: weigh(part.weight) }),
        );
        const { items, rest } = groupedMargins(all, groups, '', 0);
        const sum = (of: (row: (typeof items)[number]) => string) =>
          [...items, ...(rest ? [rest] : [])].reduce((total, row) => total + BigInt(of(row)), 0n);
        expect(sum((row) => row.processorFeesMinor)).toBe(fees);
        expect(sum((row) => row.netRevenueMinor)).toBe(net);
        items.forEach((row, i) => {
          const off = BigInt(row.processorFeesMinor) * whole - fees * parts[i]!.weight;
          expect(off <= whole && off >= -whole).toBe(true);
        });
      }),
    );
  });
});

describe('what an order is charged as a whole', () => {
  it('is borne by lines and the rest by what each brought', () => {
    expect(chargesOfLines(100n, [60n, 20n], 100n)).toEqual([60n, 20n]);
    expect(chargesOfLines(100n, [60n, -20n], 40n)).toEqual([100n, 0n]);
    expect(chargesOfLines(10n, [1n, 1n, 1n], 3n)).toEqual([4n, 3n, 3n]);
    expect(chargesOfLines(100n, [0n, 0n], 0n)).toEqual([0n, 0n]);
    expect(chargesOfLines(100n, [], 50n)).toEqual([]);
  });

  it('is never more than it is, nor less than nothing', () => {
    const nets = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { maxLength: 10 });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        nets,
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        (charge, lines, net) => {
          const parts = chargesOfLines(charge, lines, net);
          expect(parts.every((part) => part >= 0n)).toBe(true);
          expect(parts.reduce((sum, part) => sum + part, 0n) <= charge).toBe(true);
        },
      ),
    );
  });
});
