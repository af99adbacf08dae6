import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All questions about one thing, or about an order that their facts name, newest first. Most facts name none. */
export class ApprovalsBySubject1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX approvals_subject ON approvals (subject, id)');
    await runner.query(
      `CREATE INDEX approvals_order ON approvals ((facts ->> 'orderId'), id) WHERE facts ->> 'orderId' IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX approvals_subject, approvals_order');
  }
}
