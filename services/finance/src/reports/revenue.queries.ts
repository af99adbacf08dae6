import type { StreamRevenue } from '@vividwalls/contracts';
import type { DataSource } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import type { CalendarDay } from './calendar-day.js';
import type { Turnover } from './income-statement.js';
import type { Period } from './period.js';
import type { RevenueBooks } from './revenue.js';

const PERIODS = `unnest($2::date[], $3::date[]) WITH ORDINALITY AS p (first, last, n)`;

const TURNOVER = `SELECT p.n, d.currency, d.account, sum(d.debit_minor) AS debit, sum(d.credit_minor) AS credit
  FROM ${PERIODS}
  JOIN account_days d ON d.book = $1 AND d.day BETWEEN p.first AND p.last
  JOIN accounts a ON a.code = d.account AND a.type = 'income'
  WHERE $4::text IS NULL OR d.currency = $4
  GROUP BY p.n, d.currency, d.account`;

// Both are summed by day first, in one pass over the whole range, and the days then by period. The first is read from the index
// order_books_booked alone.
const ORDERS = `SELECT p.n, d.currency, sum(d.orders) AS orders, sum(d.net) AS net
  FROM ${PERIODS}
  JOIN (
    SELECT placed_on, currency, count(*) AS orders, sum(net_revenue_minor) AS net
    FROM booked_orders
    WHERE book = $1 AND placed_on BETWEEN $5 AND $6 AND ($4::text IS NULL OR currency = $4)
    GROUP BY placed_on, currency
  ) d ON d.placed_on BETWEEN p.first AND p.last
  GROUP BY p.n, d.currency`;

const STREAMS = `SELECT p.n, d.currency, d.stream, sum(d.orders) AS orders, sum(d.units) AS units, sum(d.gross) AS gross,
    sum(d.discounts) AS discounts, sum(d.untold) AS untold, sum(d.net) AS net
  FROM ${PERIODS}
  JOIN (
    SELECT placed_on, currency, stream, count(DISTINCT order_id) AS orders, sum(quantity - returned) AS units,
      sum(gross_minor) AS gross, sum(discount_minor) AS discounts, count(*) FILTER (WHERE gross_minor IS NULL) AS untold,
      sum(net_minor) AS net
    FROM order_lines
    WHERE book = $1 AND placed_on BETWEEN $5 AND $6 AND ($4::text IS NULL OR currency = $4)
    GROUP BY placed_on, currency, stream
  ) d ON d.placed_on BETWEEN p.first AND p.last
  GROUP BY p.n, d.currency, d.stream ORDER BY d.stream`;

const FIRST_DAY = 'SELECT min(day)::text AS day FROM account_days WHERE book = $1';
const CURRENCIES = `SELECT DISTINCT currency FROM account_balances WHERE book = $1 AND account LIKE 'income:%' ORDER BY currency`;

/** The first day on which something is booked; undefined while the book is empty. */
export async function findFirstDay(dataSource: DataSource, book: Book): Promise<CalendarDay | undefined> {
  const [row] = await dataSource.query<{ day: string | null }[]>(FIRST_DAY, [book]);
  return row?.day ?? undefined;
}

/** Revenue by period, for every currency the book ever earned; a currency asked for is there in any case. */
export async function findRevenue(
  dataSource: DataSource,
  { book, currency }: { readonly book: Book; readonly currency?: string | undefined },
  periods: readonly Period[],
): Promise<{ readonly currency: string; of(index: number): RevenueBooks }[]> {
  const values = [book, periods.map(({ from }) => from), periods.map(({ to }) => to), currency ?? null];
  const range = [periods[0]!.from, periods.at(-1)!.to];
  const [turnover, orders, streams, earned] = await Promise.all([
    dataSource.query<TurnoverRow[]>(TURNOVER, values),
    dataSource.query<OrdersRow[]>(ORDERS, [...values, ...range]),
    dataSource.query<StreamRow[]>(STREAMS, [...values, ...range]),
    dataSource.query<{ currency: string }[]>(CURRENCIES, [book]),
  ]);
  const keyOf = ({ n, currency }: { readonly n: string; readonly currency: string }) => `${n} ${currency}`;
  const [turnovers, placed] = [Map.groupBy(turnover, keyOf), new Map(orders.map((row) => [keyOf(row), row]))];
  const lines = Map.groupBy(streams, keyOf);
  const currencies = currency === undefined ? earned.map((row) => row.currency) : [currency];
  return currencies.map((currency) => ({
    currency,
    of: (index) => {
      const key = keyOf({ n: String(index + 1), currency });
      return {
        turnover: (turnovers.get(key) ?? []).map(toTurnover),
        orders: Number(placed.get(key)?.orders ?? 0),
        streams: withOther((lines.get(key) ?? []).map(toStream), BigInt(placed.get(key)?.net ?? '0')),
      };
    },
  }));
}

/** What the orders came to beyond their lines is a stream of its own, so that all of them are the whole. */
function withOther(streams: readonly StreamRevenue[], placedNet: bigint): StreamRevenue[] {
  const other = streams.reduce((rest, { netMinor }) => rest - BigInt(netMinor), placedNet);
  if (other === 0n) return [...streams];
  const untold = { orders: null, units: null, grossMinor: null, discountsMinor: null, refundsMinor: null };
  return [...streams, { stream: 'other', ...untold, netMinor: other.toString(), reason: BELONGS_TO_NO_LINE }];
}

const BELONGS_TO_NO_LINE = 'Shipping, tips, fees and adjustments, which belong to no line.';
const PARTS_UNTOLD = 'Some lines were last told before the books kept their gross amount.';

function toStream({ stream, orders, units, gross, discounts, untold, net }: StreamRow): StreamRevenue {
  const base = { stream, orders: Number(orders), units: Number(units) };
  if (gross === null || discounts === null || untold !== '0') {
    const missing = { grossMinor: null, discountsMinor: null, refundsMinor: null };
    return { ...base, ...missing, netMinor: net, reason: PARTS_UNTOLD };
  }
  const refundsMinor = String(BigInt(gross) - BigInt(discounts) - BigInt(net));
  return { ...base, grossMinor: gross, discountsMinor: discounts, refundsMinor, netMinor: net };
}

const toTurnover = ({ account, debit, credit }: TurnoverRow): Turnover => ({
  ...{ account, debitMinor: BigInt(debit), creditMinor: BigInt(credit) },
});

// Sums and counts are numeric or bigint, as text; n counts the periods from 1.

interface TurnoverRow {
  readonly n: string;
  readonly currency: string;
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
}

interface OrdersRow {
  readonly n: string;
  readonly currency: string;
  readonly orders: string;
  readonly net: string;
}

interface StreamRow {
  readonly n: string;
  readonly currency: string;
  readonly stream: string;
  readonly orders: string;
  readonly units: string;
  readonly gross: string | null;
  readonly discounts: string | null;
  readonly untold: string;
  readonly net: string;
}
