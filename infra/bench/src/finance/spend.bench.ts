import { authorizeSpend, type SpendDecision } from '@vividwalls/contracts';
import { databaseAddress } from '@vividwalls/local';
import { Requests } from '@vividwalls/messaging';
import pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { latencies, median, spread } from '../figures/samples.js';
import { CONNECTIONS } from '../servers/bench-servers.js';
import { ServersAlone } from '../servers/service-alone.js';
import { balanceOf, makeBudget, OneTransactionPerSpend } from './one-transaction-per-spend.js';

const CLIENTS = 64;
const SPENDS = 20_000;
const SPENDS_TO_WARM_UP = 2_000;
const SPENDS_OF_BASELINE = 3_000;
const ROUNDS = 3;
const AMOUNT_MINOR = 100;
/** Of all that is asked for, so that the budget runs dry under load: the moment at which a cent too much would be given. */
const AFFORDABLE_PERCENT = 90;
const GOAL_PER_SECOND = 1_000;
const GOAL_P99_MS = 50;
/** For the p99 at the rate that is asked for: each client asks at its own times, however late the answer to the last one is. */
const PACED_SECONDS = 10;

/** Asks once. @returns whether it may be spent */
type Ask = (key: string, department: string) => Promise<boolean>;

/**
 * Spend authorisations of one hot budget by 64 clients, each of which asks again as soon as it has its answer: over the broker,
 * through the finance service, into PostgreSQL (durable). Baseline: a transaction per request on as many connections, with the
 * same rows, the same lock, and without the way over the broker.
 */
export async function spendBench(run: BenchRun): Promise<BenchRow[]> {
  const alone = await ServersAlone.start();
  const pool = new pg.Pool({
    connectionString: databaseAddress(alone.servers.postgres.adminUrl),
    options: '-c search_path=finance',
    max: CONNECTIONS,
  });
  try {
    const finance = await alone.startService('finance');
    const requests = new Requests({ namespace: 'vw', service: 'bench', connection: alone.connection });
    const ours: Ask = async (key, department) => isYes(await requests.ask(authorizeSpend, question(key, department)));
    const single = new OneTransactionPerSpend(pool);
    const usual: Ask = (key, department) => single.authorise(key, department, AMOUNT_MINOR);
    await spendAll(pool, ours, 'warm', run.count(SPENDS_TO_WARM_UP));
    const [oursRounds, usualRounds, cpu]: [Round[], Round[], Cpu[]] = [[], [], []];
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      const before = alone.cpuMs(finance);
      oursRounds.push(await spendAll(pool, ours, `ours-${round}`, run.count(SPENDS)));
      cpu.push(perSpend(before, alone.cpuMs(finance), run.count(SPENDS)));
      usualRounds.push(await spendAll(pool, usual, `usual-${round}`, run.count(SPENDS_OF_BASELINE)));
    }
    const paced: Round[] = [];
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      paced.push(await spendPaced(pool, ours, `paced-${round}`, run.count(GOAL_PER_SECOND * PACED_SECONDS)));
    }
    return [...rowsOf(run, oursRounds, usualRounds, cpu), pacedRow(paced)];
  } finally {
    await pool.end();
    await alone.stop();
  }
}

interface Round {
  readonly perSecond: number;
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number };
}

function rowsOf(run: BenchRun, ours: readonly Round[], usual: readonly Round[], cpu: readonly Cpu[]): BenchRow[] {
  const rate = (rounds: readonly Round[]) => median(rounds.map(({ perSecond }) => perSecond));
  const p99 = (rounds: readonly Round[]) => median(rounds.map(({ latency }) => latency.p99));
  const is = 'one transaction per request, same rows and lock, no broker';
  const details = {
    ...{ clients: CLIENTS, spends: run.count(SPENDS), rounds: ours.length, refusedPercent: 100 - AFFORDABLE_PERCENT },
    ...{ overspentMinor: 0, connections: CONNECTIONS, baselineSpends: run.count(SPENDS_OF_BASELINE) },
    spread: spread(ours.map(({ perSecond }) => perSecond)),
    cpuMsPerSpend: cpu[0],
    p50Ms: median(ours.map(({ latency }) => latency.p50)),
    maxMs: rounded(Math.max(...ours.map(({ latency }) => latency.max))),
  };
  return [
    row(
      'spend authorisations, one hot budget',
      { value: rate(ours), unit: 'decisions/s' },
      { value: rate(usual), is },
      details,
      [{ of: 'value', atLeast: GOAL_PER_SECOND }],
    ),
    row('spend authorisation, p99 flat out', { value: p99(ours), unit: 'ms' }, { value: p99(usual), is }, {}, [
      { of: 'value', atMost: GOAL_P99_MS },
    ]),
  ];
}

