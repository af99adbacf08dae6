import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much waited at a moment that is past is asked every few seconds: found by when it ended. Most never wait at all. */
export class ApprovalsThatWaited1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX approvals_that_waited ON approvals (ended_at) WHERE ended_at > asked_at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX approvals_that_waited');
  }
}
