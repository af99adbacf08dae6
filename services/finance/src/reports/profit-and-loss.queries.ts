import type { DataSource } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import type { Turnover } from './income-statement.js';
import type { DayRange } from './period.js';
import type { CurrencyBooks, RangeBooks } from './profit-and-loss.js';

// A few hundred rows per range and account, whatever the number of orders: turnover is kept by day.
const TURNOVER = `SELECT p.n, d.currency, d.account, sum(d.debit_minor) AS debit, sum(d.credit_minor) AS credit
  FROM unnest($2::date[], $3::date[]) WITH ORDINALITY AS p (first, last, n)
  JOIN account_days d ON d.book = $1 AND d.day BETWEEN p.first AND p.last
  JOIN accounts a ON a.code = d.account AND a.type IN ('income', 'expense')
  WHERE $4::text IS NULL OR d.currency = $4
  GROUP BY p.n, d.currency, d.account`;

// Summed by day first, in one pass over the whole of all ranges, from the index order_books_cost_unknown alone.
const COST_UNKNOWN = `SELECT p.n, d.currency, sum(d.orders) AS orders
  FROM unnest($2::date[], $3::date[]) WITH ORDINALITY AS p (first, last, n)
  JOIN (
    SELECT placed_on, currency, count(*) AS orders
    FROM booked_orders
    WHERE book = $1 AND cost_of_goods_minor IS NULL AND ($4::text IS NULL OR currency = $4)
      AND placed_on BETWEEN (SELECT min(day) FROM unnest($2::date[]) day) AND (SELECT max(day) FROM unnest($3::date[]) day)
    GROUP BY placed_on, currency
  ) d ON d.placed_on BETWEEN p.first AND p.last
  GROUP BY p.n, d.currency`;

const NOTHING: RangeBooks = { turnover: [], missingOrders: 0 };

/** Income and expense within ranges of days, by currency; a currency with neither is absent. */
export async function findBooksOfRanges(
  dataSource: DataSource,
  asked: { readonly book: Book; readonly currency?: string | undefined },
  ranges: readonly DayRange[],
): Promise<CurrencyBooks[]> {
  const values = [asked.book, ranges.map(({ from }) => from), ranges.map(({ to }) => to), asked.currency ?? null];
  const [turnover, unknown] = await Promise.all([
    dataSource.query<TurnoverRow[]>(TURNOVER, values),
    dataSource.query<UnknownRow[]>(COST_UNKNOWN, values),
  ]);
  const keyOf = ({ n, currency }: { n: string; currency: string }) => `${n} ${currency}`;
  const [booked, missing] = [
    Map.groupBy(turnover, keyOf),
    new Map(unknown.map((row) => [keyOf(row), Number(row.orders)])),
  ];
  const ordinals = new Map(ranges.map(({ from, to }, index) => [`${from} ${to}`, String(index + 1)]));
  const currencies = [...new Set(turnover.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({
    currency,
    of: ({ from, to }) => {
      const n = ordinals.get(`${from} ${to}`);
      if (n === undefined) return NOTHING;
      const key = keyOf({ n, currency });
      return { turnover: (booked.get(key) ?? []).map(toTurnover), missingOrders: missing.get(key) ?? 0 };
    },
  }));
}

const toTurnover = ({ account, debit, credit }: TurnoverRow): Turnover => ({
  ...{ account, debitMinor: BigInt(debit), creditMinor: BigInt(credit) },
});

interface TurnoverRow {
  /** bigint, as text: which range, from 1. */
  readonly n: string;
  readonly currency: string;
  readonly account: string;
  /** numeric, as text */
  readonly debit: string;
  readonly credit: string;
}

interface UnknownRow {
  readonly n: string;
  readonly currency: string;
  /** bigint, as text */
  readonly orders: string;
}
