import type pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { latencies, median } from '../figures/samples.js';
import { ServersAlone, type RunningAlone } from '../servers/service-alone.js';
import { askerOf, type Ask } from './orchestration-api.js';
import { assertOneSheetEach, makeSheetsByPlaybook } from './print-sheets.js';
import { orchestrationPool } from './orchestration-pool.js';
import { allEnded } from './queued-tasks.js';
import { LEADS, ORDERS_WITH_RULE, SteadyTasks, TASKS_PER_SECOND, triageAsShopifyAgent } from './steady-tasks.js';
import { noteTimes, switchTimes, type SwitchTimes } from './switch-times.js';

const CYCLES = 20;
const RESTARTS = 3;
/** Between two steps: enough tasks begin to tell who begins them. */
const STEP_EVERY_MS = 500;
const GOAL_MS = 1_000;
const ENDED_WITHIN_MS = 180_000;
const SERVICE = 'orchestration';

const FORWARD = ['planned', 'shadow', 'canary_10', 'canary_50'];
const WHY = 'the bench wants it';

/**
 * Two replicas work on a steady stream of tasks while two migrations go forward to active and are rolled back, again and again.
 * How long from asking for the step until it is in force: answered, and nobody begins as before any more? Afterwards every task has
 * ended once, and every order has one print sheet. Baseline: who acts is read when the process starts, so that it is started
 * anew, all replicas at once: from the signal to the first task begun.
 */
export async function switchingBench(run: BenchRun): Promise<BenchRow[]> {
  const alone = await ServersAlone.start();
  const pool = orchestrationPool(alone);
  try {
    let replicas = await startReplicas(alone);
    const ask = askerOf(alone.secrets.internal, () => replicas[0]!.url);
    await makeSheetsByPlaybook(ask);
    await triageAsShopifyAgent(ask);
    await noteTimes(pool);
    const migrations = await plannedMigrations(ask);
    for (const id of migrations) await goForward(ask, id);

    const tasks = SteadyTasks.start(pool);
    await pause(STEP_EVERY_MS);
    const loadedFrom = await clockOf(pool);
    const asked = await switchAgainAndAgain(ask, migrations, run.count(CYCLES));
    const restarts: number[] = [];
    for (let n = 0; n < run.rounds(RESTARTS); n += 1) {
      const began = await clockOf(pool);
      await Promise.all(replicas.map((replica) => replica.stop()));
      const stopped = await clockOf(pool);
      replicas = await startReplicas(alone);
      restarts.push((await firstBegun(pool, stopped)) - began);
    }
    const made = await tasks.stop();
    await allEnded(pool, LEADS, made.leads, ENDED_WITHIN_MS);
    await allEnded(pool, ORDERS_WITH_RULE, made.orders, ENDED_WITHIN_MS);
    await assertOneSheetEach(pool, ORDERS_WITH_RULE, made.orders);
    await assertBegunOnce(pool);

    const all = (await Promise.all(migrations.map((id) => switchTimes(pool, id)))).flat();
    // The way to active, before there was any load, says nothing.
    const times = all.filter(({ at }) => at > loadedFrom);
    assertAtOnce(times);
    const details = {
      ...{ replicas: replicas.length, ...made, tasksPerSecond: TASKS_PER_SECOND },
      ...{ restarts: restarts.map(rounded), begunAsBefore: 0, lost: 0, twice: 0 },
    };
    return rowsOf(asked, times, median(restarts), details);
  } finally {
    await pool.end();
    await alone.stop();
  }
}

/** A step that was asked for: from the call to its answer. */
interface Asked {
  readonly isBack: boolean;
  readonly ms: number;
}

function rowsOf(
  asked: readonly Asked[],
  times: readonly SwitchTimes[],
  restart: number,
  details: Record<string, unknown>,
): BenchRow[] {
  const baseline = { value: restart, is: 'who acts is read at the start: all replicas started anew' };
  const kinds = { 'rolled back': true, 'taken forward': false };
  return Object.entries(kinds).map(([kind, isBack]) => {
    const took = asked.filter((one) => one.isBack === isBack).map(({ ms }) => ms);
    const right = times
      .filter(({ to }) => (to === 'rolled_back') === isBack)
      .flatMap(({ firstRightMs }) => firstRightMs ?? []);
    return row(
      `migration ${kind} under load, until it is in force, longest`,
      { value: Math.max(...took), unit: 'ms' },
      baseline,
      { ...details, switches: took.length, ...latencies(took), firstAnewMs: latencies(right) },
      [{ of: 'value', atMost: GOAL_MS }],
    );
  });
}