function pacedRow(rounds: readonly Round[]): BenchRow {
  const p99 = median(rounds.map(({ latency }) => latency.p99));
  return row(
    `spend authorisation at ${GOAL_PER_SECOND}/s, p99`,
    { value: p99, unit: 'ms' },
    { value: GOAL_P99_MS, is: 'the goal' },
    {
      ...{ clients: CLIENTS, perSecond: rounded(median(rounds.map(({ perSecond }) => perSecond))) },
      p50Ms: median(rounds.map(({ latency }) => latency.p50)),
      maxMs: rounded(Math.max(...rounds.map(({ latency }) => latency.max))),
    },
    [{ of: 'value', atMost: GOAL_P99_MS }],
  );
}

type Cpu = Readonly<Record<'service' | 'postgres' | 'nats', number>>;

function perSpend(before: Cpu, after: Cpu, spends: number): Cpu {
  const of = (name: keyof Cpu) => rounded((after[name] - before[name]) / spends);
  return { service: of('service'), postgres: of('postgres'), nats: of('nats') };
}

/** All clients together ask {@link GOAL_PER_SECOND} times a second, evenly; a late answer is counted from when it was due to be asked. */
async function spendPaced(pool: pg.Pool, ask: Ask, name: string, count: number): Promise<Round> {
  await makeBudget(pool, name, count * AMOUNT_MINOR);
  const samplesMs: number[] = [];
  const began = performance.now();
  const client = async (first: number): Promise<void> => {
    for (let n = first; n < count; n += CLIENTS) {
      const dueAt = began + (n * 1_000) / GOAL_PER_SECOND;
      const early = dueAt - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      if (!(await ask(`${name}-${n}`, name))) throw new Error(`${name}-${n} was refused although it was affordable`);
      samplesMs.push(performance.now() - dueAt);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, first) => client(first)));
  return { perSecond: count / ((performance.now() - began) / 1_000), latency: latencies(samplesMs) };
}

/** All clients, until everything is asked for. @throws when a cent too much was given, or one too few */
async function spendAll(pool: pg.Pool, ask: Ask, name: string, count: number): Promise<Round> {
  const affordable = Math.floor((count * AFFORDABLE_PERCENT) / 100);
  const id = await makeBudget(pool, name, affordable * AMOUNT_MINOR);
  const samplesMs: number[] = [];
  let [asked, granted] = [0, 0];
  const client = async (): Promise<void> => {
    while (asked < count) {
      const key = `${name}-${(asked += 1)}`;
      const began = performance.now();
      if (await ask(key, name)) granted += 1;
      samplesMs.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const perSecond = count / ((performance.now() - began) / 1_000);
  const { reserved, moved } = await balanceOf(pool, id);
  if (granted !== affordable || reserved !== affordable * AMOUNT_MINOR || moved !== reserved)
    throw new Error(`${name}: ${granted} of ${affordable} were granted, ${reserved} held, ${moved} moved`);
  return { perSecond, latency: latencies(samplesMs) };
}

const isYes = ({ decision }: SpendDecision): boolean => decision === 'authorised';

function question(key: string, department: string) {
  return {
    ...{ key, actor: 'agent:bench', department, category: 'advertising', purpose: 'a bench' },
    ...{ amountMinor: String(AMOUNT_MINOR), currency: 'USD', expiresInS: 3_600 },
  };
}
