import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Commissions: plans with their versions, what each order brings under each plan and to whom, the sums of a plan's period, what
 * is owed to each payee, every movement of it, statements and payments. Versions, movements and payments are only ever added.
 */
export class Commissions1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [...PLANS, ...ACCRUALS, ...PAYEES, ...ADDED_ONLY, ...RIGHTS];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE commission_plans, commission_plan_versions, commission_periods, commission_accruals, commission_shares,
         commission_accounts, commission_statements, commission_movements, commission_payments`,
    );
    await runner.query('DROP TYPE commission_plan_range');
  }
}

const KIND = `CHECK (beneficiary_kind IN ('agent', 'persona', 'department', 'partner'))`;
const CURRENCY = `CHECK (currency ~ '^[A-Z]{3}$')`;

const PLANS = [
  // GiST has no operator class of its own for text, and the schema's owner may not install one; a range of one text has.
  `CREATE TYPE commission_plan_range AS RANGE (subtype = text, collation = "C")`,
  `CREATE TABLE commission_plans (
     id uuid PRIMARY KEY,
     beneficiary_kind text NOT NULL ${KIND},
     beneficiary_id text NOT NULL,
     name text NOT NULL,
     currency text NOT NULL ${CURRENCY},
     period_kind text NOT NULL CHECK (period_kind IN ('month', 'quarter', 'year')),
     valid_from date NOT NULL,
     -- The last day; without end when null.
     valid_to date CHECK (valid_to >= valid_from),
     created_at timestamptz NOT NULL,
     created_by text NOT NULL,
     -- Orders placed before the plan was made are looked through in the order of their ids, up to this one; null when done.
     caught_up_to text COLLATE "C",
     -- First day of the first period that was not topped up to its floor yet, and the day on which it may be; null when no
     -- further period will come.
     unguaranteed_from date NOT NULL,
     guarantee_on date,
     -- One key for beneficiary and name: its first part holds no line break, so two keys are equal only when both parts are.
     plan_key text COLLATE "C" NOT NULL
       GENERATED ALWAYS AS (beneficiary_kind || E'\\n' || beneficiary_id || E'\\n' || name) STORED,
     CONSTRAINT commission_plans_overlap EXCLUDE USING gist
       (commission_plan_range(plan_key, plan_key, '[]') WITH &&, daterange(valid_from, valid_to, '[]') WITH &&)
   )`,
  'CREATE INDEX commission_plans_beneficiary ON commission_plans (beneficiary_kind, beneficiary_id)',
  'CREATE INDEX commission_plans_behind ON commission_plans (id) WHERE caught_up_to IS NOT NULL',
  'CREATE INDEX commission_plans_guarantee ON commission_plans (guarantee_on, id)',
  `CREATE TABLE commission_plan_versions (
     plan_id uuid NOT NULL REFERENCES commission_plans,
     version integer NOT NULL CHECK (version > 0),
     valid_from date NOT NULL,
     tier_mode text NOT NULL CHECK (tier_mode IN ('marginal', 'whole')),
     -- [{ fromMinor, ratePpm }], amounts as text; [{ kind, id, sharePpm }]
     tiers jsonb NOT NULL,
     payees jsonb NOT NULL,
     cap_minor bigint CHECK (cap_minor >= 0),
     floor_minor bigint NOT NULL CHECK (floor_minor >= 0),
     hold_days integer NOT NULL CHECK (hold_days >= 0),
     campaigns text[] NOT NULL,
     agents text[] NOT NULL,
     recorded_at timestamptz NOT NULL,
     actor text NOT NULL,
     PRIMARY KEY (plan_id, version),
     UNIQUE (plan_id, valid_from)
   )`,
  'CREATE INDEX commission_plan_versions_campaigns ON commission_plan_versions USING gin (campaigns)',
  'CREATE INDEX commission_plan_versions_agents ON commission_plan_versions USING gin (agents)',
];

const ACCRUALS = [
  // The row that everybody locks who changes a commission of this plan and period. Its version never changes.
  `CREATE TABLE commission_periods (
     plan_id uuid NOT NULL,
     period_from date NOT NULL,
     version integer NOT NULL,
     base_minor bigint NOT NULL DEFAULT 0 CHECK (base_minor >= 0),
     commission_minor bigint NOT NULL DEFAULT 0 CHECK (commission_minor >= 0),
     top_up_minor bigint NOT NULL DEFAULT 0 CHECK (top_up_minor >= 0),
     top_ups integer NOT NULL DEFAULT 0,
     -- Since then the period is topped up to its floor.
     guaranteed_at timestamptz,
     PRIMARY KEY (plan_id, period_from),
     FOREIGN KEY (plan_id, version) REFERENCES commission_plan_versions
   ) WITH (fillfactor = 50)`,
  `CREATE TABLE commission_accruals (
     id uuid PRIMARY KEY,
     order_id text NOT NULL,
     plan_id uuid NOT NULL,
     period_from date NOT NULL,
     shop text NOT NULL,
     currency text NOT NULL ${CURRENCY},
     placed_on date NOT NULL,
     release_on date NOT NULL,
     base_minor bigint NOT NULL CHECK (base_minor >= 0),
     rated_base_minor bigint NOT NULL CHECK (rated_base_minor >= base_minor),
     rated_minor bigint NOT NULL CHECK (rated_minor >= 0),
     cut_minor bigint NOT NULL CHECK (cut_minor >= 0),
     commission_minor bigint NOT NULL CHECK (commission_minor BETWEEN 0 AND rated_minor),
     -- Of the commission, what no release has moved yet.
     held_minor bigint NOT NULL CHECK (held_minor BETWEEN 0 AND commission_minor),
     -- Steps so far: numbers the causes of its entries.
     seq integer NOT NULL,
     recorded_at timestamptz NOT NULL,
     changed_at timestamptz NOT NULL,
     UNIQUE (order_id, plan_id),
     FOREIGN KEY (plan_id, period_from) REFERENCES commission_periods,
     CHECK (base_minor > 0 OR commission_minor = 0)
   ) WITH (fillfactor = 70)`,
  'CREATE INDEX commission_accruals_due ON commission_accruals (release_on, id) WHERE held_minor > 0',
  `CREATE INDEX commission_accruals_cut ON commission_accruals (plan_id, period_from, placed_on, order_id)
     WHERE cut_minor > 0 AND base_minor > 0`,
  'CREATE INDEX commission_accruals_period ON commission_accruals (period_from, id)',
  `CREATE TABLE commission_shares (
     accrual_id uuid NOT NULL,
     beneficiary_kind text NOT NULL ${KIND},
     beneficiary_id text NOT NULL,
     held_minor bigint NOT NULL CHECK (held_minor >= 0),
     released_minor bigint NOT NULL CHECK (released_minor >= 0),
     PRIMARY KEY (accrual_id, beneficiary_kind, beneficiary_id)
   ) WITH (fillfactor = 70)`,
  'CREATE INDEX commission_shares_beneficiary ON commission_shares (beneficiary_kind, beneficiary_id, accrual_id)',
];

const PAYEES = [
  `CREATE TABLE commission_accounts (
     beneficiary_kind text NOT NULL ${KIND},
     beneficiary_id text NOT NULL,
     currency text NOT NULL ${CURRENCY},
     held_minor bigint NOT NULL DEFAULT 0 CHECK (held_minor >= 0),
     -- Negative: paid and taken back since; carried forward.
     payable_minor bigint NOT NULL DEFAULT 0,
     -- First day of the first month whose statement is open: nothing is written into an earlier one.
     open_from date NOT NULL DEFAULT '0001-01-01',
     PRIMARY KEY (beneficiary_kind, beneficiary_id, currency)
   ) WITH (fillfactor = 50)`,
  'CREATE INDEX commission_accounts_open ON commission_accounts (open_from)',
  `CREATE TABLE commission_statements (
     id uuid PRIMARY KEY,
     beneficiary_kind text NOT NULL ${KIND},
     beneficiary_id text NOT NULL,
     currency text NOT NULL ${CURRENCY},
     month date NOT NULL CHECK (extract(day FROM month) = 1),
     -- Whose orders its movements are about.
     shops text[] NOT NULL DEFAULT '{}',
     accrued_minor bigint NOT NULL DEFAULT 0,
     clawed_back_held_minor bigint NOT NULL DEFAULT 0,
     released_minor bigint NOT NULL DEFAULT 0,
     topped_up_minor bigint NOT NULL DEFAULT 0,
     clawed_back_released_minor bigint NOT NULL DEFAULT 0,
     paid_minor bigint NOT NULL DEFAULT 0,
     -- Of its closing balance, what payments in later months have settled.
     settled_minor bigint NOT NULL DEFAULT 0,
     closed_at timestamptz,
     UNIQUE (beneficiary_kind, beneficiary_id, currency, month)
   ) WITH (fillfactor = 70)`,
  `CREATE TABLE commission_movements (
     id uuid PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('accrual', 'release', 'clawback', 'top_up', 'payment')),
     beneficiary_kind text NOT NULL ${KIND},
     beneficiary_id text NOT NULL,
     currency text NOT NULL ${CURRENCY},
     month date NOT NULL,
     held_minor bigint NOT NULL,
     payable_minor bigint NOT NULL,
     accrual_id uuid,
     order_id text,
     plan_id uuid,
     period_from date,
     -- What of the order was credited after this step.
     base_minor bigint,
     payment_id uuid,
     -- The cause of the journal entry that books it.
     cause text NOT NULL,
     occurred_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     event_id text NOT NULL,
     actor text NOT NULL,
     CHECK (held_minor <> 0 OR payable_minor <> 0)
   )`,
  `CREATE INDEX commission_movements_statement
     ON commission_movements (beneficiary_kind, beneficiary_id, currency, month, id)`,
  'CREATE INDEX commission_movements_accrual ON commission_movements (accrual_id, id) WHERE accrual_id IS NOT NULL',
  `CREATE TABLE commission_payments (
     id uuid PRIMARY KEY,
     statement_id uuid NOT NULL REFERENCES commission_statements,
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     currency text NOT NULL ${CURRENCY},
     -- What the bank calls it; the same one is never booked twice.
     reference text,
     paid_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     actor text NOT NULL,
     cause text NOT NULL
   )`,
  'CREATE INDEX commission_payments_statement ON commission_payments (statement_id)',
  'CREATE UNIQUE INDEX commission_payments_reference ON commission_payments (reference) WHERE reference IS NOT NULL',
];

const ADDED_ONLY = ['commission_plan_versions', 'commission_movements', 'commission_payments'].map(
  (table) => `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
);

const RIGHTS = [
  'GRANT SELECT, INSERT ON commission_plan_versions, commission_movements, commission_payments TO vw_finance',
  `GRANT SELECT, INSERT ON commission_plans, commission_periods, commission_accruals, commission_shares, commission_accounts,
     commission_statements TO vw_finance`,
  'GRANT UPDATE (valid_to, caught_up_to, unguaranteed_from, guarantee_on) ON commission_plans TO vw_finance',
  `GRANT UPDATE (base_minor, commission_minor, top_up_minor, top_ups, guaranteed_at) ON commission_periods TO vw_finance`,
  `GRANT UPDATE (base_minor, rated_base_minor, rated_minor, cut_minor, commission_minor, held_minor, seq, changed_at)
     ON commission_accruals TO vw_finance`,
  'GRANT UPDATE (held_minor, released_minor) ON commission_shares TO vw_finance',
  'GRANT UPDATE (held_minor, payable_minor, open_from) ON commission_accounts TO vw_finance',
  `GRANT UPDATE (shops, accrued_minor, clawed_back_held_minor, released_minor, topped_up_minor, clawed_back_released_minor, paid_minor,
     settled_minor, closed_at) ON commission_statements TO vw_finance`,
];
