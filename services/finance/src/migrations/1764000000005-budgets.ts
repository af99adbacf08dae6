import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Budgets: balances that the runtime role can only change by adding movements, the decisions on spending, money moved between
 * budgets, and who approved what. The plan's own view `budgets` is made of them.
 */
export class Budgets1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [...BUDGETS, ...MOVEMENTS, ...SPENDING, ...TRANSFERS, ...APPROVALS, ...VIEW, ...RIGHTS];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW budgets');
    await runner.query(
      'DROP TABLE budget_movements, budget_transfers, approvals, spend_authorisations, budget_accounts, daily_budgets',
    );
    await runner.query('DROP FUNCTION move_budget_balances(), refuse_budget_change()');
    await runner.query('DROP TYPE scope_range');
  }
}

/** Words of a scope: department, category, agent. Anything else could make two scopes look the same. */
const WORD = `'^[a-z0-9][a-z0-9.:-]{0,63}$'`;

const SCOPED = `
  -- Everything that makes a budget's scope, in one text: equal text, same scope.
  scope text COLLATE "C" NOT NULL,
  department text NOT NULL CHECK (department ~ ${WORD}),
  category text CHECK (category ~ ${WORD}),
  agent_id text CHECK (agent_id ~ ${WORD}),
  -- An ISO 4217 code, or tokens.
  unit text NOT NULL CHECK (unit = 'tokens' OR unit ~ '^[A-Z]{3}$'),
  -- Decimal digits of its smallest part.
  exponent smallint NOT NULL CHECK (exponent BETWEEN 0 AND 4),
  limit_kind text NOT NULL CHECK (limit_kind IN ('hard', 'soft')),
  thresholds smallint[] NOT NULL`;

const BUDGETS = [
  // GiST has no operator class of its own for text, and the schema's owner may not install one; a range of one text has.
  `CREATE TYPE scope_range AS RANGE (subtype = text, collation = "C")`,
  `CREATE TABLE daily_budgets (
     id uuid PRIMARY KEY,
     ${SCOPED},
     allocated_minor bigint NOT NULL CHECK (allocated_minor >= 0),
     valid_from date NOT NULL,
     -- The last day; without end when null.
     valid_until date CHECK (valid_until >= valid_from),
     created_at timestamptz NOT NULL,
     created_by text NOT NULL,
     CONSTRAINT daily_budgets_overlap EXCLUDE USING gist
       (scope_range(scope, scope, '[]') WITH &&, daterange(valid_from, valid_until, '[]') WITH &&)
   )`,
  'CREATE INDEX daily_budgets_scope ON daily_budgets (scope)',
  // The balances are those that move_budget_balances adds up. Free space keeps the updates of a hot budget on its page.
  `CREATE TABLE budget_accounts (
     id uuid PRIMARY KEY,
     ${SCOPED},
     thresholds_reached smallint[] NOT NULL DEFAULT '{}',
     period_start date NOT NULL,
     -- The last day.
     period_end date NOT NULL,
     -- The named plan it was made from.
     plan text,
     -- The daily budget it is one day of.
     daily_budget_id uuid REFERENCES daily_budgets,
     breadth smallint NOT NULL GENERATED ALWAYS AS (
       (CASE WHEN agent_id IS NULL THEN 4 ELSE 0 END) + (CASE WHEN category IS NULL THEN 2 ELSE 0 END)
       + (CASE WHEN daily_budget_id IS NULL THEN 1 ELSE 0 END)
     ) STORED,
     created_at timestamptz NOT NULL,
     created_by text NOT NULL,
     allocated_minor bigint NOT NULL DEFAULT 0 CHECK (allocated_minor >= 0),
     reserved_minor bigint NOT NULL DEFAULT 0 CHECK (reserved_minor >= 0),
     spent_minor bigint NOT NULL DEFAULT 0 CHECK (spent_minor >= 0),
     -- How many movements it has; the next one's seq is one more.
     movements integer NOT NULL DEFAULT 0,
     CHECK (period_end >= period_start),
     CONSTRAINT budget_accounts_hard_limit CHECK (limit_kind = 'soft' OR spent_minor + reserved_minor <= allocated_minor),
     CONSTRAINT budget_accounts_overlap EXCLUDE USING gist
       (scope_range(scope, scope, '[]') WITH &&, daterange(period_start, period_end, '[]') WITH &&)
   ) WITH (fillfactor = 50)`,
  'CREATE INDEX budget_accounts_scope ON budget_accounts (scope, period_start)',
  'CREATE INDEX budget_accounts_department ON budget_accounts (department, period_start)',
];

