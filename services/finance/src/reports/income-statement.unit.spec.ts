import fc from 'fast-check';
import { CHART } from '../journal/accounts.js';
import { incomeStatement, type Turnover } from './income-statement.js';

const credit = (account: string, creditMinor: bigint): Turnover => ({ account, debitMinor: 0n, creditMinor });
const debit = (account: string, debitMinor: bigint): Turnover => ({ account, debitMinor, creditMinor: 0n });
const amountOn = (lines: readonly { account: string; amountMinor: string | null }[], account: string) =>
  lines.find((line) => line.account === account)?.amountMinor;

const month = [
  credit('income:sales', 100_000n),
  debit('income:discounts', 10_000n),
  debit('income:refunds', 15_000n),
  credit('income:shipping', 5_000n),
  debit('expense:cost-of-goods', 30_000n),
  debit('expense:processor-fees', 3_000n),
  debit('expense:advertising', 7_000n),
];

describe('an income statement', () => {
  it('goes from gross sales to the operating result, with what was taken off shown', () => {
    const statement = incomeStatement(month, 0)!;
    expect(amountOn(statement.income, 'income:sales')).toBe('100000');
    expect(amountOn(statement.income, 'income:discounts')).toBe('-10000');
    expect(statement).toMatchObject({
      netRevenueMinor: '80000',
      costOfGoods: { amountMinor: '30000', missingOrders: 0 },
      grossProfit: { amountMinor: '50000', percent: '62.50' },
      expensesMinor: '10000',
      operatingResult: { amountMinor: '40000', percent: '50.00' },
    });
    expect(amountOn(statement.expenses, 'expense:processor-fees')).toBe('3000');
  });

  it('shows an account on which nothing is booked as missing, and one that cancelled out as zero', () => {
    const { income, expenses } = incomeStatement(
      [credit('income:sales', 1n), { account: 'income:tips', debitMinor: 5n, creditMinor: 5n }],
      0,
    )!;
    expect(amountOn(income, 'income:refunds')).toBeNull();
    expect(amountOn(income, 'income:tips')).toBe('0');
    expect(amountOn(expenses, 'expense:advertising')).toBeNull();
  });

  it('has no profit while a cost is unknown, only what it is at most', () => {
    const { costOfGoods, grossProfit, operatingResult } = incomeStatement(month, 2)!;
    expect(costOfGoods).toEqual({ amountMinor: '30000', missingOrders: 2 });
    const reason = 'The cost of goods of 2 orders is unknown.';
    expect(grossProfit).toEqual({ amountMinor: null, atMostMinor: '50000', percent: null, reason });
    expect(operatingResult).toMatchObject({ amountMinor: null, atMostMinor: '40000', reason });
  });

  it('has no margin without revenue', () => {
    expect(incomeStatement([debit('expense:other', 100n)], 0)!.operatingResult).toEqual({
      ...{ amountMinor: '-100', percent: null },
      reason: 'There is no net revenue that it could be a share of.',
    });
    expect(incomeStatement([debit('income:refunds', 100n)], 0)!.grossProfit).toMatchObject({
      ...{ amountMinor: '-100', percent: null },
      reason: 'More was taken back than sold: it is a share of nothing.',
    });
  });

  it('of nothing is none', () => expect(incomeStatement([], 0)).toBeUndefined());

  it('has lines that sum to its totals, and a result that is all income less all expenses', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const codes = CHART.filter(({ type }) => type === 'income' || type === 'expense').map(({ code }) => code);
    const turnover = fc
      .subarray(codes, { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          ...some.map((account) => fc.record({ account: fc.constant(account), debitMinor: minor, creditMinor: minor })),
        ),
      );
    const total = (lines: readonly { amountMinor: string | null }[]) =>
      lines.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor ?? '0'), 0n);
    fc.assert(
      fc.property(turnover, (booked) => {
        const statement = incomeStatement(booked, 0)!;
        const balance = booked.reduce((sum, one) => sum + one.creditMinor - one.debitMinor, 0n);
        expect(total(statement.income)).toBe(BigInt(statement.netRevenueMinor));
        expect(total(statement.expenses)).toBe(BigInt(statement.expensesMinor));
        expect(BigInt(statement.operatingResult.amountMinor!)).toBe(balance);
        const gross = BigInt(statement.netRevenueMinor) - BigInt(statement.costOfGoods.amountMinor);
        expect(BigInt(statement.grossProfit.amountMinor!)).toBe(gross);
      }),
    );
  });
});
