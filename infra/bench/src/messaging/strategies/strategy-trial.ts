import { rounded } from '../../figures/bench-row.js';
import { latencies } from '../../figures/samples.js';
import type { BenchServers } from '../../servers/bench-servers.js';
import { until } from '../bench-service.js';
import { holdTransaction } from './held-transaction.js';
import type { RelayStrategy } from './relay-strategy.js';
import { storedTimes } from './stored-times.js';
import { writeEvents } from './writers.js';

/** Transactions per second of the paced situations: about a fifth of what the writers can do. */
export const PACE = 200;

/** Writers flat out or paced, and whether a stranger's transaction stays open for the middle half of the time. */
export const SITUATIONS = {
  flatOut: { held: false },
  flatOutHeld: { held: true },
  paced: { held: false, perSecond: PACE },
  pacedHeld: { held: true, perSecond: PACE },
} as const;

export type Situation = keyof typeof SITUATIONS;

export interface Trial {
  /** Events per second from the first append to the last one published. */
  readonly relayed: number;
  /** Transactions per second of all writers. */
  readonly written: number;
  /** From the commit's return to the moment at which the broker stored the event, ms. */
  readonly latency: ReturnType<typeof latencies>;
}

/** Writes in one situation while a strategy relays, on streams made anew. */
export async function tryStrategy(
  servers: BenchServers,
  strategy: RelayStrategy,
  situation: Situation,
  seconds: number,
): Promise<Trial> {
  await servers.emptyStreams();
  await strategy.start();
  const settings = SITUATIONS[situation];
  const held = { afterMs: seconds * 250, forMs: seconds * 500 };
  const start = performance.now();
  const [{ committedAt, transactions, seconds: wrote }] = await Promise.all([
    writeEvents(servers.dataSource, strategy, { seconds, ...settings }),
    settings.held ? holdTransaction(servers.adminUrl, held) : undefined,
  ]);
  await until(() => strategy.published >= committedAt.size);
  const took = (performance.now() - start) / 1_000;
  await strategy.stop();
  const storedAt = await storedTimes(servers.connection);
  // The relay may be faster than the commit's answer to the writer.
  const delays = [...committedAt].map(([id, at]) => Math.max(0, storedAt.get(id)! - at));
  return {
    relayed: rounded(committedAt.size / took),
    written: rounded(transactions / wrote),
    latency: latencies(delays),
  };
}
