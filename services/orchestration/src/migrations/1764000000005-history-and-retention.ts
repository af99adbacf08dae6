import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who changed which setting of a migration; evidence that nobody reads any more is forgotten; and whether it was routing that
 * found out which capability a task is for.
 */
export class HistoryAndRetention1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SETTINGS, ...FORGETTING, ...FOUND]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER remember_found_capability ON tasks');
    await runner.query('DROP FUNCTION remember_found_capability()');
    await runner.query('ALTER TABLE tasks DROP COLUMN capability_found');
    for (const { name } of FORGETTABLE) await runner.query(`DROP FUNCTION forget_${name}(timestamptz, integer)`);
    await runner.query('DROP INDEX arm_subjects_since');
    await runner.query('DROP TABLE migration_settings_changes');
  }
}

const ROLE = 'vw_orchestration';

const SETTINGS = [
  `CREATE TABLE migration_settings_changes (
     migration_id uuid NOT NULL REFERENCES agent_migrations,
     -- The migration's version since then.
     version integer NOT NULL CHECK (version > 0),
     -- [{ setting, before, after }]
     changes jsonb NOT NULL CHECK (jsonb_array_length(changes) > 0),
     actor text NOT NULL,
     at timestamptz NOT NULL,
     PRIMARY KEY (migration_id, version)
   )`,
  `GRANT SELECT, INSERT ON migration_settings_changes TO ${ROLE}`,
];

/** States in which nobody compares the arms any more: no gate leads on, and thresholds reach back no longer than rows are kept. */
const AT_REST = `m.state IN ('retired', 'rolled_back', 'planned')`;

/**
 * Old rows that no gate, threshold or view can read, by table: `$1` is what is old, `$2` how many go at most. A run never comes
 * back, and in a run no state comes back that was left. What the legacy agent did stays as long as the run goes on: it stands
 * against the target when that works alone. Each part is a range of an index, so that rows which stay are not looked at.
 */
export const FORGETTABLE: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'arm_outcomes',
    sql: `SELECT o.ctid FROM agent_migrations m CROSS JOIN LATERAL (
        (SELECT ctid FROM arm_outcomes WHERE migration_id = m.id AND run < m.run AND at < $1 LIMIT $2)
        UNION ALL
        (SELECT ctid FROM arm_outcomes WHERE migration_id = m.id AND run = m.run AND arm = 'target'
           AND at < least($1, m.state_since) AND state <> m.state LIMIT $2)
        UNION ALL
        (SELECT ctid FROM arm_outcomes WHERE migration_id = m.id AND run = m.run AND arm IN ('legacy', 'target')
           AND at < $1 AND ${AT_REST} LIMIT $2)
      ) AS o LIMIT $2`,
  },
  {
    name: 'arm_subjects',
    sql: `SELECT s.ctid FROM arm_subjects s JOIN agent_migrations m ON m.id = s.migration_id
      WHERE s.since < $1 AND (s.run < m.run OR s.state <> m.state) ORDER BY s.since LIMIT $2`,
  },
  {
    // Those of the run are shown with the migration, and there are no more once it has left shadow.
    name: 'shadow_comparisons',
    sql: `SELECT c.ctid FROM agent_migrations m CROSS JOIN LATERAL (
        SELECT ctid FROM shadow_comparisons WHERE migration_id = m.id AND run < m.run AND at < $1 LIMIT $2
      ) AS c LIMIT $2`,
  },
];

/**
 * The runtime role may add evidence and not take any away: these functions are the only way, and they find out themselves what
 * may go. They return how many rows went.
 */
const FORGETTING = [
  'CREATE INDEX arm_subjects_since ON arm_subjects (since)',
  ...FORGETTABLE.flatMap(({ name, sql }) => [
    `CREATE FUNCTION forget_${name}(timestamptz, integer) RETURNS integer
       LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
       WITH gone AS (DELETE FROM ${name} WHERE ctid = ANY (ARRAY(${sql})) RETURNING 1)
       SELECT count(*)::integer FROM gone
     $$`,
    `REVOKE ALL ON FUNCTION forget_${name}(timestamptz, integer) FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION forget_${name}(timestamptz, integer) TO ${ROLE}`,
  ]),
];

/** A row keeps it, whoever writes: once routing has named the capability, nothing else tells that nobody had. */
const FOUND = [
  'ALTER TABLE tasks ADD COLUMN capability_found boolean NOT NULL DEFAULT false',
  `CREATE FUNCTION remember_found_capability() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     NEW.capability_found := true;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER remember_found_capability BEFORE UPDATE OF capability ON tasks FOR EACH ROW
     WHEN (OLD.capability IS NULL AND NEW.capability IS NOT NULL) EXECUTE FUNCTION remember_found_capability()`,
];
