import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What reports read: booked orders with indexes of their sums, and the plan's own views, so that SQL written to the plan runs.
 * Of the plan's tables `budgets` is a view of its own migration.
 */
export class Reports1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [LINES, BOOKED_ORDERS, CONVERSIONS, TRANSACTIONS, TRACKING, RIGHTS].flat();
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW revenue_tracking, financial_transactions, booked_orders');
    await runner.query('DROP FUNCTION plan_uuid(text), major_units(numeric, text), currency_exponent(text)');
    await runner.query('DROP INDEX order_books_booked, order_books_cost_unknown, costs_entry');
    await runner.query('ALTER TABLE order_lines DROP COLUMN gross_minor, DROP COLUMN discount_minor');
  }
}

const LINES = [
  // Without tax. What was taken back, or never paid, is gross less discount less net. Null in rows of before: not told.
  'ALTER TABLE order_lines ADD COLUMN gross_minor bigint, ADD COLUMN discount_minor bigint',
];

/** Something of the order is booked: money came, or it was sold for nothing. Until then an order is a wish. */
const IS_BOOKED = `(captured_minor <> 0 OR net_revenue_minor <> 0 OR cost_of_goods_minor <> 0 OR missing <> '{}')`;

const BOOKED_ORDERS = [
  `CREATE VIEW booked_orders AS
     SELECT order_id, book, currency, placed_on, placed_at, name, customer_id, cancelled, net_revenue_minor,
       cost_of_goods_minor, processor_fees_minor, missing
     FROM order_books WHERE ${IS_BOOKED}`,
  // Counts and sums of any range of days are read from these alone, whatever the size of the orders' states.
  `CREATE INDEX order_books_booked ON order_books (book, placed_on, currency)
     INCLUDE (order_id, net_revenue_minor, cost_of_goods_minor, processor_fees_minor) WHERE ${IS_BOOKED}`,
  `CREATE INDEX order_books_cost_unknown ON order_books (book, placed_on, currency)
     WHERE ${IS_BOOKED} AND cost_of_goods_minor IS NULL`,
];

const CONVERSIONS = [
  // ISO 4217 as of 2026-01-01, as in libs/money; a spec compares the two.
  `CREATE FUNCTION currency_exponent(currency text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN CASE
       WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV',
         'XAF', 'XOF', 'XPF') THEN 0
       WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
       WHEN currency IN ('CLF', 'UYW') THEN 4
       ELSE 2
     END`,
  `CREATE FUNCTION major_units(minor numeric, currency text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN round(minor / 10::numeric ^ currency_exponent(currency), currency_exponent(currency))`,
  `CREATE FUNCTION plan_uuid(id text) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN md5(id)::uuid`,
  `COMMENT ON FUNCTION plan_uuid(text) IS
     'The plan has uuids where our ids are text: the MD5 of the id, so that WHERE order_id = plan_uuid(''450789469'') finds it'`,
];

/** The largest amount of decimal(10,2) in its smallest unit. */
const LARGEST_PLANNED = '9999999999';

const TRANSACTIONS = [
  'CREATE INDEX costs_entry ON costs (entry_id) WHERE entry_id IS NOT NULL',
  // An entry that is larger than decimal(10,2) holds is several rows: some currencies reach that with one order.
  `CREATE VIEW financial_transactions AS
     SELECT plan_uuid(concat_ws(' ', e.id, t.type, t.currency, part.n)) AS id,
       t.type::varchar(50) AS transaction_type,
       (sign(t.major) * least(abs(t.major) - part.n * ${LARGEST_PLANNED}.0 / 100, ${LARGEST_PLANNED}.0 / 100))::numeric(10, 2)
         AS amount,
       plan_uuid(coalesce(
         (SELECT c.agent_id FROM costs c WHERE c.entry_id = e.id AND c.agent_id IS NOT NULL LIMIT 1),
         (SELECT c.agent_id FROM attribution_sets s JOIN attribution_credits c ON c.set_id = s.id
          WHERE s.order_id = e.order_id AND s.book = 'real' AND s.reason <> 'refund' AND c.agent_id IS NOT NULL
          GROUP BY c.agent_id ORDER BY sum(c.amount_minor) DESC, c.agent_id LIMIT 1)
       )) AS agent_attribution,
       plan_uuid(e.order_id) AS order_id,
       e.occurred_at AT TIME ZONE 'UTC' AS created_at
     FROM journal_entries e
     CROSS JOIN LATERAL (
       SELECT p.type, p.currency,
         major_units(sum(CASE WHEN p.type IN ('refund', 'expense') THEN p.minor ELSE -p.minor END), p.currency) AS major
       FROM (
         SELECT currency, amount_minor AS minor, CASE
             WHEN account IN ('income:refunds', 'income:shipping-refunds', 'income:chargebacks') THEN 'refund'
             WHEN account IN ('income:refund-adjustments', 'income:cash-rounding', 'income:unreconciled') THEN 'adjustment'
             WHEN account LIKE 'income:%' THEN 'revenue'
             WHEN account LIKE 'expense:%' THEN 'expense'
           END AS type
         FROM postings WHERE entry_id = e.id
       ) p
       WHERE p.type IS NOT NULL
       GROUP BY p.type, p.currency
       HAVING sum(p.minor) <> 0
     ) t
     CROSS JOIN LATERAL generate_series(0, div(abs(t.major) * 100 - 1, ${LARGEST_PLANNED})) AS part (n)
     WHERE e.book = 'real'`,
];

