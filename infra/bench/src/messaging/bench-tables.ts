import { messagingTables, messagingTablesV2 } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SCHEMA } from '../servers/bench-servers.js';

const ROLE = `vw_${SCHEMA}`;

/** Rows of `accounts`: many enough that two writers rarely want the same one. */
export const ACCOUNTS = 1_000;

/** The core's tables, one table that a handler writes to, and the outbox of the usual design. */
export class BenchTables1 implements MigrationInterface {
  readonly name = 'BenchTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      ...messagingTables(ROLE),
      ...messagingTablesV2(ROLE),
      'CREATE TABLE effects (event_id text NOT NULL, key text NOT NULL, amount int NOT NULL)',
      `GRANT SELECT, INSERT ON effects TO ${ROLE}`,
      `CREATE TABLE usual_outbox (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         event_id uuid NOT NULL,
         subject text NOT NULL,
         payload text NOT NULL,
         published_at timestamptz
       )`,
      'CREATE INDEX usual_outbox_unpublished ON usual_outbox (id) WHERE published_at IS NULL',
      `GRANT SELECT, INSERT, UPDATE ON usual_outbox TO ${ROLE}`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('bench tables go with their database'));
  }
}

/** What a business transaction writes: an entry, and the balance of one account of many. */
export class BusinessTables1 implements MigrationInterface {
  readonly name = 'BusinessTables1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      'CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL)',
      `INSERT INTO accounts SELECT id, 0 FROM generate_series(1, ${ACCOUNTS}) AS id`,
      `CREATE TABLE entries (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         account_id int NOT NULL REFERENCES accounts,
         amount bigint NOT NULL,
         note text NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT now()
       )`,
      `GRANT SELECT, UPDATE ON accounts TO ${ROLE}`,
      `GRANT SELECT, INSERT ON entries TO ${ROLE}`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('bench tables go with their database'));
  }
}
