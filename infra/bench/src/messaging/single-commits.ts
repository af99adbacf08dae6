import type { DataSource } from 'typeorm';
import { benchOutbox, thing } from './thing-counted.js';

/** An idle shop: now and then one transaction with one event. */
const GAP_MS = { from: 5, to: 30 };

/** The machine's monotonic clock in ms: the same for every process on it, unlike `performance.now()`. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/**
 * Commits `count` single events at random gaps, calling `committed` after each. Returns by event id when the commit had
 * returned, {@link monotonicMs}.
 */
export async function singleCommits(
  dataSource: DataSource,
  count: number,
  committed: () => void,
): Promise<[id: string, ms: number][]> {
  const times: [string, number][] = [];
  for (let index = 0; index < count; index += 1) {
    const gap = GAP_MS.from + Math.random() * (GAP_MS.to - GAP_MS.from);
    await new Promise((resolve) => setTimeout(resolve, gap));
    const [envelope] = await dataSource.transaction((tx) => benchOutbox.append(tx, [thing(index)]));
    times.push([envelope!.id, monotonicMs()]);
    committed();
  }
  return times;
}
