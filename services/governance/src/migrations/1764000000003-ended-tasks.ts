import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks that are known to have ended: what they ask for afterwards waits for nobody. Forgotten after a month. */
export class EndedTasks1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ended_tasks');
  }
}

const TABLE = [
  `CREATE TABLE ended_tasks (
     task_id text COLLATE "C" PRIMARY KEY,
     outcome text NOT NULL,
     -- Who ended it.
     actor text NOT NULL,
     told_at timestamptz NOT NULL
   )`,
  'CREATE INDEX ended_tasks_told_at ON ended_tasks (told_at)',
  'GRANT SELECT, INSERT, DELETE ON ended_tasks TO vw_governance',
];
