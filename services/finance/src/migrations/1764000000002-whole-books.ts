import { idempotencyTable } from '@vividwalls/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The whole books: every account of the chart, entries that belong to no order or have two currencies, turnover by day, what
 * each order and each of its lines came to, print costs, payouts, other costs, and the rules of revenue streams.
 */
export class WholeBooks1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      ...[CHART, JOURNAL, ENTRIES_BALANCE, DAYS, ORDERS, PRINT_COSTS, STREAM_RULES, COSTS, PAYOUTS, CALENDAR].flat(),
      ...RIGHTS,
      ...idempotencyTable('vw_finance'),
    ];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Entries without an order cannot be undone: restore a backup'));
  }
}

const CHART = [
  'DELETE FROM accounts',
  `INSERT INTO accounts (position, code, type, name) VALUES
     (1, 'asset:bank', 'asset', 'Money at the bank, as payouts and payments tell'),
     (2, 'asset:payments-clearing', 'asset', 'Captured by payment providers, not yet paid out'),
     (3, 'asset:accounts-receivable', 'asset', 'Owed by shoppers; negative when one paid too much'),
     (4, 'asset:disputed', 'asset', 'Taken back by a bank while a chargeback is undecided'),
     (5, 'asset:inventory', 'asset', 'Prints that came back and can be sold again, at cost'),
     (6, 'liability:sales-tax', 'liability', 'Tax collected, owed to the authorities'),
     (7, 'liability:duties', 'liability', 'Duties collected, owed to customs or carrier'),
     (8, 'liability:gift-cards', 'liability', 'Gift cards sold, not yet spent'),
     (9, 'liability:refunds-payable', 'liability', 'Refunds granted whose payment is still under way'),
     (10, 'liability:processor-fees', 'liability', 'Fees that the payment provider will keep of the next payout'),
     (11, 'liability:accounts-payable', 'liability', 'Owed to suppliers: printers, advertising, models'),
     (12, 'liability:commissions-accrued', 'liability', 'Commissions earned and still on hold'),
     (13, 'liability:commissions-payable', 'liability', 'Commissions released; a debit is carried forward'),
     (14, 'equity:owner', 'equity', 'Paid in or taken out by the owner'),
     (15, 'equity:conversion', 'equity', 'The two sides of an entry in two currencies'),
     (16, 'income:sales', 'income', 'Goods sold, before discounts'),
     (17, 'income:discounts', 'income', 'Discounts on goods and shipping (reduces income)'),
     (18, 'income:refunds', 'income', 'Goods taken back (reduces income)'),
     (19, 'income:refund-adjustments', 'income', 'Money returned without goods, or goods taken back without money'),
     (20, 'income:shipping', 'income', 'Shipping charged, before discounts'),
     (21, 'income:shipping-refunds', 'income', 'Shipping returned (reduces income)'),
     (22, 'income:tips', 'income', 'Tips'),
     (23, 'income:fees', 'income', 'Additional fees charged on orders'),
     (24, 'income:cash-rounding', 'income', 'Cash taken beyond or short of totals, for want of small coins'),
     (25, 'income:chargebacks', 'income', 'Lost to chargebacks (reduces income)'),
     (26, 'income:unreconciled', 'income', 'What an order''s total holds beyond its stated parts'),
     (27, 'expense:cost-of-goods', 'expense', 'Printing of what was sold'),
     (28, 'expense:shipping', 'expense', 'Sending what was sold'),
     (29, 'expense:processor-fees', 'expense', 'What payment providers keep of captures'),
     (30, 'expense:chargeback-fees', 'expense', 'What a bank charges for a chargeback'),
     (31, 'expense:commissions', 'expense', 'Commissions of agents and partners'),
     (32, 'expense:advertising', 'expense', 'Advertising'),
     (33, 'expense:agent-runs', 'expense', 'What agents cost to run: models and tools'),
     (34, 'expense:subscriptions', 'expense', 'Software and services by the month'),
     (35, 'expense:other', 'expense', 'Every other cost')`,
];

const JOURNAL = [
  'ALTER TABLE journal_entries ALTER COLUMN order_id DROP NOT NULL',
  'ALTER TABLE journal_entries ADD COLUMN reverses uuid',
  'ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_order_id_cause_book_seq_key',
  // The reference of an entry. What belongs to no order has its identity in the cause: `payout:<id>`.
  `ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_reference
     UNIQUE NULLS NOT DISTINCT (order_id, cause, book, seq)`,
  // Entries come nearly in the order of time: a range of pages is enough to find those of one day.
  'CREATE INDEX journal_entries_occurred ON journal_entries USING brin (occurred_at) WITH (pages_per_range = 32)',
];

