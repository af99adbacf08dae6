import type { Client } from 'pg';

/** The year that reports are asked for; UTC is the shop's calendar. */
export const YEAR = { from: '2025-01-01', to: '2025-12-31' };

/** Of a hundred orders: given back in whole, with a cost that nobody knows. */
const [REFUNDED, UNKNOWN] = [4, 1];

const ORDERS = `SELECT n, timestamptz '2025-01-01 00:00Z' + (n - 1) * interval '365 days' / $1 AS at,
    10000 + n % 300 * 100 AS gross, CASE WHEN n % 5 = 0 THEN 1000 ELSE 0 END AS discount, 6375 AS cost,
    n % 100 < ${REFUNDED} AS is_refunded, n % 100 = 99 AND ${UNKNOWN} = 1 AS is_unknown
  FROM generate_series(1, $1::int) n`;

/** UUIDs in the order of the orders, as version 7 would be; one series for each kind of entry. */
const id = (series: number) => `('0199000${series}-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

const entries = (series: number, kind: string, at: string, where: string) => `INSERT INTO journal_entries
    (id, order_id, cause, book, seq, kind, currency, occurred_at, recorded_at, event_id, correlation_id, actor)
  SELECT ${id(series)}, 'o' || n, '${kind}', 'real', 1, '${kind}', 'USD', ${at}, ${at}, 'e' || n, 'e' || n, 'shopify:bench'
  FROM (${ORDERS}) o WHERE ${where}`;

const postings = (series: number, lines: readonly (readonly [account: string, minor: string])[], where: string) =>
  `INSERT INTO postings
   SELECT ${id(series)}, line, account, minor, 'USD'
   FROM (${ORDERS}) o
   CROSS JOIN LATERAL (VALUES ${lines.map(([account, minor], i) => `(${i + 1}, '${account}', (${minor})::bigint)`).join(', ')})
     AS p (line, account, minor)
   WHERE minor <> 0 AND ${where}`;

const NET = 'gross - discount';
const FEES = `(${NET}) * 29 / 1000 + 30`;

const STATEMENTS = [
  entries(1, 'sale', 'at', 'true'),
  postings(
    1,
    [
      ['asset:payments-clearing', NET],
      ['income:discounts', 'discount'],
      ['income:sales', '-gross'],
    ],
    'true',
  ),
  entries(2, 'costs', 'at', 'true'),
  postings(
    2,
    [
      ['expense:cost-of-goods', 'CASE WHEN is_unknown THEN 0 ELSE cost END'],
      ['liability:accounts-payable', 'CASE WHEN is_unknown THEN 0 ELSE -cost END'],
      ['expense:processor-fees', FEES],
      ['liability:processor-fees', `-(${FEES})`],
    ],
    'true',
  ),
  entries(3, 'refund', `at + interval '9 days'`, 'is_refunded'),
  postings(
    3,
    [
      ['income:refunds', NET],
      ['asset:payments-clearing', `-(${NET})`],
    ],
    'is_refunded',
  ),
  `INSERT INTO order_books (order_id, shop, book, state, version, name, currency, placed_at, placed_on, status,
     net_revenue_minor, captured_minor, returned_minor, cost_of_goods_minor, processor_fees_minor, missing)
   SELECT 'o' || n, 'bench.myshopify.com', 'real', jsonb_build_object('order', repeat(md5(n::text), 20)), 1, '#' || n, 'USD', at,
     (at AT TIME ZONE 'UTC')::date, 'paid', CASE WHEN is_refunded THEN 0 ELSE ${NET} END, ${NET},
     CASE WHEN is_refunded THEN ${NET} ELSE 0 END, CASE WHEN is_unknown THEN NULL ELSE cost END, ${FEES},
     CASE WHEN is_unknown THEN ARRAY['line 1: its size and format are not told'] ELSE '{}' END
   FROM (${ORDERS}) o`,
  `INSERT INTO order_lines (order_id, line_id, book, currency, placed_on, product_id, title, size, format, stream, quantity,
     returned, net_minor, cost_minor, gross_minor, discount_minor)
   SELECT 'o' || n, 'l' || n, 'real', 'USD', (at AT TIME ZONE 'UTC')::date, 'p' || n % 200, 'Print', (ARRAY['24x36', '36x48',
     '53x72'])[1 + n % 3], 'canvas roll', CASE WHEN n % 10 = 0 THEN 'limited_edition' ELSE 'direct' END, 1,
     is_refunded::int, CASE WHEN is_refunded THEN 0 ELSE ${NET} END, CASE WHEN is_unknown THEN NULL ELSE cost END, gross, discount
   FROM (${ORDERS}) o`,
];

const SUMS = [
  `INSERT INTO account_days
   SELECT e.book, (e.occurred_at AT TIME ZONE 'UTC')::date, p.account, p.currency,
     sum(greatest(p.amount_minor, 0)), sum(greatest(-p.amount_minor, 0))
   FROM journal_entries e JOIN postings p ON p.entry_id = e.id GROUP BY 1, 2, 3, 4`,
  `INSERT INTO account_balances SELECT book, account, currency, sum(debit_minor), sum(credit_minor)
   FROM account_days GROUP BY 1, 2, 3`,
  'VACUUM (ANALYZE) journal_entries, postings, order_books, order_lines, account_days, account_balances',
];

/**
 * Fills the books with the orders of a year, as bookkeeping would leave them. Triggers rest meanwhile: eight million postings
 * one deferred check at a time are not what reports are measured by.
 * @param admin a superuser's connection
 */
export async function fillYear(admin: Client, orders: number): Promise<void> {
  await admin.query('SET search_path = finance');
  await admin.query("SET session_replication_role = 'replica'");
  for (const statement of STATEMENTS) await admin.query(statement, [orders]);
  for (const statement of SUMS) await admin.query(statement);
  await admin.query("SET session_replication_role = 'origin'");
}
