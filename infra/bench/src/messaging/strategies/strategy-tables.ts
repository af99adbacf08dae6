import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SCHEMA } from '../../servers/bench-servers.js';

const ROLE = `vw_${SCHEMA}`;

/** The outboxes of the two rivals. */
export class StrategyTables1 implements MigrationInterface {
  readonly name = 'StrategyTables1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    const columns = `id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       event_id text NOT NULL,
       subject text NOT NULL,
       payload text NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now()`;
    const statements = [
      `CREATE TABLE indexed_outbox (${columns}, published_at timestamptz)`,
      'CREATE INDEX indexed_outbox_unpublished ON indexed_outbox (id) WHERE published_at IS NULL',
      `GRANT SELECT, INSERT, UPDATE ON indexed_outbox TO ${ROLE}`,
      `CREATE TABLE stamped_outbox (${columns}, xid xid8 NOT NULL DEFAULT pg_current_xact_id())`,
      'CREATE INDEX stamped_outbox_order ON stamped_outbox (xid, id)',
      `GRANT SELECT, INSERT ON stamped_outbox TO ${ROLE}`,
      'CREATE TABLE stamped_position (xid xid8 NOT NULL, id bigint NOT NULL) WITH (fillfactor = 10)',
      `INSERT INTO stamped_position VALUES ('0', 0)`,
      `GRANT SELECT, UPDATE ON stamped_position TO ${ROLE}`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('bench tables go with their database'));
  }
}
