import type { IncomeStatement, Pnl, PnlPeriod, ReportFigure, StatementLine } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns, type Output } from '../output.js';
import { shownAmount, shownPercent, UNKNOWN } from './report-text.js';
import { writeCsv } from './write-csv.js';

export interface RangeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly book?: string;
  readonly currency?: string;
  /** The server's CSV as it is. */
  readonly csv?: boolean;
}

/** Profit and loss: a table for each currency, with a column for each period. */
export const pnl: Action<RangeOptions & { readonly by?: string }> = async (context, { csv, ...query }) => {
  const { api, output } = context;
  const path = '/api/finance/reports/pnl';
  if (csv) return writeCsv(context, path, query);
  const found = await api.get<Pnl>(path, { ...query });
  output.result(found, () => {
    if (found.reason !== undefined) return found.reason;
    return found.currencies
      .map(({ currency, periods }) => statementTable(output, currency, sinceTheFirst(periods)))
      .join('\n\n');
  });
};

/** Periods before the first one with anything booked say nothing; empty ones after it do. */
function sinceTheFirst(periods: readonly PnlPeriod[]): readonly PnlPeriod[] {
  const first = periods.findIndex(({ statement }) => statement !== null);
  return first < 0 ? periods : periods.slice(first);
}

type Statements = readonly (IncomeStatement | null)[];

function statementTable(output: Output, currency: string, periods: readonly PnlPeriod[]): string {
  const statements = periods.map(({ statement }) => statement);
  const of = (read: (statement: IncomeStatement) => string | null) => (one: IncomeStatement | null) =>
    one === null ? UNKNOWN : shownAmount(read(one), currency);
  const row = (title: string, cell: (one: IncomeStatement | null) => string) => [title, ...statements.map(cell)];
  const share = (read: (one: IncomeStatement) => ReportFigure) => (one: IncomeStatement | null) =>
    one === null ? UNKNOWN : shownPercent(read(one).percent);
  const rows = [
    ...lineRows(statements, ({ income }) => income, currency),
    row(
      'Net revenue',
      of((one) => one.netRevenueMinor),
    ),
    row(
      'Cost of goods',
      of((one) => one.costOfGoods.amountMinor),
    ),
    row(
      'Gross profit',
      of((one) => one.grossProfit.amountMinor),
    ),
    row(
      '  of net revenue',
      share((one) => one.grossProfit),
    ),
    ...lineRows(statements, ({ expenses }) => expenses, currency),
    row(
      'Operating result',
      of((one) => one.operatingResult.amountMinor),
    ),
    row(
      '  of net revenue',
      share((one) => one.operatingResult),
    ),
    ['Net revenue, change', ...periods.map(({ previous }) => shownPercent(previous.netRevenueChangePercent))],
  ];
  const table = output.table(
    columns(
      [currency],
      periods.map(({ name }) => name),
    ),
    rows,
  );
  return [table, ...notes(periods, currency)].join('\n');
}

/** Accounts on which nothing is booked in any of the periods are left out. */
function lineRows(
  statements: Statements,
  linesOf: (statement: IncomeStatement) => readonly StatementLine[],
  currency: string,
): string[][] {
  const accounts = new Map(
    statements.flatMap((one) => (one ? linesOf(one).map(({ account, name }) => [account, name]) : [])) as [
      string,
      string,
    ][],
  );
  return [...accounts.keys()].flatMap((account) => {
    const amounts = statements.map((one) => one && linesOf(one).find((line) => line.account === account)?.amountMinor);
    if (amounts.every((minor) => minor === null || minor === undefined)) return [];
    return [[account, ...amounts.map((minor) => shownAmount(minor, currency))]];
  });
}

/** What is to be said of periods, once for those in a row of which the same is true. */
function notes(periods: readonly PnlPeriod[], currency: string): string[] {
  const rows: { first: string; last: string; text: string | undefined }[] = [];
  for (const period of periods) {
    const text = noteOn(period, currency);
    const before = rows.at(-1);
    if (before && before.text === text) before.last = period.name;
    else rows.push({ first: period.name, last: period.name, text });
  }
  return rows.flatMap(({ first, last, text }) =>
    text === undefined ? [] : [`${first === last ? first : `${first} to ${last}`}: ${text}`],
  );
}

function noteOn({ statement, reason }: PnlPeriod, currency: string): string | undefined {
  if (!statement) return reason;
  const { amountMinor, atMostMinor, reason: why } = statement.operatingResult;
  if (why === undefined || amountMinor !== null || atMostMinor === undefined) return why;
  return `${why} The result is at most ${shownAmount(atMostMinor, currency)}.`;
}
