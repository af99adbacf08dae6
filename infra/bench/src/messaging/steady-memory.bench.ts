import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { BenchChild } from '../servers/bench-child.js';
import { startBenchServers } from '../servers/bench-servers.js';
import { BenchTables1 } from './bench-tables.js';
import type { MemorySample } from './steady-memory.child.js';
import { bytesPerEvent, STREAM } from './thing-counted.js';

const MIB = 2 ** 20;
const EVENTS = 1_000_000;
const SAMPLES = 20;
/** Pools, compiled code and caches have their size by then. */
const WARM_AFTER = 0.2;
/** What the allocator's chance makes of a process that keeps nothing. */
const GROWTH_LIMIT_MIB = 16;

/** Growth of the heap, collected, of a process that appends, relays and consumes a million events. */
export async function steadyMemoryBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM]);
  const count = run.count(EVENTS);
  try {
    const samples: MemorySample[] = [];
    const start = performance.now();
    const child = BenchChild.start(
      new URL('./steady-memory.child.js', import.meta.url),
      {
        DATABASE_URL: servers.databaseUrl,
        NATS_URL: servers.natsUrl,
        COUNT: String(count),
        SAMPLE_EVERY: String(Math.floor(count / SAMPLES)),
      },
      ['--expose-gc'],
    );
    try {
      while (samples.length < SAMPLES) {
        const sample = await child.message<MemorySample>();
        samples.push(sample);
        run.say(`${sample.handled.toLocaleString('en-US')} events, heap ${mib(sample.heap)} MiB`);
      }
    } finally {
      await child.stop();
    }
    return [report(samples, count / ((performance.now() - start) / 1_000))];
  } finally {
    await servers.stop();
  }
}

function report(samples: readonly MemorySample[], perSecond: number): BenchRow {
  const warm = samples[SAMPLES * WARM_AFTER - 1]!;
  const last = samples.at(-1)!;
  const details = {
    events: last.handled,
    warmAfter: warm.handled,
    heapMiB: [mib(warm.heap), mib(last.heap)],
    externalMiB: [mib(warm.external), mib(last.external)],
    residentMiB: [mib(warm.resident), mib(last.resident)],
    highestHeapMiB: mib(Math.max(...samples.map(({ heap }) => heap))),
    eventsPerSecond: rounded(perSecond),
    bytesPerEvent: bytesPerEvent(),
  };
  const name = 'growth of the heap over a million events';
  return row(name, { value: mib(last.heap - warm.heap), unit: 'MiB' }, null, details, [
    { of: 'value', atMost: GROWTH_LIMIT_MIB },
  ]);
}

const mib = (bytes: number): number => Math.round((bytes / MIB) * 10) / 10;
