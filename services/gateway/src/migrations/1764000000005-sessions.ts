import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions of the console, by the hashes of their tokens and of the keys they were opened with. */
export class Sessions1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE sessions (
       id uuid PRIMARY KEY,
       token_sha256 bytea NOT NULL UNIQUE,
       key_sha256 bytea NOT NULL,
       actor text NOT NULL,
       scopes text[] NOT NULL,
       created_at timestamptz NOT NULL,
       expires_at timestamptz NOT NULL,
       ended_at timestamptz
     )`);
    await runner.query('CREATE INDEX sessions_expires ON sessions (expires_at)');
    await runner.query('GRANT SELECT, INSERT, UPDATE (ended_at), DELETE ON sessions TO vw_gateway');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sessions');
  }
}
