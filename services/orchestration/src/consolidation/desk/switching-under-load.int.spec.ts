import { eventually } from '@vividwalls/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { RosterCache } from '../../registry/roster-cache.js';
import type { RoutingDecision } from '../../routing/routing-decision.js';
import { StepDoneAlready, taskSteps } from '../../tasks/steps/task-steps.js';
import { TaskTrial } from '../../tasks/testing/task-trial.js';
import { CapabilityRouter, FunctionExecutors, type Work } from '../../tasks/testing/trial-ports.js';
import type { MigrationState } from '../assignment.js';
import { bucketOf } from '../bucket.js';
import { MigrationAssignments } from '../migration-assignments.js';
import { TARGET_BUCKETS } from '../migration-machine.js';
import type { Migration } from '../migration.js';
import { ConsolidationTrial, OWNER } from '../testing/consolidation-trial.js';

const CAPABILITY = 'order.triage';
const CYCLES = 3;
const EVERY_MS = 50;
/** 200 a second. */
const TASKS_EACH = 10;
/** Between two steps, so that some tasks begin in each state. */
const STEP_EVERY_MS = 250;

/** When steps and beginnings were committed, by one clock: the database's. Effects have no key, so that a second one is seen. */
const NOTES = [
  'CREATE TABLE noted_moves (n integer GENERATED ALWAYS AS IDENTITY, state text NOT NULL, at timestamptz NOT NULL)',
  'CREATE TABLE noted_begun (task_id uuid NOT NULL, at timestamptz NOT NULL)',
  'CREATE TABLE effects (task_id uuid NOT NULL, agent_id text NOT NULL)',
  'GRANT SELECT, INSERT ON noted_moves, noted_begun, effects TO vw_orchestration',
  `CREATE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN INSERT INTO noted_moves (state, at) VALUES (NEW.to_state, clock_timestamp()); RETURN NULL; END $$`,
  `CREATE FUNCTION note_begun() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN INSERT INTO noted_begun VALUES (NEW.task_id, clock_timestamp()); RETURN NULL; END $$`,
  `CREATE CONSTRAINT TRIGGER note_begun AFTER INSERT ON task_timeline DEFERRABLE INITIALLY DEFERRED
   FOR EACH ROW WHEN (NEW.move = 'begin') EXECUTE FUNCTION note_begun()`,
];

let consolidation: ConsolidationTrial;
let migration: Migration;
beforeAll(async () => {
  consolidation = await ConsolidationTrial.open('switching-under-load');
  for (const statement of NOTES) await consolidation.database.owner.query(statement);
  migration = await consolidation.migrationIn('canary_50');
  await consolidation.database.owner.query(
    `CREATE CONSTRAINT TRIGGER note_move AFTER INSERT ON migration_moves DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW WHEN (NEW.migration_id = '${migration.id}') EXECUTE FUNCTION note_move()`,
  );
});
afterAll(() => consolidation?.drop());

/** Everything is for the agent and the persona of the migration. */
class ToTheMigration extends CapabilityRouter {
  override decide(): RoutingDecision {
    const { targetAgentId: agentId, personaId } = migration;
    return { kind: 'agent', agentId, personaId, capability: CAPABILITY, confidence: 1, reasons: [], others: [] };
  }
}

/** One effect, in the transaction of its step; a proposal has none. */
const triage: Work = async ({ taskId, agent, mode, doneSteps }) => {
  const ended = { kind: 'succeeded' as const, output: { orderId: taskId, verdict: 'print' }, cost: {} };
  await sleep(5);
  if (mode === 'propose' || doneSteps.has('effect')) return ended;
  try {
    await consolidation.database.dataSource.transaction(async (tx) => {
      await tx.query('INSERT INTO effects VALUES ($1, $2)', [taskId, agent.id]);
      await taskSteps.done(tx, taskId, 'effect', null, new Date());
    });
  } catch (error) {
    if (!(error instanceof StepDoneAlready)) throw error;
  }
  return ended;
};

/** As one process runs it: what it keeps of the registry and of the migrations in memory is its own. */
const processOf = (name: string): TaskTrial => {
  const { dataSource } = consolidation.database;
  return new TaskTrial(dataSource, {
    ...{ owner: name, router: new ToTheMigration(), executors: new FunctionExecutors({ [CAPABILITY]: triage }) },
    ...{ rosters: new RosterCache(dataSource), assignments: new MigrationAssignments() },
    hearers: [consolidation.endings],
  });
};

