import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rules that choose personas, rules that make tasks of events, what the latter did, and what people corrected. Versions and
 * corrections are only ever added: the runtime role can't change them.
 */
export class Routing1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...RULES, ...LOG, ...CORRECTIONS, ...RIGHTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE persona_rule_versions, persona_rules, activation_dry_runs, activation_rule_versions, activation_rules,
         rules_state, activation_log, routing_corrections`,
    );
  }
}

/** Ids of rules stand in keys of tasks: no colon, no space. */
const RULE_ID = `'^[a-z0-9][a-z0-9.-]{0,79}$'`;

/** A rule of a kind, and what it said in each of its versions. What decides is the live version, not the newest. */
const rulesOf = (kind: string) => [
  `CREATE TABLE ${kind}_rules (
     id text COLLATE "C" PRIMARY KEY CHECK (id ~ ${RULE_ID}),
     -- Of the newest version.
     state text NOT NULL CHECK (state IN ('draft', 'live', 'retired')),
     version integer NOT NULL CHECK (version > 0),
     live_version integer CHECK (live_version <= version),
     updated_at timestamptz NOT NULL,
     updated_by text NOT NULL,
     CHECK (state <> 'live' OR live_version = version),
     CHECK (state <> 'retired' OR live_version IS NULL)
   )`,
  `CREATE TABLE ${kind}_rule_versions (
     rule_id text COLLATE "C" NOT NULL REFERENCES ${kind}_rules,
     version integer NOT NULL CHECK (version > 0),
     name text NOT NULL,
     -- The condition, CEL.
     when_source text NOT NULL,
     -- What it is for when it holds.
     body jsonb NOT NULL,
     -- Where it was read, or who thought of it.
     source text NOT NULL,
     change text NOT NULL,
     recorded_at timestamptz NOT NULL,
     actor text NOT NULL,
     PRIMARY KEY (rule_id, version)
   )`,
];

const RULES = [
  ...rulesOf('persona'),
  ...rulesOf('activation'),
  `CREATE TABLE activation_dry_runs (
     id uuid PRIMARY KEY,
     rule_id text COLLATE "C" NOT NULL,
     version integer NOT NULL,
     report jsonb NOT NULL,
     at timestamptz NOT NULL,
     by text NOT NULL,
     FOREIGN KEY (rule_id, version) REFERENCES activation_rule_versions
   )`,
  'CREATE INDEX activation_dry_runs_rule ON activation_dry_runs (rule_id, version)',
  // Bumped with every change: one row to read tells whether what is in memory is the newest.
  `CREATE TABLE rules_state (
     kind text PRIMARY KEY CHECK (kind IN ('persona', 'activation')),
     version bigint NOT NULL
   )`,
  `INSERT INTO rules_state (kind, version) VALUES ('persona', 0), ('activation', 0)`,
];

const LOG = [
  `CREATE TABLE activation_log (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     rule_id text COLLATE "C" NOT NULL,
     rule_version integer NOT NULL,
     event_id text NOT NULL,
     event_type text NOT NULL,
     -- Events of which a rule says no leave no row: there are too many.
     outcome text NOT NULL CHECK (outcome IN ('task', 'unknown', 'fault')),
     task_id text,
     reason text,
     test boolean NOT NULL,
     at timestamptz NOT NULL,
     CHECK ((outcome = 'task') = (task_id IS NOT NULL))
   )`,
  'CREATE INDEX activation_log_rule ON activation_log (rule_id, id)',
  'CREATE INDEX activation_log_at ON activation_log (at)',
];

const CORRECTIONS = [
  `CREATE TABLE routing_corrections (
     id uuid PRIMARY KEY,
     task_id text NOT NULL,
     from_agent_id text,
     from_persona_id text,
     to_agent_id text NOT NULL,
     to_persona_id text,
     reason text NOT NULL,
     by text NOT NULL,
     at timestamptz NOT NULL,
     -- What routing had seen of the task, to be asked again.
     sample jsonb NOT NULL
   )`,
  'CREATE INDEX routing_corrections_task ON routing_corrections (task_id, id)',
];

const UPDATED = 'state, version, live_version, updated_at, updated_by';

const RIGHTS = [
  `GRANT SELECT, INSERT, UPDATE (${UPDATED}) ON persona_rules, activation_rules TO vw_orchestration`,
  `GRANT SELECT, INSERT ON persona_rule_versions, activation_rule_versions, activation_dry_runs, routing_corrections
     TO vw_orchestration`,
  'GRANT SELECT, UPDATE (version) ON rules_state TO vw_orchestration',
  'GRANT SELECT, INSERT, DELETE ON activation_log TO vw_orchestration',
];
