import type { EntityManager, QueryRunner } from 'typeorm';
import { eventually } from '@vividwalls/testing';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { TaskTrial } from '../testing/task-trial.js';
import { TaskChange } from './task-change.js';
import { FREE } from './unlease.js';

let database: OrchestrationDatabase;
let trial: TaskTrial;
const transactions: QueryRunner[] = [];

beforeAll(async () => {
  database = await createOrchestrationDatabase('task-families');
  trial = new TaskTrial(database.dataSource);
}, 60_000);
afterEach(async () => {
  for (const one of transactions.splice(0)) {
    if (one.isTransactionActive) await one.rollbackTransaction();
    await one.release();
  }
});
afterAll(() => database?.drop());

/** A task at work with a child at work. */
async function family(name: string): Promise<{ readonly parent: string; readonly child: string }> {
  const [parent] = await trial.enqueue({ key: name });
  const [child] = await trial.enqueue({ key: `${name}/child`, parentId: parent! });
  await database.owner.query(
    `UPDATE tasks SET state = 'running', agent_id = 'worker', attempt = 1, tries = 1, started_at = now(), try_started_at = now(),
       lease_owner = 'runner-1', lease_until = now() + interval '1 hour', lease_token = 1
     WHERE id = ANY($1::uuid[])`,
    [[parent, child]],
  );
  return { parent: parent!, child: child! };
}

async function begun(): Promise<{ readonly tx: EntityManager; commit(): Promise<void> }> {
  const runner = database.dataSource.createQueryRunner();
  transactions.push(runner);
  await runner.startTransaction();
  return { tx: runner.manager, commit: () => runner.commitTransaction() };
}

const waits = async (id: string) =>
  new TaskChange(await trial.task(id), trial.clock.now()).move(
    'wait_for_task',
    { note: 'waits for its child' },
    { ...FREE, waitsUntil: new Date(trial.clock.now().getTime() + 3_600_000), onTime: 'resume' },
  );

const ends = async (id: string) =>
  new TaskChange(await trial.task(id), trial.clock.now()).move(
    'succeed',
    { note: 'done' },
    { ...FREE, output: { ok: true }, endedAt: trial.clock.now() },
  );

const make = (tx: EntityManager, changes: readonly TaskChange[]) => trial.changes.make(tx, changes, trial.clock.now());

/** Until the database says that somebody waits for another's lock. */
const somebodyWaits = () =>
  eventually(async () => {
    const [row] = await database.owner.query<{ n: string }[]>('SELECT count(*) AS n FROM pg_locks WHERE NOT granted');
    expect(Number(row!.n)).toBeGreaterThan(0);
  });

describe('a parent that begins to wait while its child ends', () => {
  it.each(['the waiting', 'the end'] as const)(
    'goes on, when %s is written first and committed second',
    async (first) => {
      const { parent, child } = await family(`first ${first}`);
      const [waiting, ending] = [[await waits(parent)], [await ends(child)]];
      const [one, other] = [await begun(), await begun()];
      const [before, after] = first === 'the waiting' ? [waiting, ending] : [ending, waiting];
      await make(one.tx, before);
      const second = make(other.tx, after);
      await somebodyWaits();
      await one.commit();
      await second;
      await other.commit();
      expect(await trial.task(parent)).toMatchObject({ state: 'running', waitsFor: null, heard: [child] });
      expect(await trial.moves(parent)).toContain('resume');
    },
  );

  it('does so in two families of which each has one half in the other’s transaction', async () => {
    const [a, b] = [await family('a'), await family('b')];
    const [one, other] = [await begun(), await begun()];
    const halves = [
      [await waits(a.parent), await ends(b.child)],
      [await waits(b.parent), await ends(a.child)],
    ] as const;
    const both = [
      make(one.tx, halves[0]).then(() => one.commit()),
      make(other.tx, halves[1]).then(() => other.commit()),
    ];
    await Promise.all(both);
    for (const { parent, child } of [a, b]) {
      expect(await trial.task(parent)).toMatchObject({ waitsFor: null, heard: [child] });
    }
  });
});
