import type { IncomeStatement, Pnl, ReportFigure } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { csvOf, type CsvCell } from '@vividwalls/platform';

const COLUMNS = ['currency', 'period', 'from', 'to', 'line', 'account', 'amount', 'percent', 'note'].map((title) => ({
  title,
}));

/** One row per line and period, amounts in major units: what a spreadsheet can pivot. */
export function pnlCsv({ from, to, currencies, reason }: Pnl): string {
  const rows = currencies.flatMap(({ currency, periods }) =>
    periods.flatMap((period): CsvCell[][] => {
      const head = [currency, period.name, period.from, period.to];
      if (!period.statement) return [[...head, null, null, null, null, period.reason ?? null]];
      return linesOf(period.statement, currency).map((cells) => [...head, ...cells]);
    }),
  );
  return csvOf(COLUMNS, reason ? [[null, null, from, to, null, null, null, null, reason]] : rows);
}

/** line, account, amount, percent, note */
function linesOf(statement: IncomeStatement, currency: string): CsvCell[][] {
  const { income, netRevenueMinor, costOfGoods, grossProfit, expenses, expensesMinor, operatingResult } = statement;
  const amount = (minor: string | null) => (minor === null ? null : formatMinor(BigInt(minor), currency));
  const booked = (lines: IncomeStatement['income']) =>
    lines.map(({ account, name, amountMinor }) => [name, account, amount(amountMinor), null, null]);
  const total = (name: string, minor: string) => [name, null, amount(minor), null, null];
  const result = (name: string, { amountMinor, atMostMinor, percent, reason }: ReportFigure) => {
    const bound = atMostMinor === undefined ? '' : ` At most ${amount(atMostMinor)}.`;
    return [name, null, amount(amountMinor), percent, reason === undefined ? null : reason + bound];
  };
  const { missingOrders } = costOfGoods;
  return [
    ...booked(income),
    total('Net revenue', netRevenueMinor),
    [
      ...['Cost of goods', 'expense:cost-of-goods', amount(costOfGoods.amountMinor), null],
      missingOrders === 0 ? null : `Without that of ${missingOrders} orders, which is unknown.`,
    ],
    result('Gross profit', grossProfit),
    ...booked(expenses),
    total('Expenses', expensesMinor),
    result('Operating result', operatingResult),
  ];
}