/** Tasks at a steady pace, until the work beside it is done. @returns how many came */
async function underLoad(trial: TaskTrial, work: () => Promise<void>): Promise<number> {
  let isOver = false;
  const working = work().finally(() => (isOver = true));
  let count = 0;
  while (!isOver) {
    const keys = Array.from({ length: TASKS_EACH }, () => `load-${(count += 1)}`);
    await trial.enqueue(...keys.map((key) => ({ key, subject: key, capability: CAPABILITY, input: { orderId: key } })));
    await sleep(EVERY_MS);
  }
  await working;
  return count;
}

async function switchAgainAndAgain(): Promise<void> {
  const { targetAgentId, personaId, legacyAgentIds } = migration;
  let now = migration;
  const stepped = async (step: Promise<Migration>) => {
    now = await step;
    await sleep(STEP_EVERY_MS);
  };
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    await stepped(consolidation.forward(now)); // To active.
    await stepped(consolidation.desk.rollBack(now.id, 'the spec wants it', OWNER));
    await stepped(consolidation.desk.plan({ targetAgentId, personaId, legacyAgentIds }, 'once more', OWNER));
    while (now.state !== 'canary_50') await stepped(consolidation.forward(now));
  }
}

const isTargets = (state: MigrationState, subject: string) => bucketOf(migration.id, subject) < TARGET_BUCKETS[state];

/** From the step since which the one who began a task should not have, ms; 0 for whoever should. */
async function latenesses(): Promise<number[]> {
  const ms = '(extract(epoch FROM at) * 1000)::float8 AS at';
  const moves = await consolidation.query<{ state: MigrationState; at: number }>(
    `SELECT state, ${ms} FROM noted_moves ORDER BY n`,
  );
  const begun = await consolidation.query<{ subject: string; acts_as: string; at: number }>(
    `SELECT subject, acts_as, ${ms} FROM noted_begun JOIN tasks ON id = task_id WHERE mode = 'act'`,
  );
  return begun.map(({ subject, acts_as, at }) => {
    const before = [{ state: 'canary_50' as const, at: 0 }, ...moves].filter((move) => move.at <= at);
    const right = before.findLastIndex(({ state }) => isTargets(state, subject) === (acts_as === 'target'));
    return right === before.length - 1 ? 0 : at - before[right + 1]!.at;
  });
}

describe('a migration that is switched while tasks come all the time', () => {
  it('is heeded by every process as soon as it is committed, and no task is lost or done twice', async () => {
    const processes = [processOf('one'), processOf('other')];
    for (const { runner } of processes) runner.start();
    let count: number;
    try {
      count = await underLoad(processes[0]!, switchAgainAndAgain);
      await eventually(
        async () => {
          const open = await consolidation.query(`SELECT FROM tasks WHERE mode = 'act' AND ended_at IS NULL LIMIT 1`);
          expect(open).toEqual([]);
        },
        { timeoutMs: 60_000 },
      );
    } finally {
      await Promise.all(processes.map(({ runner }) => runner.stop()));
    }

    const late = await latenesses();
    expect(late).toHaveLength(count);
    // Not soon: at once, by whatever clock. Nothing that was begun as before is committed after the step.
    expect(late.filter((ms) => ms > 0)).toEqual([]);
    const sides = await consolidation.query<{ acts_as: string }>(
      `SELECT DISTINCT acts_as FROM tasks WHERE mode = 'act'`,
    );
    expect(sides.map(({ acts_as }) => acts_as).sort()).toEqual(['legacy', 'target']);
    const holders = await consolidation.query(`SELECT DISTINCT migration_id FROM tasks WHERE mode = 'act'`);
    expect(holders).toEqual([{ migration_id: migration.id }]);

    const [ended] = await consolidation.query(
      `SELECT count(*)::int AS tasks, (count(*) FILTER (WHERE state = 'succeeded'))::int AS succeeded,
         (count(*) FILTER (WHERE tries = 1))::int AS tried_once FROM tasks WHERE mode = 'act'`,
    );
    expect(ended).toEqual({ tasks: count, succeeded: count, tried_once: count });
    const [ends] = await consolidation.query(
      `SELECT count(*)::int AS "all", count(DISTINCT task_id)::int AS tasks FROM task_timeline
       JOIN tasks t ON t.id = task_id WHERE t.mode = 'act' AND move IN ('succeed', 'fail', 'time_out', 'cancel')`,
    );
    expect(ends).toEqual({ all: count, tasks: count });
    const [effects] = await consolidation.query(
      `SELECT count(*)::int AS "all", count(DISTINCT e.task_id)::int AS tasks,
         (count(*) FILTER (WHERE e.agent_id = t.agent_id))::int AS by_whoever_began
       FROM effects e JOIN tasks t ON t.id = e.task_id`,
    );
    expect(effects).toEqual({ all: count, tasks: count, by_whoever_began: count });
  }, 120_000);
});
