import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the last verification found stays known to whoever looks next. */
export class Verification1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE verification (
         single boolean PRIMARY KEY DEFAULT true CHECK (single),
         asked_at timestamptz NOT NULL,
         result jsonb NOT NULL
       )`,
    );
    await runner.query('GRANT SELECT, INSERT, UPDATE ON verification TO vw_audit');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE verification');
  }
}
