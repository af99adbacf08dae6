/**
 * Tables of the dead-letter desk, for the one service that hosts it. `role` is its runtime role. `dead_letters` is a read
 * model: nothing refers to it and nothing but letters' events and the commands that append them writes it, so that it can
 * be rebuilt beside and swapped.
 */
export function deadLetterTables(role: string): string[] {
  return [
    `CREATE TABLE dead_letters (
       id uuid PRIMARY KEY,
       consumer text,
       reason text,
       error text,
       attempts int,
       stream text,
       stream_created_at text,
       sequence bigint,
       nats_subject text,
       event_id text,
       event_type text,
       subject text,
       correlation_id text,
       failed_at timestamptz,
       payload bytea,
       encoding text CHECK (encoding IN ('utf8', 'base64')),
       redrives int,
       previous_letter_id uuid,
       words text,
       state text NOT NULL DEFAULT 'open'
         CHECK (state IN ('open', 'redriving', 'handled', 'failed again', 'discarded')),
       last_act text CHECK (last_act IN ('redriven', 'discarded')),
       last_act_event_id text,
       last_act_at timestamptz,
       last_act_by text,
       last_act_reason text,
       edited boolean NOT NULL DEFAULT false,
       job_id uuid,
       outcome text CHECK (outcome IN ('failed again', 'handled')),
       settled_at timestamptz,
       next_letter_id uuid
     )`,
    // Every list runs from the newest down, nearly always over one state.
    `CREATE INDEX dead_letters_listed ON dead_letters (state, failed_at, id)`,
    `CREATE INDEX dead_letters_all ON dead_letters (failed_at, id)`,
    // Counts by group, and a group of one consumer, without touching the rows.
    `CREATE INDEX dead_letters_groups ON dead_letters (state, consumer, event_type, reason, failed_at)`,
    `CREATE TABLE dead_letter_jobs (
       id uuid PRIMARY KEY,
       kind text NOT NULL CHECK (kind IN ('redrive', 'discard')),
       filter jsonb NOT NULL,
       reason text NOT NULL,
       actor text NOT NULL,
       rate_per_second int NOT NULL CHECK (rate_per_second > 0),
       state text NOT NULL CHECK (state IN ('pending', 'running', 'finished', 'aborted')),
       total int NOT NULL,
       done int NOT NULL DEFAULT 0,
       skipped int NOT NULL DEFAULT 0,
       skips jsonb NOT NULL DEFAULT '{}',
       requested_at timestamptz NOT NULL,
       started_at timestamptz,
       ended_at timestamptz,
       ended_by text,
       abort_reason text,
       idempotency_key text,
       request_sha256 text NOT NULL,
       UNIQUE (actor, idempotency_key),
       CHECK (done + skipped <= total)
     )`,
    // Looked at twice a second; ids are in the order of their time.
    `CREATE INDEX dead_letter_jobs_active ON dead_letter_jobs (id) WHERE state IN ('pending', 'running')`,
    // What a job has still to do, fixed when it began: letters that come later are none of its business.
    `CREATE TABLE dead_letter_job_letters (
       job_id uuid NOT NULL REFERENCES dead_letter_jobs ON DELETE CASCADE,
       position int NOT NULL,
       letter_id uuid NOT NULL,
       PRIMARY KEY (job_id, position)
     )`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letters TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letter_jobs TO ${role}`,
    `GRANT SELECT, INSERT, DELETE ON dead_letter_job_letters TO ${role}`,
  ];
}

/** For what came of the letters of jobs; most letters are of none. */
export const lettersByJob = (): string =>
  'CREATE INDEX dead_letters_by_job ON dead_letters (job_id, outcome) WHERE job_id IS NOT NULL';
