import type { components } from '../../../api/openapi';
import { periodLabel } from '../shared/format-days';
import { accountLabel } from '../shared/words';

type Period = components['schemas']['PnlPeriodView'];
type Statement = components['schemas']['IncomeStatementView'];
type Figure = components['schemas']['FigureView'];

/** A figure of the statement in one period. */
export interface StatementCell {
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly amountMinor: string | null;
  readonly percent?: string | null;
  readonly reason?: string | undefined;
}

export interface StatementRow {
  readonly id: string;
  readonly label: string;
  /** A line is one account; a sum adds up what stands above it. */
  readonly kind: 'line' | 'sum' | 'result';
  /** Whose entries are behind it. */
  readonly account?: string;
  readonly about?: string;
  readonly cells: readonly StatementCell[];
}

/** Periods of which there is something to show. */
export type KnownPeriod = Period & { readonly statement: Statement };

export const knownPeriods = (periods: readonly Period[]): KnownPeriod[] =>
  periods.filter((period): period is KnownPeriod => period.statement !== null);

/**
 * The statement as rows: income down to net revenue, cost of goods down to gross profit, other expenses down to the result. Accounts
 * that nothing was booked on in any of the periods are left out.
 */
export function statementRows(periods: readonly KnownPeriod[]): StatementRow[] {
  const cells = (of: (statement: Statement) => Omit<StatementCell, 'period' | 'from' | 'to'>) =>
    periods.map(({ statement, ...period }) => {
      const { from, to } = period;
      return { period: periodLabel(period), from, to, ...of(statement) };
    });
  const figure = (of: (statement: Statement) => Figure) =>
    cells((statement) => {
      const { amountMinor, percent, reason } = of(statement);
      return { amountMinor, percent, reason };
    });
  const lines = (of: (statement: Statement) => Statement['income']): StatementRow[] =>
    accountsOf(periods.map(({ statement }) => of(statement))).map(({ account, name }) => ({
      ...{ id: account, label: accountLabel(account), kind: 'line', account, about: name },
      cells: cells((statement) => {
        const amountMinor = of(statement).find((line) => line.account === account)?.amountMinor ?? null;
        return { amountMinor, ...(amountMinor === null && { reason: 'Nothing is booked on it in this period.' }) };
      }),
    }));
  return [
    ...lines(({ income }) => income),
    {
      ...{ id: 'net-revenue', label: 'Net revenue', kind: 'sum' },
      cells: cells(({ netRevenueMinor }) => ({ amountMinor: netRevenueMinor })),
    },
    {
      ...{ id: 'cost-of-goods', label: 'Cost of goods', kind: 'line', account: 'expense:cost-of-goods' },
      cells: cells(({ costOfGoods }) => ({
        amountMinor: costOfGoods.amountMinor,
        reason: missing(costOfGoods.missingOrders),
      })),
    },
    { ...{ id: 'gross-profit', label: 'Gross profit', kind: 'sum' }, cells: figure(({ grossProfit }) => grossProfit) },
    ...lines(({ expenses }) => expenses),
    {
      ...{ id: 'expenses', label: 'Other expenses in all', kind: 'sum' },
      cells: cells(({ expensesMinor }) => ({ amountMinor: expensesMinor })),
    },
    {
      ...{ id: 'operating-result', label: 'Operating result', kind: 'result' },
      cells: figure(({ operatingResult }) => operatingResult),
    },
  ];
}

/** Sentences on what is not known, each once, with the period that it is of. */
export function unknownNotes(rows: readonly StatementRow[]): string[] {
  const notes = rows
    .filter(({ kind, id }) => kind !== 'line' || id === 'cost-of-goods')
    .flatMap(({ cells }) => cells)
    .flatMap(({ period, reason }) => (reason === undefined ? [] : [`${period}: ${reason}`]));
  return [...new Set(notes)];
}

function accountsOf(statements: readonly Statement['income'][]): Statement['income'] {
  const booked = new Map<string, Statement['income'][number]>();
  const all = statements[0] ?? [];
  for (const line of statements.flat()) if (line.amountMinor !== null) booked.set(line.account, line);
  return all.flatMap(({ account }) => booked.get(account) ?? []);
}

const missing = (orders: number): string | undefined =>
  orders === 0 ? undefined : `The cost of goods of ${orders} ${orders === 1 ? 'order' : 'orders'} is not in it.`;
