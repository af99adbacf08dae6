import { knownPeriods, statementRows, unknownNotes } from './statement-rows';

type Periods = Parameters<typeof knownPeriods>[0];
type Statement = NonNullable<Periods[number]['statement']>;

const previous = {
  ...{ from: '2026-10-01', to: '2026-10-31', netRevenueMinor: null, operatingResultMinor: null },
  netRevenueChangePercent: null,
};
const statement = (fields: Partial<Statement> = {}): Statement => ({
  income: [
    { account: 'income:sales', name: 'Goods sold, before discounts', amountMinor: '10000' },
    { account: 'income:tips', name: 'Tips', amountMinor: null },
  ],
  ...{ netRevenueMinor: '10000', costOfGoods: { amountMinor: '4000', missingOrders: 0 } },
  grossProfit: { amountMinor: '6000', percent: '60.00' },
  expenses: [{ account: 'expense:advertising', name: 'Advertising', amountMinor: '1000' }],
  ...{ expensesMinor: '1000', operatingResult: { amountMinor: '5000', percent: '50.00' } },
  ...fields,
});
const period = (name: string, of: Statement | null): Periods[number] => ({
  ...{ name, from: `${name}-01`, to: `${name}-28`, statement: of, previous },
});

describe('the rows of a statement', () => {
  it('go from income to the result, without accounts on which nothing is booked', () => {
    const rows = statementRows(knownPeriods([period('2026-01', null), period('2026-02', statement())]));
    expect(rows.map(({ id, kind }) => [id, kind])).toEqual([
      ['income:sales', 'line'],
      ['net-revenue', 'sum'],
      ['cost-of-goods', 'line'],
      ['gross-profit', 'sum'],
      ['expense:advertising', 'line'],
      ['expenses', 'sum'],
      ['operating-result', 'result'],
    ]);
    expect(rows.every(({ cells }) => cells.length === 1)).toBe(true);
    expect(unknownNotes(rows)).toEqual([]);
  });

  it('keep an account that is booked in one of the periods; in the others nothing is, which is not nought', () => {
    const tipped = statement({ income: [{ account: 'income:tips', name: 'Tips', amountMinor: '300' }] });
    const rows = statementRows(knownPeriods([period('2026-01', statement()), period('2026-02', tipped)]));
    const tips = rows.find(({ id }) => id === 'income:tips');
    expect(tips?.cells.map(({ amountMinor }) => amountMinor)).toEqual([null, '300']);
    expect(tips?.cells[0]?.reason).toBe('Nothing is booked on it in this period.');
  });

  it('say once for each period what is not known', () => {
    const reason = 'The cost of goods of 1 order is unknown.';
    const unknown = { amountMinor: null, atMostMinor: '6000', percent: null, reason };
    const of = statement({
      ...{ costOfGoods: { amountMinor: '4000', missingOrders: 1 }, grossProfit: unknown, operatingResult: unknown },
    });
    expect(unknownNotes(statementRows(knownPeriods([period('2026-02', of)])))).toEqual([
      'Feb 2026: The cost of goods of 1 order is not in it.',
      `Feb 2026: ${reason}`,
    ]);
  });
});
