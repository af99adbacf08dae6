import { deadLetterTables } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The dead-letter desk: letters as a read model of their stream, and jobs over many of them. */
export class DeadLetters1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of deadLetterTables('vw_gateway')) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dead_letter_job_letters, dead_letter_jobs, dead_letters');
  }
}
