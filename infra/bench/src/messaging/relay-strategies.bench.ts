import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median } from '../figures/samples.js';
import { startBenchServers, type BenchServers } from '../servers/bench-servers.js';
import { BenchTables1 } from './bench-tables.js';
import { RelayByIndex } from './strategies/relay-by-index.js';
import { RelayByPosition } from './strategies/relay-by-position.js';
import { RelayBySnapshot } from './strategies/relay-by-snapshot.js';
import type { RelayStrategy, StrategyName } from './strategies/relay-strategy.js';
import { StrategyTables1 } from './strategies/strategy-tables.js';
import { PACE, SITUATIONS, tryStrategy, type Situation, type Trial } from './strategies/strategy-trial.js';
import { EVENTS_PER_TRANSACTION, WRITERS } from './strategies/writers.js';
import { bytesPerEvent, STREAM } from './thing-counted.js';

const SECONDS = 4;
const SECONDS_TO_WARM_UP = 1;
const ROUNDS = 3;

const STRATEGIES: Record<StrategyName, { is: string; open: (servers: BenchServers) => RelayStrategy }> = {
  position: { is: 'insert only, position with holes', open: (servers) => new RelayByPosition(servers) },
  index: { is: 'partial index, every row updated', open: (servers) => new RelayByIndex(servers) },
  snapshot: { is: 'cursor below the oldest running transaction', open: (servers) => new RelayBySnapshot(servers) },
};
const NAMES = Object.keys(STRATEGIES) as StrategyName[];

/** The trials of one strategy in one situation, a round each. */
type Trials = (strategy: StrategyName, situation: Situation) => Trial[];

/** Three ways to find unpublished rows while others write, with everything else alike. */
export async function relayStrategiesBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1, StrategyTables1], [STREAM]);
  const all = new Map<string, Trial[]>();
  const trials: Trials = (strategy, situation) => {
    const key = `${situation}, ${strategy}`;
    if (!all.has(key)) all.set(key, []);
    return all.get(key)!;
  };
  try {
    for (const strategy of NAMES) {
      await tryStrategy(servers, STRATEGIES[strategy].open(servers), 'flatOut', SECONDS_TO_WARM_UP);
    }
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      for (const situation of Object.keys(SITUATIONS) as Situation[]) {
        for (const strategy of rotated(NAMES, round)) {
          const trial = await tryStrategy(servers, STRATEGIES[strategy].open(servers), situation, run.seconds(SECONDS));
          trials(strategy, situation).push(trial);
          run.say(`${situation}, ${strategy}: ${JSON.stringify(trial)}`);
        }
      }
    }
  } finally {
    await servers.stop();
  }
  return rowsOf(trials, run.seconds(SECONDS));
}

/** Nobody is always the first, whose servers are the freshest. */
const rotated = <T>(items: readonly T[], by: number): T[] =>
  items.map((_, index) => items[(index + by) % items.length]!);

function rowsOf(trials: Trials, seconds: number): BenchRow[] {
  const middle = (strategy: StrategyName, situation: Situation, of: (trial: Trial) => number) =>
    rounded(median(trials(strategy, situation).map(of)));
  const details = (strategy: StrategyName) => {
    const situations = (Object.keys(SITUATIONS) as Situation[]).map((situation) => [
      situation,
      {
        eventsPerSecond: middle(strategy, situation, relayed),
        transactionsPerSecond: middle(strategy, situation, ({ written }) => written),
        p50Ms: middle(strategy, situation, ({ latency }) => latency.p50),
        p99Ms: middle(strategy, situation, p99),
      },
    ]);
    return { is: STRATEGIES[strategy].is, ...Object.fromEntries(situations) };
  };
  const compared = (unit: string, rival: StrategyName, situation: Situation, of: (trial: Trial) => number) =>
    [
      { value: middle('position', situation, of), unit },
      { value: middle(rival, situation, of), is: STRATEGIES[rival].is },
    ] as const;
  const settings = {
    writers: WRITERS,
    eventsPerTransaction: `${EVENTS_PER_TRANSACTION.from}…${EVENTS_PER_TRANSACTION.to}`,
    seconds,
    heldSeconds: seconds / 2,
    pacedTransactionsPerSecond: PACE,
    rounds: trials('position', 'paced').length,
    bytesPerEvent: bytesPerEvent(),
  };
  return [
    row('relay beside four writers flat out', ...compared('events/s', 'index', 'flatOut', relayed), {
      ...settings,
      ...details('position'),
    }),
    row(
      'the same while a transaction is held open',
      ...compared('events/s', 'index', 'flatOutHeld', relayed),
      details('index'),
    ),
    row(
      'commit to stream, p99, a transaction held open',
      ...compared('ms', 'snapshot', 'pacedHeld', p99),
      details('snapshot'),
    ),
  ];
}

const relayed = (trial: Trial): number => trial.relayed;
const p99 = ({ latency }: Trial): number => latency.p99;
