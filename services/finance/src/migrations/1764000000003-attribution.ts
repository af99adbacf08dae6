import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FINANCE_AGENTS } from './seeds/finance-agents.js';

/**
 * Attribution: touches and whom they reached, what each order was divided by, the sets of credits with their daily sums
 * under every model, and the fits of models that learn. Sets and credits are only ever added to.
 */
export class Attribution1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [AGENTS, TOUCHES, ORDERS, CREDITS, DAYS, MODELS, RIGHTS].flat();
    for (const statement of statements) await runner.query(statement);
    await runner.query(
      'INSERT INTO finance_agents (agent_id, name, department) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])',
      [0, 1, 2].map((column) => FINANCE_AGENTS.map((agent) => agent[column])),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE finance_agents, touch_sources, touchpoints, touch_keys, checkout_keys, touch_arrivals,
      order_keys, attribution_orders, attribution_sets, attribution_credits, attribution_days, attribution_models`);
    await runner.query('DROP FUNCTION credits_sum()');
  }
}

const AGENTS = [
  `CREATE TABLE finance_agents (
     agent_id text PRIMARY KEY,
     name text NOT NULL,
     department text NOT NULL
   )`,
];

const KINDS = `('direct', 'assisted', 'influenced')`;

const TOUCHES = [
  // Who stands behind a campaign, a code or a link; empty columns are told by the visit itself, or by nobody.
  `CREATE TABLE touch_sources (
     match text NOT NULL CHECK (match IN ('utm_campaign', 'utm_source', 'discount_code', 'link')),
     value text NOT NULL CHECK (value <> '' AND value = lower(value)),
     agent_id text,
     persona_id text,
     channel text,
     campaign text,
     kind text CHECK (kind IN ${KINDS}),
     changed_by text NOT NULL,
     changed_at timestamptz NOT NULL,
     PRIMARY KEY (match, value)
   )`,
  // One row for every telling that adds something; the same touch has the same id, and its earliest telling counts.
  `CREATE TABLE touchpoints (
     id uuid NOT NULL,
     telling text NOT NULL,
     source text NOT NULL CHECK (source IN ('interaction', 'utm', 'link', 'discount')),
     agent_id text,
     persona_id text,
     channel text NOT NULL,
     campaign text,
     kind text NOT NULL CHECK (kind IN ${KINDS}),
     occurred_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     test boolean NOT NULL,
     shop text NOT NULL,
     PRIMARY KEY (id, telling)
   )`,
  'CREATE INDEX touchpoints_time ON touchpoints (occurred_at, id)',
  'CREATE INDEX touchpoints_agent ON touchpoints (agent_id, occurred_at, id)',
  // Neither has a unique key: an insert would wait for another transaction's, and the two may hold what the other needs.
  'CREATE TABLE touch_keys (key text NOT NULL, touch_id uuid NOT NULL, occurred_at timestamptz NOT NULL)',
  'CREATE INDEX touch_keys_key ON touch_keys (key, occurred_at)',
  'CREATE INDEX touch_keys_touch ON touch_keys (touch_id)',
  'CREATE TABLE checkout_keys (key text NOT NULL, checkout_id text NOT NULL, created_at timestamptz NOT NULL)',
  'CREATE INDEX checkout_keys_key ON checkout_keys (key, created_at)',
  'CREATE INDEX checkout_keys_checkout ON checkout_keys (checkout_id)',
  // What orders that stand already have not been looked at for.
  `CREATE TABLE touch_arrivals (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     keys text[] NOT NULL,
     touch_id uuid,
     occurred_at timestamptz,
     because json NOT NULL
   )`,
  ...['touchpoints', 'touch_keys', 'checkout_keys'].map(refuseChange),
];

const BOOKS = `('real', 'test')`;
const MODEL_NAMES = `('first', 'last', 'linear', 'position', 'time-decay', 'markov', 'shapley', 'kind')`;

const ORDERS = [
  `CREATE TABLE attribution_orders (
     order_id text PRIMARY KEY,
     shop text NOT NULL,
     book text NOT NULL CHECK (book IN ${BOOKS}),
     currency text NOT NULL,
     placed_at timestamptz NOT NULL,
     placed_on date NOT NULL,
     closes_at timestamptz NOT NULL,
     model text NOT NULL CHECK (model IN ${MODEL_NAMES}),
     model_version integer NOT NULL,
     net_minor bigint NOT NULL,
     seq integer NOT NULL,
     state json NOT NULL
   ) WITH (fillfactor = 80)`,
  'CREATE INDEX attribution_orders_placed ON attribution_orders (placed_on, book)',
  `CREATE TABLE order_keys (
     key text NOT NULL,
     order_id text NOT NULL,
     placed_at timestamptz NOT NULL,
     PRIMARY KEY (key, order_id)
   )`,
];

const CREDITS = [
  `CREATE TABLE attribution_sets (
     id uuid PRIMARY KEY,
     order_id text NOT NULL,
     book text NOT NULL CHECK (book IN ${BOOKS}),
     seq integer NOT NULL CHECK (seq > 0),
     reason text NOT NULL CHECK (reason IN ('capture', 'edit', 'refund', 'late_touch', 'correction')),
     model text NOT NULL CHECK (model IN ${MODEL_NAMES}),
     model_version integer NOT NULL,
     amount_minor bigint NOT NULL,
     currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
     occurred_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     event_id text NOT NULL,
     correlation_id text NOT NULL,
     actor text NOT NULL,
     UNIQUE (order_id, seq)
   )`,
  `CREATE TABLE attribution_credits (
     set_id uuid NOT NULL,
     ordinal smallint NOT NULL CHECK (ordinal > 0),
     order_id text NOT NULL,
     book text NOT NULL,
     touch_id uuid,
     agent_id text,
     persona_id text,
     department text,
     channel text NOT NULL,
     campaign text,
     kind text,
     weight bigint NOT NULL CHECK (weight >= 0),
     amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
     currency text NOT NULL,
     PRIMARY KEY (set_id, ordinal)
   )`,
  ...['attribution_sets', 'attribution_credits'].map(refuseChange),
  // Per statement, so that a batch of thousands costs one join. All credits of a set come by one statement.
  `CREATE FUNCTION credits_sum() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     stray record;
   BEGIN
     SELECT c.set_id, c.total, s.amount_minor INTO stray
     FROM (SELECT set_id, order_id, book, currency, sum(amount_minor) AS total FROM added GROUP BY 1, 2, 3, 4) c
     LEFT JOIN finance.attribution_sets s
       ON s.id = c.set_id AND s.order_id = c.order_id AND s.book = c.book AND s.currency = c.currency
     WHERE s.amount_minor IS DISTINCT FROM c.total
     LIMIT 1;
     IF FOUND THEN
       RAISE EXCEPTION 'credits of set % refused: they sum to %, the set is %', stray.set_id, stray.total, stray.amount_minor
         USING ERRCODE = 'check_violation';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER credits_sum AFTER INSERT ON attribution_credits REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION credits_sum()`,
];

const DAYS = [
  // Credits under every model by the day on which their orders were placed. `order_parts` are millionths of orders, so
  // that they add up whatever they are grouped by. A model has a table of its own, for it is asked for by itself and all are
  // written together: otherwise the lines of one would lie among those of seven others.
  `CREATE TABLE attribution_days (
     book text NOT NULL CHECK (book IN ${BOOKS}),
     model text NOT NULL CHECK (model IN ${MODEL_NAMES}),
     day date NOT NULL,
     currency text NOT NULL,
     agent_id text,
     persona_id text,
     department text,
     channel text NOT NULL,
     campaign text,
     amount_minor bigint NOT NULL,
     order_parts bigint NOT NULL,
     UNIQUE NULLS NOT DISTINCT (book, model, day, currency, agent_id, persona_id, department, channel, campaign)
   ) PARTITION BY LIST (model)`,
  ...['first', 'last', 'linear', 'position', 'time-decay', 'markov', 'shapley', 'kind'].map(
    (
      model,
    ) => `CREATE TABLE attribution_days_${model.replace('-', '_')} PARTITION OF attribution_days FOR VALUES IN ('${model}')
      WITH (fillfactor = 70)`,
  ),
];

const MODELS = [
  `CREATE TABLE attribution_models (
     model text NOT NULL CHECK (model IN ${MODEL_NAMES}),
     version integer NOT NULL CHECK (version > 0),
     fitted jsonb NOT NULL,
     paths bigint NOT NULL,
     conversions bigint NOT NULL,
     nulls bigint NOT NULL,
     first_day date NOT NULL,
     last_day date NOT NULL,
     created_at timestamptz NOT NULL,
     created_by text NOT NULL,
     PRIMARY KEY (model, version)
   )`,
  ...['attribution_models'].map(refuseChange),
];

function refuseChange(table: string): string {
  return `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`;
}

const RIGHTS = [
  'GRANT SELECT ON finance_agents TO vw_finance',
  `GRANT SELECT, INSERT ON touchpoints, touch_keys, checkout_keys, attribution_sets, attribution_credits, attribution_models
   TO vw_finance`,
  'GRANT SELECT, INSERT, UPDATE ON attribution_orders, attribution_days TO vw_finance',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON touch_sources, touch_arrivals, order_keys TO vw_finance',
];
