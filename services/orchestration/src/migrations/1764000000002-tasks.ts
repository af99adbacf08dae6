import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tasks from being asked for to their end, what happened to each, the steps it has done, the money asked for it, and the agents
 * that stand still. The timeline is only ever added to.
 */
export class Tasks1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TASKS, ...BESIDE, ...RIGHTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE agent_stops, task_spends, task_steps, task_timeline, tasks');
    await runner.query('DROP FUNCTION refuse_timeline_change()');
  }
}

const STATES = `'queued', 'routed', 'budget_reserved', 'awaiting_approval', 'running',
  'succeeded', 'failed', 'timed_out', 'cancelled'`;
const ENDED = `state IN ('succeeded', 'failed', 'timed_out', 'cancelled')`;

const TASKS = [
  `CREATE TABLE tasks (
     id uuid PRIMARY KEY,
     key text COLLATE "C" NOT NULL UNIQUE,
     capability text,
     input jsonb NOT NULL,
     context jsonb NOT NULL,
     -- 0 high, 1 medium, 2 low.
     priority smallint NOT NULL CHECK (priority BETWEEN 0 AND 2),
     subject text NOT NULL,
     requested_by text NOT NULL,
     pinned_agent_id text,
     pinned_persona_id text,
     parent_id uuid REFERENCES tasks,
     retry_of uuid REFERENCES tasks,
     mode text NOT NULL CHECK (mode IN ('act', 'propose')),
     shadow_of uuid REFERENCES tasks,
     test boolean NOT NULL,
     correlation_id text NOT NULL,
     causation_id text NOT NULL,
     traceparent text,
     due_at timestamptz,
     created_at timestamptz NOT NULL,
     -- All that follows changes.
     state text NOT NULL DEFAULT 'queued' CHECK (state IN (${STATES})),
     waits_for text CHECK (waits_for IN ('retry', 'clarification', 'budget', 'callback', 'person', 'task')),
     run_after timestamptz NOT NULL,
     waits_until timestamptz,
     -- What becomes of it when the time passes in which what it waits for must have come.
     on_time text NOT NULL DEFAULT 'time_out' CHECK (on_time IN ('time_out', 'resume')),
     overdue_told boolean NOT NULL DEFAULT false,
     agent_id text,
     persona_id text,
     target_agent_id text,
     migration_id text,
     acts_as text NOT NULL DEFAULT 'target' CHECK (acts_as IN ('legacy', 'target')),
     routing jsonb,
     clarified smallint NOT NULL DEFAULT 0,
     -- Tries of the present agent and persona, and of all.
     attempt integer NOT NULL DEFAULT 0,
     tries integer NOT NULL DEFAULT 0,
     tried jsonb NOT NULL DEFAULT '[]',
     stage text NOT NULL DEFAULT 'assigned' CHECK (stage IN ('assigned', 'persona', 'agent', 'director', 'person')),
     -- Leases that ended without a word.
     deaths smallint NOT NULL DEFAULT 0,
     spend_state text NOT NULL DEFAULT 'none'
       CHECK (spend_state IN ('none', 'asked', 'reserved', 'to_commit', 'to_release', 'settled')),
     spend_no integer NOT NULL DEFAULT 0,
     spend_key text,
     -- Whom the money was asked for, and until when it is held.
     spend_agent_id text,
     spend_until timestamptz,
     reserved_minor bigint,
     -- What the present try is known to have cost so far; what all tries have.
     try_minor bigint,
     actual_minor bigint,
     currency text,
     tokens bigint,
     approved_by text,
     resumed_by jsonb,
     -- Children whose end it has heard of.
     heard jsonb NOT NULL DEFAULT '[]',
     output jsonb,
     error_code text,
     error_message text,
     compensation text NOT NULL DEFAULT 'none' CHECK (compensation IN ('none', 'due', 'done', 'failed')),
     compensate_at timestamptz,
     cancel_requested boolean NOT NULL DEFAULT false,
     lease_owner text,
     lease_until timestamptz,
     lease_token integer NOT NULL DEFAULT 0,
     started_at timestamptz,
     try_started_at timestamptz,
     ended_at timestamptz,
     -- How many rows its timeline has; the next one's seq is one more.
     changes integer NOT NULL DEFAULT 0,
     CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
     CONSTRAINT tasks_ended CHECK ((${ENDED}) = (ended_at IS NOT NULL)),
     CONSTRAINT tasks_ended_unleased CHECK (ended_at IS NULL OR (lease_owner IS NULL AND waits_for IS NULL)),
     CONSTRAINT tasks_waiting_until CHECK (state <> 'running' OR waits_for IS NULL OR waits_until IS NOT NULL)
   ) WITH (fillfactor = 70)`,
  // What a runner may take, in the order in which it takes it. The queries name the same predicate.
  `CREATE INDEX tasks_ready ON tasks (priority, run_after) WHERE state IN ('queued', 'running')
     AND lease_owner IS NULL AND (waits_for IS NULL OR waits_for IN ('retry', 'budget'))`,
  'CREATE INDEX tasks_leased ON tasks (lease_until) WHERE lease_owner IS NOT NULL',
  `CREATE INDEX tasks_waiting ON tasks (waits_until)
     WHERE ended_at IS NULL AND waits_until IS NOT NULL AND NOT overdue_told`,
  `CREATE INDEX tasks_due ON tasks (due_at) WHERE state IN ('queued', 'awaiting_approval') AND due_at IS NOT NULL`,
  `CREATE INDEX tasks_open ON tasks (state, waits_for, run_after) WHERE ended_at IS NULL`,
  `CREATE INDEX tasks_compensation ON tasks (compensate_at) WHERE compensation = 'due'`,
  'CREATE INDEX tasks_parent ON tasks (parent_id) WHERE parent_id IS NOT NULL',
  'CREATE INDEX tasks_shadow_of ON tasks (shadow_of) WHERE shadow_of IS NOT NULL',
  'CREATE INDEX tasks_agent ON tasks (agent_id, id)',
  'CREATE INDEX tasks_subject ON tasks (subject, id)',
];