/** @throws when work was begun as before after a step had been committed */
function assertAtOnce(times: readonly SwitchTimes[]): void {
  const late = times.filter(({ lastWrongMs }) => lastWrongMs > 0);
  if (late.length > 0) throw new Error(`after ${late.length} steps work was begun as before: ${JSON.stringify(late)}`);
}

const startReplicas = (alone: ServersAlone): Promise<RunningAlone[]> =>
  Promise.all([alone.startService(SERVICE), alone.startService(SERVICE)]);

interface Listed {
  readonly items: readonly { readonly id: string; readonly personaId: string }[];
}

/** The two whose work comes steadily. Nothing is kept back, and nothing but the bench moves them. */
async function plannedMigrations(ask: Ask): Promise<string[]> {
  await ask('POST', 'migrations/plan-all', { excluded: [], isAutomatic: false });
  const found = await Promise.all(
    ['b2b-sales-agent/hospitality-sales-agent', 'orders-fulfillment-agent/shopify-agent'].map(async (which) => {
      const [targetAgentId, personaId] = which.split('/');
      const { items } = await ask<Listed>('GET', `migrations?targetAgentId=${targetAgentId}&limit=100`);
      return items.find((one) => one.personaId === personaId)!.id;
    }),
  );
  return found;
}

async function goForward(ask: Ask, id: string): Promise<void> {
  for (const from of FORWARD) await ask('POST', `migrations/${id}/advance`, { from, overrule: true, reason: WHY });
}

async function switchAgainAndAgain(ask: Ask, ids: readonly string[], cycles: number): Promise<Asked[]> {
  const asked: Asked[] = [];
  const ofEach = async (step: (id: string) => Promise<unknown>, isBack = false) => {
    for (const id of ids) {
      const began = performance.now();
      await step(id);
      asked.push({ isBack, ms: performance.now() - began });
    }
    await pause(STEP_EVERY_MS);
  };
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    await ofEach((id) => ask('POST', `migrations/${id}/rollback`, { reason: WHY }), true);
    await ofEach(async (id) => {
      const { targetAgentId, personaId, legacyAgentIds } = await ask<Planned>('GET', `migrations/${id}`);
      await ask('POST', 'migrations', { targetAgentId, personaId, legacyAgentIds, reason: WHY });
    });
    for (const from of FORWARD) {
      await ofEach((id) => ask('POST', `migrations/${id}/advance`, { from, overrule: true, reason: WHY }));
    }
  }
  return asked;
}

interface Planned {
  readonly targetAgentId: string;
  readonly personaId: string;
  readonly legacyAgentIds: readonly string[];
}

async function clockOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ at: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at',
  );
  return rows[0]!.at;
}

/** When the first task was begun after a time; waits for it. */
async function firstBegun(pool: pg.Pool, after: number): Promise<number> {
  for (;;) {
    const { rows } = await pool.query<{ at: number | null }>(
      `SELECT (extract(epoch FROM min(at)) * 1000)::float8 AS at FROM bench_begun WHERE at > to_timestamp($1::float8 / 1000)`,
      [after],
    );
    if (rows[0]!.at !== null) return rows[0]!.at;
    await pause(20);
  }
}

/** @throws when a task that acts was begun more than once, or never */
async function assertBegunOnce(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ tasks: number }>(
    `SELECT count(*)::int AS tasks FROM (
       SELECT t.id FROM tasks t LEFT JOIN bench_begun b ON b.task_id = t.id WHERE t.mode = 'act'
       GROUP BY t.id HAVING count(b.task_id) <> 1) AS odd`,
  );
  if (rows[0]!.tasks > 0) throw new Error(`${rows[0]!.tasks} tasks were not begun exactly once`);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
