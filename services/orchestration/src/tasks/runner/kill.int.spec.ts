import { fileURLToPath } from 'node:url';
import { ChildProgram, eventually } from '@vividwalls/testing';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { TaskTrial } from '../testing/task-trial.js';

/** Processes of their own run compiled code; the build comes before the specs. */
const PROGRAM = fileURLToPath(new URL('../../../dist/tasks/testing/programs/runner-child.main.js', import.meta.url));

const TASKS = 900;
const LEASE_MS = 900;

let database: OrchestrationDatabase;
beforeAll(async () => {
  database = await createOrchestrationDatabase('task-kill');
  // Without a key on purpose: an effect that comes twice is seen.
  await database.owner.query('CREATE TABLE effects (task_id uuid NOT NULL)');
  await database.owner.query('GRANT SELECT, INSERT ON effects TO vw_orchestration');
});
afterAll(() => database?.drop());

describe('hundreds of tasks under processes that are killed', () => {
  it('all come to their end, and no effect comes twice or never', async () => {
    const trial = new TaskTrial(database.dataSource);
    await trial.enqueue(...Array.from({ length: TASKS }, (_, i) => ({ key: `task-${i}` })));
    const env = { RUNNER_CHILD: JSON.stringify({ databaseUrl: database.url, leaseMs: LEASE_MS }) };
    const children = [0, 1].map((i) => new ChildProgram({ name: `runner ${i}`, program: PROGRAM, env }));
    try {
      await Promise.all(children.map((child) => child.start()));
      for (const [victim, after] of [
        [0, 20],
        [1, 120],
        [0, 220],
      ] as const) {
        // While there is much to do, so that whoever dies has something in its hands.
        await eventually(
          async () => {
            const { running = 0, succeeded = 0 } = await trial.states();
            expect(succeeded).toBeGreaterThan(after);
            expect(running).toBeGreaterThan(0);
          },
          { timeoutMs: 30_000, intervalMs: 5 },
        );
        await children[victim]!.kill9();
      }
      await eventually(async () => expect(await trial.states()).toEqual({ succeeded: TASKS }), { timeoutMs: 60_000 });
    } finally {
      await Promise.all(children.map((child) => child.stop()));
    }
    const [effects] = await database.dataSource.query<[{ all: number; tasks: number }]>(
      'SELECT count(*)::int AS "all", count(DISTINCT task_id)::int AS tasks FROM effects',
    );
    expect(effects).toEqual({ all: TASKS, tasks: TASKS });
    const [{ deaths }] = await database.dataSource.query<[{ deaths: number }]>(
      'SELECT count(*)::int AS deaths FROM tasks WHERE deaths > 0',
    );
    expect(deaths).toBeGreaterThan(0);
    const [{ ends }] = await database.dataSource.query<[{ ends: number }]>(
      `SELECT count(*)::int AS ends FROM outbox WHERE subject = 'vw.orchestration.task.ended'`,
    );
    expect(ends).toBe(TASKS);
  }, 120_000);
});