const MOVEMENTS = [
  `CREATE TABLE budget_movements (
     budget_id uuid NOT NULL REFERENCES budget_accounts,
     seq integer NOT NULL CHECK (seq > 0),
     kind text NOT NULL CHECK (kind IN
       ('allocated', 'transferred in', 'transferred out', 'reserved', 'committed', 'released', 'expired')),
     -- What it adds to each of the three balances.
     allocated_minor bigint NOT NULL,
     reserved_minor bigint NOT NULL,
     spent_minor bigint NOT NULL,
     -- The spend or transfer it belongs to.
     reference text,
     actor text NOT NULL,
     reason text,
     recorded_at timestamptz NOT NULL,
     PRIMARY KEY (budget_id, seq)
   )`,
  `CREATE FUNCTION refuse_budget_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% on % refused: what moved a budget is never changed, further movements correct it', TG_OP, TG_TABLE_NAME
       USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER refuse_budget_change BEFORE UPDATE OR DELETE OR TRUNCATE ON budget_movements
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_budget_change()`,
  // The one way in which a balance changes, so that it always is the sum of its movements. Runs as the owner: the service's
  // role has no right to write a balance. Once per statement, so that a group of hundreds costs one update.
  `CREATE FUNCTION move_budget_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
     SET search_path = finance, pg_temp AS $$
   DECLARE
     moved integer;
     wanted integer;
   BEGIN
     SELECT count(DISTINCT budget_id) INTO wanted FROM added;
     UPDATE budget_accounts b SET
       allocated_minor = b.allocated_minor + m.allocated,
       reserved_minor = b.reserved_minor + m.reserved,
       spent_minor = b.spent_minor + m.spent,
       movements = b.movements + m.count
     FROM (
       SELECT budget_id, sum(allocated_minor)::bigint AS allocated, sum(reserved_minor)::bigint AS reserved,
         sum(spent_minor)::bigint AS spent, count(*)::integer AS count, min(seq) AS first, max(seq) AS last
       FROM added GROUP BY budget_id
     ) m
     WHERE b.id = m.budget_id AND m.first = b.movements + 1 AND m.last = b.movements + m.count;
     GET DIAGNOSTICS moved = ROW_COUNT;
     IF moved <> wanted THEN
       RAISE EXCEPTION 'movements refused: those of a budget are numbered without a gap' USING ERRCODE = 'check_violation';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER move_budget_balances AFTER INSERT ON budget_movements REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION move_budget_balances()`,
];

const SPENDING = [
  `CREATE TABLE spend_authorisations (
     key text COLLATE "C" PRIMARY KEY,
     id uuid NOT NULL UNIQUE,
     -- The question.
     actor text NOT NULL,
     agent_id text,
     department text NOT NULL,
     category text NOT NULL,
     purpose text NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     unit text NOT NULL,
     allowance_minor bigint NOT NULL CHECK (allowance_minor >= 0),
     expires_in_s integer NOT NULL CHECK (expires_in_s > 0),
     -- The decision, and what became of it.
     state text NOT NULL CHECK (state IN
       ('refused', 'pending', 'rejected', 'reserved', 'committed', 'released', 'expired')),
     reason text NOT NULL,
     -- Budgets that it counts against, the most specific first.
     budget_ids uuid[] NOT NULL,
     remaining_minor bigint,
     expires_at timestamptz,
     actual_minor bigint CHECK (actual_minor >= 0),
     decided_at timestamptz NOT NULL,
     settled_at timestamptz,
     CHECK (state <> 'reserved' OR (expires_at IS NOT NULL AND cardinality(budget_ids) > 0)),
     CONSTRAINT spend_authorisations_actual
       CHECK (actual_minor IS NULL OR (state = 'committed' AND actual_minor <= amount_minor + allowance_minor))
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX spend_authorisations_overdue ON spend_authorisations (expires_at) WHERE state = 'reserved'`,
  // Those that wait for a person, and the few that a person refused; of every other state the newest are never far.
  `CREATE INDEX spend_authorisations_rare ON spend_authorisations (state, id) WHERE state IN ('pending', 'rejected')`,
];

