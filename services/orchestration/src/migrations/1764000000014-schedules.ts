import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What playbooks keep beside their steps: work that comes at a time, orders on their way to the printer, prospects. */
export class Schedules1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SCHEDULES, ...FULFILMENTS, ...PROSPECTS, ...RIGHTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE schedules, order_fulfilments, prospects');
  }
}

const SCHEDULES = [
  `CREATE TABLE schedules (
     -- Stands in keys of tasks.
     id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' AND length(id) <= 64),
     title text NOT NULL,
     capability text COLLATE "C" NOT NULL,
     input jsonb NOT NULL CHECK (jsonb_typeof(input) = 'object'),
     every text NOT NULL CHECK (every IN ('day', 'week')),
     -- 1 is Monday.
     weekday smallint CHECK (weekday BETWEEN 1 AND 7),
     -- By the clock of the time zone.
     at_time text NOT NULL CHECK (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
     time_zone text NOT NULL,
     enabled boolean NOT NULL,
     next_at timestamptz NOT NULL,
     -- The task that it made last, and when.
     last_task_id uuid,
     last_at timestamptz,
     updated_at timestamptz NOT NULL,
     updated_by text NOT NULL,
     CHECK ((every = 'week') = (weekday IS NOT NULL))
   )`,
  'CREATE INDEX schedules_next ON schedules (next_at) WHERE enabled',
];

const FULFILMENTS = [
  `CREATE TABLE order_fulfilments (
     order_id text COLLATE "C" PRIMARY KEY,
     -- Null: it was stopped before anybody began.
     task_id uuid,
     due_at timestamptz,
     test boolean NOT NULL,
     begun_at timestamptz,
     -- The hand-over has begun: it can't be stopped any more.
     claimed_at timestamptz,
     handed_over_at timestamptz,
     -- Nobody wants it printed any more: it was held, or people said no. Stuck is not closed.
     closed_at timestamptz,
     stopped_at timestamptz,
     stop_reason text CHECK (stop_reason IN ('cancelled', 'refunded')),
     CHECK ((stopped_at IS NULL) = (stop_reason IS NULL)),
     CHECK ((task_id IS NULL) = (begun_at IS NULL) AND (task_id IS NULL) = (due_at IS NULL)),
     CHECK (task_id IS NOT NULL OR stopped_at IS NOT NULL),
     CONSTRAINT stopped_or_claimed CHECK (stopped_at IS NULL OR claimed_at IS NULL)
   )`,
  'CREATE INDEX order_fulfilments_due ON order_fulfilments (due_at)',
];

const PROSPECTS = [
  `CREATE TABLE prospects (
     task_id uuid PRIMARY KEY,
     company text NOT NULL,
     state text NOT NULL CHECK (state IN ('contacted', 'replied', 'quoted', 'won', 'lost')),
     since timestamptz NOT NULL,
     why text NOT NULL
   )`,
  'CREATE INDEX prospects_state ON prospects (state, since)',
];

const ROLE = 'vw_orchestration';
const RULE = 'every, weekday, at_time, time_zone, enabled, next_at';
const STANDING = 'task_id, due_at, begun_at, claimed_at, handed_over_at, closed_at, stopped_at, stop_reason';

const RIGHTS = [
  `GRANT SELECT, INSERT, UPDATE (${RULE}, last_task_id, last_at, updated_at, updated_by) ON schedules TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (${STANDING}) ON order_fulfilments TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (state, since, why) ON prospects TO ${ROLE}`,
];
