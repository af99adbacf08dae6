import type { CreditedGroup } from './attribution-summary.queries.js';
import { compareModels, summarise } from './summarise.js';

const group = (fields: Partial<CreditedGroup>): CreditedGroup => ({
  ...{ model: 'last', currency: 'USD', key: 'email', unattributed: false, creditedMinor: 100n, orderParts: 500_000n },
  ...fields,
});
const NAMES = new Map([['email', 'E-mail']]);

describe('a summary', () => {
  it('lists the most credited first by currency, with shares of all that was earned', () => {
    const groups = [
      group({}),
      group({ key: null, unattributed: true, creditedMinor: 300n, orderParts: 1_000_000n }),
      group({ key: null, creditedMinor: 100n, orderParts: 250_000n }),
      group({ currency: 'EUR', creditedMinor: -5n }),
    ];
    expect(summarise(groups, NAMES)).toEqual([
      {
        ...{ currency: 'EUR', netRevenueMinor: '-5', orders: '0.500000' },
        rows: [{ ...row('email', 'E-mail'), creditedMinor: '-5', orders: '0.500000', sharePercent: null }],
      },
      {
        ...{ currency: 'USD', netRevenueMinor: '500', orders: '1.750000' },
        rows: [
          { ...row(null, null, true), creditedMinor: '300', orders: '1.000000', sharePercent: '60.00' },
          { ...row('email', 'E-mail'), creditedMinor: '100', orders: '0.500000', sharePercent: '20.00' },
          { ...row(null, null), creditedMinor: '100', orders: '0.250000', sharePercent: '20.00' },
        ],
      },
    ]);
  });

  it('of nothing has no currency', () => {
    expect(summarise([], NAMES)).toEqual([]);
  });
});

describe('a comparison', () => {
  it('has a row for whoever any model credits, in the order of the model of record', () => {
    const groups = [
      ...[group({}), group({ key: 'chat', creditedMinor: 400n })],
      ...[group({ model: 'first', creditedMinor: 450n }), group({ model: 'first', key: 'ads', creditedMinor: 50n })],
    ];
    const [usd] = compareModels(groups, ['first', 'last'], 'last', NAMES);
    expect(usd).toMatchObject({ netRevenueMinor: '500', orders: '1.000000' });
    expect(usd!.rows.map(({ key, creditedMinor }) => [key, creditedMinor])).toEqual([
      ['chat', { first: '0', last: '400' }],
      ['email', { first: '450', last: '100' }],
      ['ads', { first: '50', last: '0' }],
    ]);
    expect(usd!.rows[1]!.sharePercent).toEqual({ first: '90.00', last: '20.00' });
  });
});

function row(key: string | null, name: string | null, unattributed = false) {
  return { key, name, unattributed };
}
