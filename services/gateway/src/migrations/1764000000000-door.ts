import { messagingTables } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries and what became of them, API keys, and the ids of agents' reports that were taken. */
export class Door1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...messagingTables('vw_gateway')]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deliveries, api_keys, taken_webhooks, outbox, inbox');
  }
}

const TABLES = [
  `CREATE TABLE deliveries (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     event_id uuid NOT NULL UNIQUE,
     shop text NOT NULL,
     topic text NOT NULL,
     delivery_id text NOT NULL,
     api_version text,
     received_at timestamptz NOT NULL,
     body_bytes int NOT NULL,
     status text NOT NULL CHECK (status IN ('translated', 'untranslatable')),
     reason text,
     message text,
     facts int NOT NULL,
     notes jsonb NOT NULL DEFAULT '[]'
   )`,
  `CREATE INDEX deliveries_untranslatable ON deliveries (id) WHERE status = 'untranslatable'`,
  `CREATE INDEX deliveries_topic ON deliveries (topic, id)`,
  `CREATE TABLE api_keys (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     key_sha256 bytea NOT NULL UNIQUE,
     scopes text[] NOT NULL,
     created_at timestamptz NOT NULL,
     expires_at timestamptz,
     revoked_at timestamptz
   )`,
  `CREATE TABLE taken_webhooks (
     webhook_id text PRIMARY KEY,
     taken_at timestamptz NOT NULL
   )`,
  `CREATE INDEX taken_webhooks_at ON taken_webhooks (taken_at)`,
  `GRANT SELECT, INSERT ON deliveries TO vw_gateway`,
  `GRANT SELECT, INSERT, UPDATE ON api_keys TO vw_gateway`,
  `GRANT SELECT, INSERT, DELETE ON taken_webhooks TO vw_gateway`,
];
