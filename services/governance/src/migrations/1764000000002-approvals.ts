import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Approvals, with votes and trail. The database itself refuses what must not be, should the code be wrong: a move that the
 * states do not have, an approval without its votes, a vote of whoever asked or of an agent, and any change of what was asked.
 */
export class Approvals1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...APPROVALS, ...VOTES, ...GUARDS, ...RESUMES, ...RIGHTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE approval_resumes, approval_timeline, approval_votes, approvals');
    await runner.query('DROP FUNCTION guard_approval_move(), guard_approval_vote()');
  }
}

const APPROVALS = [
  `CREATE TABLE approvals (
     id uuid PRIMARY KEY,
     -- Whoever asks chose it: asked twice is asked once.
     key text COLLATE "C" NOT NULL UNIQUE,
     -- The question. None of it ever changes.
     act text NOT NULL,
     subject text NOT NULL,
     digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
     facts jsonb NOT NULL,
     does jsonb NOT NULL,
     before jsonb,
     after jsonb,
     why text NOT NULL,
     cost_of_waiting text,
     asker text NOT NULL,
     task_id text,
     -- Key of the question that it is asked instead of.
     replaces text COLLATE "C",
     correlation_id text,
     test boolean NOT NULL,
     asked_at timestamptz NOT NULL,
     -- What the policies said of it.
     policies jsonb NOT NULL,
     votes_needed smallint NOT NULL CHECK (votes_needed > 0),
     approvers text[] NOT NULL,
     expires_at timestamptz NOT NULL,
     use_within_s integer NOT NULL CHECK (use_within_s > 0),
     -- What became of it.
     state text NOT NULL CHECK (state IN ('free', 'denied', 'pending', 'approved', 'used', 'rejected', 'changes_asked',
       'expired', 'withdrawn', 'lapsed')),
     votes_given smallint NOT NULL DEFAULT 0 CHECK (votes_given <= votes_needed),
     delegates text[] NOT NULL DEFAULT '{}',
     reason text NOT NULL,
     use_by timestamptz,
     ended_at timestamptz,
     ended_by text[] NOT NULL DEFAULT '{}',
     used_for text,
     used_at timestamptz,
     -- How many lines its trail has.
     version integer NOT NULL CHECK (version > 0),
     CHECK ((state = 'pending') = (ended_at IS NULL)),
     CHECK ((state = 'used') = (used_for IS NOT NULL)),
     CHECK (state NOT IN ('approved', 'lapsed') OR use_by IS NOT NULL)
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX approvals_open ON approvals (id) WHERE state = 'pending'`,
  `CREATE INDEX approvals_expiring ON approvals (expires_at, id) WHERE state = 'pending'`,
  `CREATE INDEX approvals_lapsing ON approvals (use_by, id) WHERE state = 'approved'`,
  `CREATE INDEX approvals_task ON approvals (task_id) WHERE state = 'pending' AND task_id IS NOT NULL`,
  'CREATE INDEX approvals_state ON approvals (state, id)',
  'CREATE INDEX approvals_act ON approvals (act, id)',
  'CREATE INDEX approvals_asker ON approvals (asker, id)',
  'CREATE INDEX approvals_replaces ON approvals (replaces) WHERE replaces IS NOT NULL',
];

const VOTES = [
  `CREATE TABLE approval_votes (
     approval_id uuid NOT NULL REFERENCES approvals,
     voter text NOT NULL CHECK (voter !~ '^(agent|rule|service|shopify|n8n):' AND voter NOT IN ('system', 'policy')),
     vote text NOT NULL CHECK (vote IN ('approve', 'reject', 'ask_changes')),
     reason text NOT NULL,
     at timestamptz NOT NULL,
     PRIMARY KEY (approval_id, voter)
   )`,
  `CREATE TABLE approval_timeline (
     approval_id uuid NOT NULL REFERENCES approvals,
     seq integer NOT NULL CHECK (seq > 0),
     kind text NOT NULL,
     actor text NOT NULL,
     note text NOT NULL,
     at timestamptz NOT NULL,
     PRIMARY KEY (approval_id, seq)
   )`,
];

const GUARDS = [
  `CREATE FUNCTION guard_approval_move() RETURNS trigger LANGUAGE plpgsql
     SET search_path = governance, pg_temp AS $$
   BEGIN
     IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('pending', 'approved'), ('pending', 'rejected'),
       ('pending', 'changes_asked'), ('pending', 'expired'), ('pending', 'withdrawn'), ('approved', 'used'),
       ('approved', 'lapsed'), ('free', 'used')) THEN
       RAISE EXCEPTION 'an approval that is % does not become %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
     END IF;
     IF NEW.state = 'approved' AND NEW.votes_needed >
       (SELECT count(*) FROM approval_votes WHERE approval_id = NEW.id AND vote = 'approve') THEN
       RAISE EXCEPTION 'approved without its votes' USING ERRCODE = 'check_violation';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER guard_approval_move BEFORE UPDATE ON approvals FOR EACH ROW EXECUTE FUNCTION guard_approval_move()`,
  `CREATE FUNCTION guard_approval_vote() RETURNS trigger LANGUAGE plpgsql
     SET search_path = governance, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM approvals WHERE id = NEW.approval_id AND (asker = NEW.voter OR state <> 'pending')) THEN
       RAISE EXCEPTION 'no vote of whoever asked, and none on what has ended' USING ERRCODE = 'check_violation';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER guard_approval_vote BEFORE INSERT ON approval_votes FOR EACH ROW EXECUTE FUNCTION guard_approval_vote()`,
];

const RESUMES = [
  `CREATE TABLE approval_resumes (
     approval_id uuid PRIMARY KEY REFERENCES approvals,
     url text NOT NULL,
     state text NOT NULL CHECK (state IN ('waiting', 'due', 'delivered', 'undeliverable')),
     attempts integer NOT NULL DEFAULT 0,
     -- When it is tried next.
     due_at timestamptz,
     first_at timestamptz,
     last_error text,
     ended_at timestamptz,
     CHECK ((state = 'due') = (due_at IS NOT NULL))
   ) WITH (fillfactor = 80)`,
  `CREATE INDEX approval_resumes_due ON approval_resumes (due_at) WHERE state = 'due'`,
];

const BECAME = `state, votes_given, delegates, reason, use_by, ended_at, ended_by, used_for, used_at, version`;

const RIGHTS = [
  `GRANT SELECT, INSERT, UPDATE (${BECAME}) ON approvals TO vw_governance`,
  'GRANT SELECT, INSERT ON approval_votes, approval_timeline TO vw_governance',
  `GRANT SELECT, INSERT, UPDATE (state, attempts, due_at, first_at, last_error, ended_at) ON approval_resumes
     TO vw_governance`,
];
