import type { DataSource, EntityManager } from 'typeorm';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median, quartiles } from '../figures/samples.js';
import { CONNECTIONS, startBenchServers } from '../servers/bench-servers.js';
import { benchRelay, until } from './bench-service.js';
import { ACCOUNTS, BenchTables1, BusinessTables1 } from './bench-tables.js';
import { benchOutbox, bytesPerEvent, STREAM, thing } from './thing-counted.js';

/** Turns are short and many: the machine drifts within seconds, and neighbouring turns drift alike. */
const SECONDS = 0.5;
const ROUNDS = 40;

/** What a transaction does besides its business. */
type Extra = 'nothing' | 'event' | 'round trip';
const EXTRAS: readonly Extra[] = ['nothing', 'event', 'round trip'];

/**
 * What one appended event costs a transaction that writes an entry and a balance anyway, in percent of the throughput of
 * writers on all connections; once with nobody relaying, once with the relay at work on the same two cores. Beside it what
 * the least of statements costs in its place, a `SELECT 1`.
 */
export async function appendCostBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1, BusinessTables1], [STREAM]);
  try {
    const writers = await servers.openPool();
    for (const extra of EXTRAS) await write(writers, 1, extra);
    const alone = await compare(run, writers, () => undefined);
    const relay = benchRelay(servers, servers.dataSource);
    relay.start();
    await until(() => relay.state === 'idle');
    const relayed = await compare(run, writers, () => relay.wake());
    await relay.stop();
    const title = 'cost of appending one event';
    return [costRow(title, alone, [{ of: 'value', atMost: 10 }]), costRow(`${title}, relayed at once`, relayed)];
  } finally {
    await servers.stop();
  }
}

type Comparison = Awaited<ReturnType<typeof compare>>;

function costRow(title: string, { lost, details }: Comparison, goals: BenchRow['goals'] = []): BenchRow {
  const value = { value: median(lost.event), unit: '% of throughput' };
  return row(title, value, { value: median(lost['round trip']), is: 'a SELECT 1 in its place' }, details, goals);
}

async function compare(run: BenchRun, writers: DataSource, committed: () => void) {
  const rates: Record<Extra, number[]> = { nothing: [], event: [], 'round trip': [] };
  const seconds = run.seconds(SECONDS);
  for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
    // Who goes first changes from round to round, so that a machine that drifts favours nobody.
    for (const [turn] of EXTRAS.entries()) {
      const extra = EXTRAS[(round + turn) % EXTRAS.length]!;
      rates[extra].push(await write(writers, seconds, extra, committed));
    }
  }
  const lostBy = (extra: Extra) => rates[extra].map((rate, round) => (1 - rate / rates.nothing[round]!) * 100);
  const lost = { event: lostBy('event'), 'round trip': lostBy('round trip') };
  return {
    lost,
    details: {
      writers: CONNECTIONS,
      connections: CONNECTIONS,
      secondsPerTurn: seconds,
      rounds: lost.event.length,
      quartiles: quartiles(lost.event),
      transactionsPerSecond: rounded(median(rates.nothing)),
      withEventPerSecond: rounded(median(rates.event)),
      bytesPerEvent: bytesPerEvent(),
    },
  };
}

/** Transactions per second of all writers, flat out. Each that appended an event says so once it is committed. */
async function write(
  dataSource: DataSource,
  seconds: number,
  extra: Extra,
  committed: () => void = () => undefined,
): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let count = 0;
  const writer = async (): Promise<void> => {
    while (performance.now() < end) {
      const index = count++;
      await dataSource.transaction(async (tx) => {
        await business(tx, index);
        if (extra === 'event') await benchOutbox.append(tx, [thing(index)]);
        if (extra === 'round trip') await tx.query('SELECT 1');
      });
      if (extra === 'event') committed();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, writer));
  return count / ((performance.now() - start) / 1_000);
}

async function business(tx: EntityManager, index: number): Promise<void> {
  const account = 1 + Math.floor(Math.random() * ACCOUNTS);
  await tx.query('INSERT INTO entries (account_id, amount, note) VALUES ($1, $2, $3)', [
    account,
    index,
    `entry ${index}`,
  ]);
  await tx.query('UPDATE accounts SET balance = balance + $2 WHERE id = $1', [account, index]);
}
