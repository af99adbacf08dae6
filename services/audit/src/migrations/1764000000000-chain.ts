import { messagingTables } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The chain and its head. The runtime role may add to the record and never change or remove what it holds. */
export class Chain1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...messagingTables('vw_audit')]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE chain, head, outbox, inbox');
  }
}

const TABLES = [
  `CREATE TABLE chain (
     position bigint PRIMARY KEY,
     stream text NOT NULL,
     stream_created_at text NOT NULL,
     sequence bigint NOT NULL,
     nats_subject text NOT NULL,
     event_id text,
     type text,
     subject text,
     time text,
     correlation_id text,
     causation_id text,
     actor text,
     test boolean NOT NULL,
     stored_at_ms bigint NOT NULL,
     recorded_at_ms bigint NOT NULL,
     payload text NOT NULL,
     encoding text NOT NULL CHECK (encoding IN ('utf8', 'base64')),
     payload_hash text NOT NULL,
     previous_hash bytea NOT NULL,
     hash bytea NOT NULL,
     UNIQUE (stream, stream_created_at, sequence)
   )`,
  `CREATE INDEX chain_event_id ON chain (event_id)`,
  `CREATE INDEX chain_type ON chain (type, position)`,
  `CREATE INDEX chain_subject ON chain (subject, position)`,
  `CREATE INDEX chain_correlation ON chain (correlation_id, position)`,
  `CREATE TABLE head (
     single boolean PRIMARY KEY DEFAULT true CHECK (single),
     position bigint NOT NULL,
     hash bytea NOT NULL
   )`,
  `INSERT INTO head (position, hash) VALUES (0, decode(repeat('00', 32), 'hex'))`,
  `GRANT SELECT, INSERT ON chain TO vw_audit`,
  `GRANT SELECT, UPDATE ON head TO vw_audit`,
];
