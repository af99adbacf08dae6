import type pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { ServersAlone } from '../servers/service-alone.js';
import { BENCH_EVENTS, oneStepAtATime } from './one-step-at-a-time.js';
import { killedService } from './killed-service.js';
import { orchestrationPool } from './orchestration-pool.js';
import { allEnded, enqueue } from './queued-tasks.js';

const TASKS = 5_000;
const TASKS_TO_WARM_UP = 1_000;
const TASKS_OF_BASELINE = 300;
const ROUNDS = 3;
const TASKS_IN_FLIGHT = 10_000;
const GOAL_PER_SECOND = 400;
const GOAL_RATIO = 6;
const ENDED_WITHIN_MS = 120_000;

/**
 * Tasks through their whole life (queued, routed, nothing to pay, begun, run by a playbook, output checked, ended) by the service
 * as it runs, with timelines and events; and 10,000 with an effect each, while the service is killed again and again.
 */
export async function tasksBench(run: BenchRun): Promise<BenchRow[]> {
  const alone = await ServersAlone.start();
  const pool = orchestrationPool(alone);
  try {
    await pool.query(BENCH_EVENTS);
    const service = await alone.startService('orchestration');
    await lived(pool, 'warm', run.count(TASKS_TO_WARM_UP));
    const [ours, usual, cpu]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      const before = alone.cpuMs(service);
      ours.push(await lived(pool, `ours-${round}`, run.count(TASKS)));
      const after = alone.cpuMs(service);
      cpu.push((after.service + after.postgres - before.service - before.postgres) / run.count(TASKS));
    }
    await service.stop();
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      const name = `usual-${round}`;
      await enqueue(pool, name, run.count(TASKS_OF_BASELINE));
      const began = performance.now();
      const done = await oneStepAtATime(pool, name);
      usual.push(done / ((performance.now() - began) / 1_000));
    }
    const [value, baseline] = [median(ours), median(usual)];
    const is = 'one task at a time, a transaction for each step, same tables';
    const details = {
      ...{ tasks: run.count(TASKS), rounds: ours.length, spread: spread(ours) },
      cpuMsPerTask: rounded(median(cpu)),
    };
    const rate = row('tasks through their whole life', { value, unit: 'tasks/s' }, { value: baseline, is }, details, [
      { of: 'value', atLeast: GOAL_PER_SECOND },
      { of: 'ratio', atLeast: GOAL_RATIO },
    ]);

    return [rate, await killedService(alone, pool, run.count(TASKS_IN_FLIGHT))];
  } finally {
    await pool.end();
    await alone.stop();
  }
}

/** @returns tasks per second from being queued to the end of the last */
async function lived(pool: pg.Pool, name: string, count: number): Promise<number> {
  await enqueue(pool, name, count);
  const began = performance.now();
  await allEnded(pool, name, count, ENDED_WITHIN_MS);
  return count / ((performance.now() - began) / 1_000);
}
