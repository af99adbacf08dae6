import { messagingTables } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The books: accounts, journal entries with their postings, balances, and what is known per order. The runtime role can
 * add to the journal and never change it; whoever connects, an entry that doesn't balance never commits.
 */
export class Books1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [...TABLES, ...JOURNAL_IS_APPEND_ONLY, ...ENTRIES_BALANCE, ...RIGHTS];
    for (const statement of [...statements, ...messagingTables('vw_finance')]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE accounts, postings, journal_entries, account_balances, order_books, outbox, inbox');
    await runner.query('DROP FUNCTION refuse_change(), entry_balances(), postings_belong()');
  }
}

const TABLES = [
  `CREATE TABLE accounts (
     code text PRIMARY KEY,
     type text NOT NULL CHECK (type IN ('asset', 'liability', 'equity', 'income', 'expense')),
     name text NOT NULL,
     position smallint NOT NULL UNIQUE,
     CHECK (code LIKE type || ':%')
   )`,
  `INSERT INTO accounts (position, code, type, name) VALUES
     (1, 'asset:payments-clearing', 'asset', 'Captured by payment providers, not yet paid out'),
     (2, 'asset:accounts-receivable', 'asset', 'Owed by shoppers; negative when one paid too much'),
     (3, 'liability:sales-tax', 'liability', 'Tax collected, owed to the authorities'),
     (4, 'liability:duties', 'liability', 'Duties collected, owed to customs or carrier'),
     (5, 'liability:gift-cards', 'liability', 'Gift cards sold, not yet spent'),
     (6, 'liability:refunds-payable', 'liability', 'Refunds granted whose payment is still under way'),
     (7, 'income:sales', 'income', 'Goods sold, before discounts'),
     (8, 'income:discounts', 'income', 'Discounts on goods and shipping (reduces income)'),
     (9, 'income:refunds', 'income', 'Goods taken back (reduces income)'),
     (10, 'income:refund-adjustments', 'income', 'Money returned without goods, or goods taken back without money'),
     (11, 'income:shipping', 'income', 'Shipping charged, before discounts'),
     (12, 'income:shipping-refunds', 'income', 'Shipping returned (reduces income)'),
     (13, 'income:tips', 'income', 'Tips'),
     (14, 'income:fees', 'income', 'Additional fees charged on orders'),
     (15, 'income:cash-rounding', 'income', 'Cash taken beyond or short of totals, for want of small coins'),
     (16, 'income:unreconciled', 'income', 'What an order''s total holds beyond its stated parts')`,
  `CREATE TABLE journal_entries (
     id uuid PRIMARY KEY,
     order_id text NOT NULL,
     cause text NOT NULL,
     book text NOT NULL CHECK (book IN ('real', 'test')),
     seq integer NOT NULL CHECK (seq > 0),
     kind text NOT NULL,
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     occurred_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     event_id text NOT NULL,
     correlation_id text NOT NULL,
     actor text NOT NULL,
     -- The transaction that wrote it: only that one may add postings, so an entry is closed when it ends.
     written_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
     UNIQUE (order_id, cause, book, seq)
   )`,
  // The primary key is also the way by time, UUIDv7 being ordered; this one serves the list of one kind.
  `CREATE INDEX journal_entries_kind ON journal_entries (kind, id)`,
  // No foreign keys: they would lock the same few account rows for every posting. postings_belong checks both at once.
  `CREATE TABLE postings (
     entry_id uuid NOT NULL,
     line smallint NOT NULL,
     account text NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
     currency text NOT NULL,
     PRIMARY KEY (entry_id, line)
   )`,
  // Every batch updates these few rows; free space in the page keeps the updates there and off the index.
  `CREATE TABLE account_balances (
     book text NOT NULL CHECK (book IN ('real', 'test')),
     account text NOT NULL,
     currency text NOT NULL,
     debit_minor bigint NOT NULL,
     credit_minor bigint NOT NULL,
     PRIMARY KEY (book, account, currency)
   ) WITH (fillfactor = 20)`,
  `CREATE TABLE order_books (
     order_id text PRIMARY KEY,
     shop text NOT NULL,
     book text NOT NULL CHECK (book IN ('real', 'test')),
     state jsonb NOT NULL,
     waiting text[] NOT NULL DEFAULT '{}',
     version integer NOT NULL
   ) WITH (fillfactor = 60)`,
  `CREATE INDEX order_books_waiting ON order_books (order_id) WHERE waiting <> '{}'`,
];

const JOURNAL_IS_APPEND_ONLY = [
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% on % refused: the journal is never changed, it is corrected by further entries', TG_OP, TG_TABLE_NAME
       USING ERRCODE = 'insufficient_privilege';
   END $$`,
  ...['journal_entries', 'postings'].map(
    (table) => `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
];

const ENTRIES_BALANCE = [
  `CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     lines integer;
     total numeric;
   BEGIN
     SELECT count(*), sum(amount_minor) INTO lines, total FROM finance.postings WHERE entry_id = NEW.id;
     IF lines = 0 THEN
       RAISE EXCEPTION 'journal entry % has no postings', NEW.id USING ERRCODE = 'check_violation';
     ELSIF total <> 0 THEN
       RAISE EXCEPTION 'journal entry % does not balance: its postings sum to % %', NEW.id, total, NEW.currency
         USING ERRCODE = 'check_violation';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON journal_entries
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances()`,
  // Per statement, so that a batch of thousands costs one join. Together with entry_balances no posting escapes the sum:
  // it belongs to an entry of the same transaction and is of that entry's one currency.
  `CREATE FUNCTION postings_belong() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     stray record;
   BEGIN
     SELECT p.entry_id, p.account, p.currency INTO stray
     FROM added p
     LEFT JOIN finance.journal_entries e
       ON e.id = p.entry_id AND e.currency = p.currency AND e.written_by = pg_current_xact_id()
     LEFT JOIN finance.accounts a ON a.code = p.account
     WHERE e.id IS NULL OR a.code IS NULL
     LIMIT 1;
     IF FOUND THEN
       RAISE EXCEPTION 'posting on % in % refused: entry % must be of this transaction and currency, the account must exist',
         stray.account, stray.currency, stray.entry_id USING ERRCODE = 'check_violation';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER postings_belong AFTER INSERT ON postings REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION postings_belong()`,
];

const RIGHTS = [
  `GRANT SELECT ON accounts TO vw_finance`,
  `GRANT SELECT, INSERT ON journal_entries, postings TO vw_finance`,
  `GRANT SELECT, INSERT, UPDATE ON account_balances, order_books TO vw_finance`,
];
