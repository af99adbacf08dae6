import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies of approvals. What a version says never changes: the runtime role can only add versions. */
export class Policies1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...POLICIES, ...RIGHTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE policy_versions, policies, policies_state');
  }
}

const POLICIES = [
  `CREATE TABLE policies (
     id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9.-]{0,79}$'),
     act text NOT NULL,
     -- Of the newest version.
     state text NOT NULL CHECK (state IN ('draft', 'live', 'retired')),
     version integer NOT NULL CHECK (version > 0),
     live_version integer CHECK (live_version <= version),
     updated_at timestamptz NOT NULL,
     updated_by text NOT NULL,
     CHECK (state <> 'live' OR live_version = version),
     CHECK (state <> 'retired' OR live_version IS NULL)
   )`,
  `CREATE TABLE policy_versions (
     policy_id text COLLATE "C" NOT NULL REFERENCES policies,
     version integer NOT NULL CHECK (version > 0),
     name text NOT NULL,
     -- The condition, CEL.
     when_source text NOT NULL,
     effect text NOT NULL CHECK (effect IN ('ask', 'deny')),
     -- Who may decide; everybody who may approve when empty.
     approvers text[] NOT NULL,
     votes smallint NOT NULL CHECK (votes BETWEEN 1 AND 5),
     expires_in_s integer NOT NULL CHECK (expires_in_s > 0),
     use_within_s integer NOT NULL CHECK (use_within_s > 0),
     -- Where it was read, or who thought of it.
     source text NOT NULL,
     change text NOT NULL,
     recorded_at timestamptz NOT NULL,
     actor text NOT NULL,
     PRIMARY KEY (policy_id, version)
   )`,
  // Bumped with every change: one row to read tells whether what is in memory is the newest.
  'CREATE TABLE policies_state (one boolean PRIMARY KEY CHECK (one), version bigint NOT NULL)',
  'INSERT INTO policies_state (one, version) VALUES (true, 0)',
];

const RIGHTS = [
  `GRANT SELECT, INSERT, UPDATE (state, version, live_version, updated_at, updated_by) ON policies TO vw_governance`,
  'GRANT SELECT, INSERT ON policy_versions TO vw_governance',
  'GRANT SELECT, UPDATE (version) ON policies_state TO vw_governance',
];