// Postings may be of several currencies, each of which must sum to zero by itself.
const ENTRIES_BALANCE = [
  // One look where the entry has one currency, as nearly all have: the function runs once for every entry.
  `CREATE OR REPLACE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     found_postings record;
     off record;
   BEGIN
     SELECT count(*) AS lines, sum(amount_minor) AS total, min(currency) = max(currency) AS one_currency
       INTO found_postings FROM finance.postings WHERE entry_id = NEW.id;
     IF found_postings.lines = 0 THEN
       RAISE EXCEPTION 'journal entry % has no postings', NEW.id USING ERRCODE = 'check_violation';
     ELSIF found_postings.one_currency AND found_postings.total = 0 THEN
       RETURN NULL;
     END IF;
     SELECT currency, sum(amount_minor) AS total INTO off FROM finance.postings WHERE entry_id = NEW.id
       GROUP BY currency HAVING sum(amount_minor) <> 0 LIMIT 1;
     IF FOUND THEN
       RAISE EXCEPTION 'journal entry % does not balance: its postings sum to % %', NEW.id, off.total, off.currency
         USING ERRCODE = 'check_violation';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE OR REPLACE FUNCTION postings_belong() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     stray record;
   BEGIN
     SELECT a.entry_id INTO stray FROM (SELECT DISTINCT entry_id FROM added) a
     WHERE NOT EXISTS (SELECT 1 FROM finance.journal_entries e
       WHERE e.id = a.entry_id AND e.written_by = pg_current_xact_id()) LIMIT 1;
     IF FOUND THEN
       RAISE EXCEPTION 'posting refused: entry % must be of this transaction', stray.entry_id
         USING ERRCODE = 'check_violation';
     END IF;
     SELECT a.account INTO stray FROM (SELECT DISTINCT account FROM added) a
     WHERE NOT EXISTS (SELECT 1 FROM finance.accounts c WHERE c.code = a.account) LIMIT 1;
     IF FOUND THEN
       RAISE EXCEPTION 'posting on % refused: there is no such account', stray.account USING ERRCODE = 'check_violation';
     END IF;
     RETURN NULL;
   END $$`,
  `ALTER TABLE postings ADD CONSTRAINT postings_currency CHECK (length(currency) = 3)`,
  // Rows of a few kilobytes are written in one piece: compressing each and putting it aside costs more than the space.
  'ALTER TABLE outbox SET (toast_tuple_target = 8160)',
  'ALTER TABLE order_books SET (toast_tuple_target = 8160)',
];

const DAYS = [
  // Turnover by day, for reports and for balances at a past time. The day is the shop's.
  `CREATE TABLE account_days (
     book text NOT NULL CHECK (book IN ('real', 'test')),
     day date NOT NULL,
     account text NOT NULL,
     currency text NOT NULL,
     debit_minor bigint NOT NULL,
     credit_minor bigint NOT NULL,
     PRIMARY KEY (book, day, account, currency)
   ) WITH (fillfactor = 50)`,
  // What was booked before there were days; no shop had another calendar then.
  `INSERT INTO account_days
   SELECT e.book, (e.occurred_at AT TIME ZONE 'UTC')::date, p.account, p.currency,
     coalesce(sum(p.amount_minor) FILTER (WHERE p.amount_minor > 0), 0),
     coalesce(-sum(p.amount_minor) FILTER (WHERE p.amount_minor < 0), 0)
   FROM journal_entries e JOIN postings p ON p.entry_id = e.id GROUP BY 1, 2, 3, 4`,
];

const ORDERS = [
  // What the books say of each order now; null is unknown, never zero. `missing` says why.
  `ALTER TABLE order_books
     ADD COLUMN name text,
     ADD COLUMN currency text,
     ADD COLUMN placed_at timestamptz,
     ADD COLUMN placed_on date,
     ADD COLUMN customer_id text,
     ADD COLUMN status text,
     ADD COLUMN cancelled boolean NOT NULL DEFAULT false,
     ADD COLUMN net_revenue_minor bigint NOT NULL DEFAULT 0,
     ADD COLUMN tax_minor bigint NOT NULL DEFAULT 0,
     ADD COLUMN captured_minor bigint NOT NULL DEFAULT 0,
     ADD COLUMN returned_minor bigint NOT NULL DEFAULT 0,
     ADD COLUMN cost_of_goods_minor bigint,
     ADD COLUMN processor_fees_minor bigint NOT NULL DEFAULT 0,
     ADD COLUMN missing text[] NOT NULL DEFAULT '{}'`,
  'CREATE INDEX order_books_placed ON order_books (placed_on, book)',
  // Nobody looks into it but the service, as a whole; taking it apart for storage took half of an insert's time.
  `ALTER TABLE order_books ALTER COLUMN state TYPE json`,
  `CREATE TABLE order_lines (
     order_id text NOT NULL,
     line_id text NOT NULL,
     book text NOT NULL CHECK (book IN ('real', 'test')),
     currency text NOT NULL,
     placed_on date NOT NULL,
     product_id text,
     sku text,
     title text NOT NULL,
     size text,
     format text,
     stream text NOT NULL,
     quantity integer NOT NULL,
     returned integer NOT NULL,
     net_minor bigint NOT NULL,
     cost_minor bigint,
     PRIMARY KEY (order_id, line_id)
   ) WITH (fillfactor = 80)`,
  'CREATE INDEX order_lines_placed ON order_lines (placed_on, book)',
];

