import fc from 'fast-check';
import { attributionReturns, type CostOfCategory, type Credited } from './attribution-return.js';

const NAMES = new Map([['sam', 'Sam the Agent']]);
const credit = (key: string | null, creditedMinor: bigint, currency = 'USD'): Credited => ({
  ...{ key, currency, creditedMinor, orderParts: 1_500_000n },
});
const cost = (key: string | null, category: string, amountMinor: bigint, currency = 'USD'): CostOfCategory => ({
  ...{ key, category, amountMinor, currency },
});

describe('return on cost', () => {
  it('is credited revenue for each unit of cost', () => {
    const costs = [cost('sam', 'llm', 1_000n), cost('sam', 'ads', 4_000n), cost('sam', 'postage', 1_000n)];
    expect(attributionReturns([credit('sam', 20_000n)], costs, NAMES)).toEqual([
      {
        ...{ key: 'sam', name: 'Sam the Agent', currency: 'USD', orders: '1.500000', creditedMinor: '20000' },
        ...{ costMinor: '6000', advertisingMinor: '4000', agentRunsMinor: '1000', otherCostsMinor: '1000' },
        returnOnCost: '3.3333',
      },
    ]);
  });

  it('is unknown where no cost is told, and none where cost was given back', () => {
    const rows = attributionReturns(
      [credit('a', 2n), credit('b', 1n)],
      [cost('b', 'ads', 5n), cost('b', 'ads', -5n)],
      NAMES,
    );
    expect(rows).toMatchObject([
      { key: 'a', costMinor: null, returnOnCost: null, reason: 'No cost is told of it in these days.' },
      { key: 'b', costMinor: '0', returnOnCost: null, reason: expect.stringContaining('cost nothing') },
    ]);
  });

  it('of who cost and brought nothing is zero, and costs of nobody stand with the revenue of nobody', () => {
    const rows = attributionReturns([credit(null, 7n)], [cost('b', 'ads', 5n), cost(null, 'other', 2n)], NAMES);
    expect(rows).toMatchObject([
      { key: null, creditedMinor: '7', costMinor: '2', returnOnCost: '3.5000' },
      { key: 'b', creditedMinor: '0', orders: '0.000000', returnOnCost: '0.0000' },
    ]);
  });

  it('keeps currencies apart, and loses nothing', () => {
    const keys = fc.constantFrom('a', 'b', null);
    const currencies = fc.constantFrom('USD', 'EUR');
    const minor = fc.bigInt({ min: -1_000n, max: 1_000n });
    const credits = fc.uniqueArray(fc.tuple(keys, minor, currencies), {
      selector: ([key, , currency]) => `${key} ${currency}`,
    });
    const costs = fc.array(fc.tuple(keys, fc.constantFrom('ads', 'llm', 'x'), minor, currencies));
    fc.assert(
      fc.property(credits, costs, (credited, spent) => {
        const rows = attributionReturns(
          credited.map(([key, amount, currency]) => credit(key, amount, currency)),
          spent.map(([key, category, amount, currency]) => cost(key, category, amount, currency)),
          NAMES,
        );
        for (const one of ['USD', 'EUR']) {
          const own = rows.filter(({ currency }) => currency === one);
          const total = (of: (row: (typeof own)[number]) => string | null) =>
            own.reduce((sum, row) => sum + BigInt(of(row) ?? '0'), 0n);
          const of = (list: readonly (readonly unknown[])[], at: number) =>
            list.reduce((sum, item) => (item.includes(one) ? sum + (item[at] as bigint) : sum), 0n);
          expect(total((row) => row.creditedMinor)).toBe(of(credited, 1));
          expect(total((row) => row.costMinor)).toBe(of(spent, 2));
        }
      }),
    );
  });
});
