import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Migrations of legacy agents to personas of the target roster, and the evidence on which they move: what was compared, how
 * work ended on either arm, what its customers bought. Moves, comparisons and outcomes are only ever added.
 */
export class Consolidation1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...MIGRATIONS, ...SHADOW, ...ARMS, ...RIGHTS]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('nobody could say any more who acts, and on what evidence; restore a backup to go back'),
    );
  }
}

const STATE = `CHECK (state IN ('planned', 'shadow', 'canary_10', 'canary_50', 'active', 'retired', 'rolled_back'))`;

const MIGRATIONS = [
  `CREATE TABLE agent_migrations (
     id uuid PRIMARY KEY,
     target_agent_id text NOT NULL,
     persona_id text NOT NULL,
     -- The first is the one that acts: the persona's own.
     legacy_agent_ids text[] NOT NULL CHECK (cardinality(legacy_agent_ids) BETWEEN 1 AND 50),
     state text NOT NULL ${STATE},
     state_since timestamptz NOT NULL,
     -- How often it was planned: evidence of a run that was rolled back does not count in the next.
     run integer NOT NULL CHECK (run > 0),
     version integer NOT NULL CHECK (version > 0),
     -- What differs from the usual settings.
     settings jsonb NOT NULL DEFAULT '{}',
     -- [{ name, when }]: kinds of work that stay with the legacy agent until active; CEL.
     excluded jsonb NOT NULL,
     -- Whether thresholds and gates move it by themselves.
     is_automatic boolean NOT NULL DEFAULT true,
     created_at timestamptz NOT NULL,
     created_by text NOT NULL,
     UNIQUE (target_agent_id, persona_id)
   )`,
  'CREATE INDEX agent_migrations_state ON agent_migrations (state, id)',
  `CREATE TABLE migration_moves (
     migration_id uuid NOT NULL REFERENCES agent_migrations,
     -- The migration's version since then.
     version integer NOT NULL,
     from_state text,
     to_state text NOT NULL,
     reason text NOT NULL,
     -- [{ gate, verdict, finding }]
     findings jsonb NOT NULL,
     actor text NOT NULL,
     at timestamptz NOT NULL,
     PRIMARY KEY (migration_id, version)
   )`,
  // One row to read tells whether what is in memory is the newest. The sequence gives no number twice, also when a transaction
  // is rolled back, so that equal numbers are equal states.
  'CREATE SEQUENCE consolidation_versions',
  `CREATE TABLE consolidation_state (
     only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
     version bigint NOT NULL
   )`,
  `INSERT INTO consolidation_state (version) VALUES (nextval('consolidation_versions'))`,
];

const SHADOW = [
  // An act and its proposal, whichever ended first, until the other one has. Gone with their comparison.
  `CREATE TABLE shadow_trials (
     task_id uuid PRIMARY KEY,
     migration_id uuid NOT NULL REFERENCES agent_migrations,
     run integer NOT NULL,
     capability text NOT NULL,
     -- Null until the act has ended.
     act_state text,
     act_output jsonb,
     -- Null until the proposal has ended.
     proposal_task_id uuid,
     proposal_state text,
     proposal_output jsonb,
     at timestamptz NOT NULL
   )`,
  'CREATE INDEX shadow_trials_at ON shadow_trials (at)',
  `CREATE TABLE shadow_comparisons (
     id uuid PRIMARY KEY,
     migration_id uuid NOT NULL REFERENCES agent_migrations,
     run integer NOT NULL,
     task_id uuid NOT NULL UNIQUE,
     proposal_task_id uuid NOT NULL,
     capability text NOT NULL,
     comparator text NOT NULL,
     verdict text NOT NULL CHECK (verdict IN ('match', 'difference', 'incomparable')),
     similarity double precision NOT NULL CHECK (similarity BETWEEN 0 AND 1),
     differences text NOT NULL,
     at timestamptz NOT NULL
   )`,
  'CREATE INDEX shadow_comparisons_migration ON shadow_comparisons (migration_id, run, id)',
];

const ARMS = [
  `CREATE TABLE arm_outcomes (
     -- An agent that failed before another took over has an outcome of its own.
     task_id uuid NOT NULL,
     agent_id text NOT NULL,
     persona_id text NOT NULL,
     migration_id uuid NOT NULL REFERENCES agent_migrations,
     run integer NOT NULL,
     state text NOT NULL ${STATE},
     arm text NOT NULL CHECK (arm IN ('legacy', 'target')),
     mode text NOT NULL CHECK (mode IN ('act', 'propose')),
     succeeded boolean NOT NULL,
     -- Of the run itself, without waiting in the queue; null when it is not known.
     run_ms integer CHECK (run_ms >= 0),
     at timestamptz NOT NULL,
     PRIMARY KEY (task_id, agent_id, persona_id)
   )`,
  'CREATE INDEX arm_outcomes_migration ON arm_outcomes (migration_id, run, arm, at)',
  // Which arm a customer or an order is with in a canary, and since when: what it buys from then on counts there.
  `CREATE TABLE arm_subjects (
     migration_id uuid NOT NULL REFERENCES agent_migrations,
     run integer NOT NULL,
     state text NOT NULL CHECK (state IN ('canary_10', 'canary_50')),
     subject text NOT NULL,
     arm text NOT NULL CHECK (arm IN ('legacy', 'target')),
     since timestamptz NOT NULL,
     PRIMARY KEY (migration_id, run, state, subject)
   )`,
  // What finance last said of an order.
  `CREATE TABLE order_standings (
     order_id text PRIMARY KEY,
     customer_id text,
     currency text NOT NULL,
     net_minor bigint NOT NULL,
     placed_at timestamptz,
     version bigint NOT NULL
   )`,
  'CREATE INDEX order_standings_customer ON order_standings (customer_id, placed_at)',
];

const RIGHTS = [
  `GRANT SELECT, INSERT,
     UPDATE (legacy_agent_ids, state, state_since, run, version, settings, excluded, is_automatic)
     ON agent_migrations TO vw_orchestration`,
  'GRANT SELECT, INSERT ON migration_moves, shadow_comparisons, arm_outcomes, arm_subjects TO vw_orchestration',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON shadow_trials TO vw_orchestration',
  'GRANT SELECT, INSERT, UPDATE ON order_standings TO vw_orchestration',
  'GRANT SELECT, UPDATE (version) ON consolidation_state TO vw_orchestration',
  'GRANT USAGE ON SEQUENCE consolidation_versions TO vw_orchestration',
];
