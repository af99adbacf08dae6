import { row, type BenchRow } from '../bench-row.js';
import { memoryOf } from '../process-usage.js';
import { RunningSystem } from '../running-system.js';

const MIB = 2 ** 20;
/** Start-up garbage is gone and nothing has happened since. */
const IDLE_FOR_MS = 20_000;
const LIMIT_MIB = 1_200;
const LIMIT_SINGLE_MIB = 600;

/** Memory of the whole idle system with its servers, as separate processes and in one. Limits are the goals. */
export async function memoryBench(): Promise<BenchRow[]> {
  const separate = await idle(false);
  const single = await idle(true);
  return [
    row(
      'idle, resident, a process per service',
      separate.total,
      { value: LIMIT_MIB, is: 'the goal' },
      separate.details,
    ),
    row('idle, resident, --single', single.total, { value: LIMIT_SINGLE_MIB, is: 'the goal' }, single.details),
  ];
}

async function idle(single: boolean) {
  const system = await RunningSystem.start({ single });
  try {
    await new Promise((resolve) => setTimeout(resolve, IDLE_FOR_MS));
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
