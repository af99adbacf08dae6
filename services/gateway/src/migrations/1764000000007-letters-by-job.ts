import { lettersByJob } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came of the letters of a job is counted each time somebody looks at jobs. */
export class LettersByJob1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(lettersByJob());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX dead_letters_by_job');
  }
}
