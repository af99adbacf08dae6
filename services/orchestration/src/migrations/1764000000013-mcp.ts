import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts of calls at `/mcp`, and what its tools and the shop's figures look tasks up by. */
export class Mcp1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...COUNTS, ...LOOKUPS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX tasks_real_ended, tasks_requested_by');
    await runner.query('DROP TABLE mcp_calls');
  }
}

const COUNTS = [
  // Not logged: a count costs no flush of the disk, and after a crash of the server the minute begins anew.
  `CREATE UNLOGGED TABLE mcp_calls (
     actor text COLLATE "C" NOT NULL,
     -- Since 1970.
     minute bigint NOT NULL,
     calls integer NOT NULL CHECK (calls > 0),
     PRIMARY KEY (actor, minute)
   ) WITH (fillfactor = 50)`,
  `GRANT SELECT, INSERT, UPDATE (calls), DELETE ON mcp_calls TO vw_orchestration`,
];

/** Figures leave trials and proposals out; so do their indexes. */
const LOOKUPS = [
  `CREATE INDEX tasks_requested_by ON tasks (requested_by, id) WHERE requested_by LIKE 'agent:%'`,
  `CREATE INDEX tasks_real_ended ON tasks (ended_at) WHERE ended_at IS NOT NULL AND NOT test AND mode = 'act'`,
];