const TRACKING = [
  `CREATE VIEW revenue_tracking AS
     SELECT l.placed_on AS day, l.stream::varchar(50) AS stream, count(DISTINCT l.order_id) AS orders,
       major_units(sum(l.gross_minor), l.currency) AS gross,
       major_units(sum(l.discount_minor), l.currency) AS discounts,
       major_units(sum(l.gross_minor - l.discount_minor - l.net_minor), l.currency) AS refunds,
       major_units(sum(l.net_minor), l.currency) AS net, l.currency
     FROM order_lines l WHERE l.book = 'real'
     GROUP BY l.placed_on, l.stream, l.currency
     UNION ALL
     SELECT o.placed_on, 'other'::varchar(50), count(*), NULL, NULL, NULL,
       major_units(sum(o.net_revenue_minor - coalesce(l.net_minor, 0)), o.currency), o.currency
     FROM booked_orders o
     LEFT JOIN (SELECT order_id, sum(net_minor) AS net_minor FROM order_lines GROUP BY order_id) l USING (order_id)
     WHERE o.book = 'real' AND o.net_revenue_minor <> coalesce(l.net_minor, 0)
     GROUP BY o.placed_on, o.currency`,
];

const COMMENTS = [
  [
    'VIEW financial_transactions',
    `The plan''s table of this name, read from the journal: one row per entry and type (real trade only). Amounts of several
     currencies stand side by side, as the plan has no currency.`,
  ],
  ['COLUMN financial_transactions.id', 'Made from entry and type: the same whenever it is read'],
  [
    'COLUMN financial_transactions.transaction_type',
    `revenue: sales, shipping, tips, fees, less discounts. refund: goods and shipping taken back, chargebacks. expense: every
     cost. adjustment: refund adjustments, cash rounding, what an order''s parts do not explain`,
  ],
  [
    'COLUMN financial_transactions.amount',
    `Major units. Positive: earned (revenue, adjustment), given back (refund), spent (expense). Net revenue = revenue - refund
     + adjustment. Currencies of three digits are rounded to two, which is all the plan has`,
  ],
  [
    'COLUMN financial_transactions.agent_attribution',
    'plan_uuid of the agent: of a cost, whose it is; of an order, who has most of its credit by the books of record',
  ],
  ['COLUMN financial_transactions.order_id', 'plan_uuid of the Shopify id, which is text'],
  ['COLUMN financial_transactions.created_at', 'When it happened, UTC'],
  [
    'VIEW revenue_tracking',
    `The plan names this table and gives no columns. Orders by the day they were placed (the shop''s calendar) and stream, as
     they stand now: what was taken back later is taken off their own day. Amounts in major units; real trade only`,
  ],
  [
    'COLUMN revenue_tracking.stream',
    'direct, limited_edition, commercial; other: shipping, tips, fees and adjustments, which belong to no line',
  ],
  ['COLUMN revenue_tracking.orders', 'Orders with such a line; one of two streams is counted in both'],
  ['COLUMN revenue_tracking.refunds', 'Taken back or never paid: net = gross - discounts - refunds'],
] as const;

const RIGHTS = [
  ...COMMENTS.map(([what, text]) => `COMMENT ON ${what} IS '${text.replace(/\s+/g, ' ')}'`),
  'GRANT SELECT ON booked_orders, financial_transactions, revenue_tracking TO vw_finance',
];