const PRINT_COSTS = [
  `CREATE TABLE print_costs (
     size text NOT NULL,
     format text NOT NULL,
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     effective_from date NOT NULL,
     cost_minor bigint NOT NULL CHECK (cost_minor >= 0),
     source text NOT NULL,
     recorded_at timestamptz NOT NULL,
     actor text NOT NULL,
     PRIMARY KEY (size, format, currency, effective_from, recorded_at)
   )`,
  `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON print_costs
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  `INSERT INTO print_costs (size, format, currency, effective_from, cost_minor, source, recorded_at, actor)
   SELECT size, format, 'USD', '2000-01-01', cost, 'price ladder, recorded Pictorem cost', '2025-06-18', 'system'
   FROM (VALUES ('24x36', 'canvas roll', 6375), ('24x36', 'gallery wrapped', 8500), ('36x48', 'canvas roll', 11284),
     ('36x48', 'gallery wrapped', 15045), ('53x72', 'canvas roll', 21747), ('53x72', 'gallery wrapped', 28996)
   ) AS seed (size, format, cost)`,
];

const STREAM_RULES = [
  `CREATE TABLE stream_rules (
     position integer PRIMARY KEY,
     stream text NOT NULL CHECK (stream IN ('direct', 'limited_edition', 'commercial')),
     field text NOT NULL CHECK (field IN ('sku', 'title', 'variant', 'product', 'order_tag', 'source', 'quantity')),
     value text NOT NULL
   )`,
  `INSERT INTO stream_rules VALUES
     (1, 'limited_edition', 'title', 'limited edition'), (2, 'limited_edition', 'variant', 'limited edition'),
     (3, 'limited_edition', 'sku', '-le-'), (4, 'commercial', 'order_tag', 'commercial'),
     (5, 'commercial', 'order_tag', 'trade'), (6, 'commercial', 'order_tag', 'b2b'), (7, 'commercial', 'quantity', '10')`,
];

const COSTS = [
  `CREATE TABLE costs (
     id uuid PRIMARY KEY,
     agent_id text,
     department text,
     campaign text,
     category text NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
     currency text NOT NULL,
     description text NOT NULL,
     external_ref text,
     occurred_at timestamptz NOT NULL,
     occurred_on date NOT NULL,
     recorded_at timestamptz NOT NULL,
     book text NOT NULL CHECK (book IN ('real', 'test')),
     -- Null when a settled spend had booked it already.
     entry_id uuid
   )`,
  'CREATE INDEX costs_day ON costs (occurred_on, book)',
  // The same invoice told twice is one cost; given back in part, it has another amount.
  'CREATE UNIQUE INDEX costs_reference ON costs (category, external_ref, amount_minor) WHERE external_ref IS NOT NULL',
  `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON costs
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const PAYOUTS = [
  `CREATE TABLE payouts (
     id text PRIMARY KEY,
     currency text NOT NULL,
     amount_minor bigint NOT NULL,
     fees_minor bigint NOT NULL,
     paid_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     actor text NOT NULL,
     lines jsonb NOT NULL,
     entry_id uuid NOT NULL
   )`,
  `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON payouts
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

const CALENDAR = [
  // The zone by which days were written; one row at most.
  `CREATE TABLE calendar (one boolean PRIMARY KEY DEFAULT true CHECK (one), time_zone text NOT NULL)`,
];

const RIGHTS = [
  'GRANT SELECT, INSERT, UPDATE ON account_days TO vw_finance',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON order_lines, stream_rules TO vw_finance',
  'GRANT SELECT, INSERT ON print_costs, costs, payouts, calendar TO vw_finance',
];
