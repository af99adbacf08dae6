import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';
import { memoryOf } from '../servers/process-usage.js';
import { RunningSystem } from '../servers/running-system.js';

const MIB = 2 ** 20;
/** Start-up garbage is gone and nothing has happened since. */
const IDLE_FOR_S = 20;
const LIMIT_MIB = 1_200;
const LIMIT_SINGLE_MIB = 600;

/** Memory of the whole idle system with its servers, as separate processes and in one. Limits are the goals. */
export async function residentMemoryBench(run: BenchRun): Promise<BenchRow[]> {
  const separate = await idle(false, run.seconds(IDLE_FOR_S));
  const single = await idle(true, run.seconds(IDLE_FOR_S));
  return [
    row(
      'idle, resident, a process per service',
      separate.total,
      { value: LIMIT_MIB, is: 'the goal' },
      separate.details,
      [{ of: 'value', atMost: LIMIT_MIB }],
    ),
    row('idle, resident, --single', single.total, { value: LIMIT_SINGLE_MIB, is: 'the goal' }, single.details, [
      { of: 'value', atMost: LIMIT_SINGLE_MIB },
    ]),
  ];
}

async function idle(single: boolean, seconds: number) {
  const system = await RunningSystem.start({ single });
  try {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const { resident, proportional } = system.memory();
    const parts = [...system.processes]
      .filter(([name]) => name !== 'supervisor')
      .map(([name, pid]) => [name, Math.round(memoryOf(pid).resident / MIB)]);
    return {
      total: { value: resident / MIB, unit: 'MiB' },
      details: { proportionalMiB: Math.round(proportional / MIB), ...Object.fromEntries(parts) },
    };
  } finally {
    await system.stop();
  }
}
