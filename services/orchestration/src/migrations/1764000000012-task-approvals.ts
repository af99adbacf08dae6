import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What tasks ask governance before they begin, and what they have heard of it. What was waiting for a yes by the rules of before
 * is put back into the queue: it is asked in governance's inbox then, and an old yes counts for nothing.
 */
export class TaskApprovals1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE approval_answers');
    await runner.query(
      'ALTER TABLE tasks DROP COLUMN leave, DROP COLUMN approval_key, DROP COLUMN approval_id, DROP COLUMN approval_asker',
    );
    await waitingFor(runner, BEFORE);
  }
}

const BEFORE = ['retry', 'clarification', 'budget', 'callback', 'person', 'task'];

async function waitingFor(runner: QueryRunner, reasons: readonly string[]): Promise<void> {
  const list = reasons.map((reason) => `'${reason}'`).join(', ');
  await runner.query('ALTER TABLE tasks DROP CONSTRAINT tasks_waits_for_check');
  await runner.query(`ALTER TABLE tasks ADD CONSTRAINT tasks_waits_for_check CHECK (waits_for IN (${list}))`);
}

const ROLE = 'vw_orchestration';

const UP = [
  'ALTER TABLE tasks DROP CONSTRAINT tasks_waits_for_check',
  `ALTER TABLE tasks ADD CONSTRAINT tasks_waits_for_check
     CHECK (waits_for IN (${[...BEFORE, 'approval'].map((reason) => `'${reason}'`).join(', ')}))`,
  `ALTER TABLE tasks
     -- { key, act }: leave that its parent asked for; never changes.
     ADD COLUMN leave jsonb CHECK (leave ?& ARRAY['key', 'act']),
     -- The question asked last, the approval that it became, and who asked.
     ADD COLUMN approval_key text,
     ADD COLUMN approval_id text,
     ADD COLUMN approval_asker text`,
  `GRANT UPDATE (approval_key, approval_id, approval_asker) ON tasks TO ${ROLE}`,
  // Decisions on what tasks asked, as governance told them; one may be heard before the task has begun to wait for it.
  `CREATE TABLE approval_answers (
     key text COLLATE "C" PRIMARY KEY,
     task_id uuid NOT NULL REFERENCES tasks,
     verdict text NOT NULL,
     reason text NOT NULL,
     decided_by jsonb NOT NULL,
     -- Whether its task was moved by it.
     heard boolean NOT NULL DEFAULT false,
     at timestamptz NOT NULL
   )`,
  'CREATE INDEX approval_answers_task ON approval_answers (task_id)',
  `GRANT SELECT, INSERT, UPDATE (heard) ON approval_answers TO ${ROLE}`,
  `WITH moved AS (
     UPDATE tasks SET state = 'queued', waits_until = NULL, approved_by = NULL, run_after = now(), changes = changes + 1
     WHERE state = 'awaiting_approval' RETURNING id, changes
   ) INSERT INTO task_timeline (task_id, seq, at, move, state, note)
     SELECT id, changes, now(), 'noted', 'queued', 'approvals are asked in governance from now on' FROM moved`,
];
