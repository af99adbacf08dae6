import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a key last opened something, to the minute: a key that nobody uses any more is one to revoke. */
export class KeysLastUsed1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_keys ADD COLUMN last_used_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_keys DROP COLUMN last_used_at');
  }
}