const BESIDE = [
  `CREATE TABLE task_timeline (
     task_id uuid NOT NULL REFERENCES tasks,
     seq integer NOT NULL CHECK (seq > 0),
     at timestamptz NOT NULL,
     -- The change, and the state after it.
     move text NOT NULL,
     state text NOT NULL,
     waits_for text,
     -- Who did it: a person, an agent, a rule; null for the engine itself.
     actor text,
     note text NOT NULL,
     facts jsonb,
     PRIMARY KEY (task_id, seq)
   )`,
  `CREATE FUNCTION refuse_timeline_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% on % refused: what happened to a task is never changed', TG_OP, TG_TABLE_NAME
       USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER refuse_timeline_change BEFORE UPDATE OR DELETE OR TRUNCATE ON task_timeline
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_timeline_change()`,
  `CREATE TABLE task_steps (
     task_id uuid NOT NULL REFERENCES tasks,
     step text NOT NULL CHECK (length(step) BETWEEN 1 AND 128),
     state text NOT NULL CHECK (state IN ('begun', 'done')),
     output jsonb,
     begun_at timestamptz NOT NULL,
     done_at timestamptz,
     PRIMARY KEY (task_id, step),
     CHECK ((state = 'done') = (done_at IS NOT NULL))
   )`,
  // Every question of money that a task asked, until finance has heard what became of it.
  `CREATE TABLE task_spends (
     task_id uuid NOT NULL REFERENCES tasks,
     n integer NOT NULL CHECK (n > 0),
     key text NOT NULL UNIQUE,
     agent_id text NOT NULL,
     state text NOT NULL CHECK (state IN ('asked', 'reserved', 'to_commit', 'to_release', 'settled', 'refused')),
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     allowance_minor bigint NOT NULL CHECK (allowance_minor >= 0),
     actual_minor bigint CHECK (actual_minor >= 0),
     currency text NOT NULL,
     held_until timestamptz,
     reason text NOT NULL,
     -- When settling it is tried next.
     settle_at timestamptz,
     asked_at timestamptz NOT NULL,
     PRIMARY KEY (task_id, n)
   )`,
  `CREATE INDEX task_spends_unsettled ON task_spends (settle_at) WHERE state IN ('to_commit', 'to_release')`,
  `CREATE TABLE agent_stops (
     id uuid PRIMARY KEY,
     agent_id text NOT NULL,
     cause text NOT NULL CHECK (cause IN ('over_budget', 'failing')),
     reason text NOT NULL,
     task_id uuid REFERENCES tasks,
     stopped_at timestamptz NOT NULL,
     -- When it ends by itself; a person must end it when null.
     until timestamptz,
     resumed_at timestamptz,
     resumed_by text,
     resume_reason text,
     CHECK ((resumed_at IS NULL) = (resumed_by IS NULL))
   )`,
  'CREATE INDEX agent_stops_open ON agent_stops (agent_id) WHERE resumed_at IS NULL',
];

const ROLE = 'vw_orchestration';

/** Columns of `tasks` that change after it was asked for. */
const CHANGING = `capability, context, state, waits_for, run_after, waits_until, on_time, overdue_told, agent_id, persona_id,
  target_agent_id, migration_id, acts_as, routing, clarified, attempt, tries, tried, stage, deaths, spend_state, spend_no,
  spend_key, spend_agent_id, spend_until, reserved_minor, try_minor, actual_minor, currency, tokens, approved_by, resumed_by,
  heard, output, error_code, error_message, compensation, compensate_at, cancel_requested, lease_owner, lease_until,
  lease_token, started_at, try_started_at, ended_at, changes`;

const RIGHTS = [
  `GRANT SELECT, INSERT, UPDATE (${CHANGING}) ON tasks TO ${ROLE}`,
  `GRANT SELECT, INSERT ON task_timeline TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (state, output, done_at) ON task_steps TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (state, actual_minor, held_until, reason, settle_at) ON task_spends TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (resumed_at, resumed_by, resume_reason) ON agent_stops TO ${ROLE}`,
];
