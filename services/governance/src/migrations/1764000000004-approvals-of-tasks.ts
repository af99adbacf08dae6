import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every question of one task, in whichever state: a task's page shows them all. */
export class ApprovalsOfTasks1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX approvals_of_task ON approvals (task_id, id) WHERE task_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX approvals_of_task');
  }
}
