import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingTables, messagingTablesV2, readModelTables } from '../index.js';
import { OPEN_LOANS } from './open-loans.js';

/** The role the program runs as; the migration runs as the schema's owner. */
const ROLE = 'vw_library';

/** Everything the library keeps: the core's tables, its own, and what its read model needs to be rebuilt. */
export class Library1700000000000 implements MigrationInterface {
  name = 'Library1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      ...messagingTables(ROLE),
      ...messagingTablesV2(ROLE),
      'CREATE TABLE loans (id uuid PRIMARY KEY, reader text NOT NULL, title text NOT NULL)',
      'CREATE TABLE reminders (loan_id uuid PRIMARY KEY, reader text NOT NULL, due_at timestamptz NOT NULL)',
      'CREATE TABLE open_loans (reader text PRIMARY KEY, open int NOT NULL)',
      `GRANT SELECT, INSERT, DELETE ON loans, reminders TO ${ROLE}`,
      `GRANT SELECT, INSERT, UPDATE ON open_loans TO ${ROLE}`,
      ...readModelTables({ schema: 'library', role: ROLE, models: [OPEN_LOANS] }),
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {}
}