const TRANSFERS = [
  `CREATE TABLE budget_transfers (
     id uuid PRIMARY KEY,
     from_id uuid NOT NULL REFERENCES budget_accounts,
     to_id uuid NOT NULL REFERENCES budget_accounts CHECK (to_id <> from_id),
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     unit text NOT NULL,
     reason text NOT NULL,
     state text NOT NULL CHECK (state IN ('pending', 'done', 'rejected')),
     requested_by text NOT NULL,
     requested_at timestamptz NOT NULL,
     decided_by text,
     decided_at timestamptz,
     decision_reason text,
     CHECK ((state = 'pending') = (decided_by IS NULL)),
     CONSTRAINT budget_transfers_second_person CHECK (decided_by <> requested_by)
   )`,
  'CREATE INDEX budget_transfers_state ON budget_transfers (state, id)',
];

const APPROVALS = [
  // Until governance decides who may say yes to what: a second person.
  `CREATE TABLE approvals (
     subject text PRIMARY KEY,
     summary text NOT NULL,
     requested_by text NOT NULL,
     requested_at timestamptz NOT NULL,
     verdict text CHECK (verdict IN ('approved', 'rejected')),
     decided_by text,
     decided_at timestamptz,
     reason text,
     CHECK ((verdict IS NULL) = (decided_by IS NULL)),
     CONSTRAINT approvals_second_person CHECK (decided_by <> requested_by)
   )`,
];

const VIEW = [
  // The plan's table. A budget inside a wider one of the same department is left out: what is spent counts in both, and the
  // sum of a department would count it twice.
  `CREATE VIEW budgets AS
   SELECT b.id, b.department,
     round(b.allocated_minor / 10::numeric ^ b.exponent, greatest(b.exponent, 2)) AS allocated_amount,
     round(b.spent_minor / 10::numeric ^ b.exponent, greatest(b.exponent, 2)) AS spent_amount,
     b.period_start, b.period_end
   FROM budget_accounts b
   WHERE b.unit <> 'tokens' AND NOT EXISTS (
     SELECT FROM budget_accounts wider
     WHERE wider.department = b.department AND wider.unit = b.unit AND wider.breadth > b.breadth
       AND (wider.category IS NULL OR wider.category = b.category)
       AND (wider.agent_id IS NULL OR wider.agent_id = b.agent_id)
       AND (wider.daily_budget_id IS NULL OR b.daily_budget_id IS NOT NULL)
       AND wider.period_start <= b.period_start AND wider.period_end >= b.period_end
   )`,
];

const ACCOUNT_COLUMNS = `id, scope, department, category, agent_id, unit, exponent, limit_kind, thresholds, period_start,
  period_end, plan, daily_budget_id, created_at, created_by`;

const RIGHTS = [
  // No right on the balances themselves: movements change them.
  `GRANT SELECT, INSERT (${ACCOUNT_COLUMNS}), UPDATE (thresholds_reached) ON budget_accounts TO vw_finance`,
  'GRANT SELECT, INSERT ON budget_movements TO vw_finance',
  'GRANT SELECT, INSERT, UPDATE (allocated_minor, valid_until) ON daily_budgets TO vw_finance',
  `GRANT SELECT, INSERT,
     UPDATE (state, reason, remaining_minor, expires_at, actual_minor, decided_at, settled_at)
     ON spend_authorisations TO vw_finance`,
  'GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, decision_reason) ON budget_transfers TO vw_finance',
  'GRANT SELECT, INSERT, UPDATE (verdict, decided_by, decided_at, reason) ON approvals TO vw_finance',
  'GRANT SELECT ON budgets TO vw_finance',
];
