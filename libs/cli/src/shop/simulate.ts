import { join, resolve } from 'node:path';
import {
  shopMarks,
  simulateShop,
  type Delivery,
  type GroundTruth,
  type SimulationOptions,
} from '@vividwalls/simulator';
import { interrupted, usageError } from '../command-error.js';
import type { Action } from '../command.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { exitCodeOf, sendAll, summaryOf, summaryText } from './send-all.js';
import { sendReports, type ReportSummary } from './send-reports.js';
import { defaultTruthFile, writeTruth } from './truth-file.js';
import { RECORDING, writeDeliveries } from './write-deliveries.js';

export interface SimulateOptions {
  readonly days: number;
  readonly ordersPerDay: number;
  readonly seed: string;
  readonly start?: string;
  readonly until?: string;
  readonly marks?: boolean;
  readonly rate: number;
  readonly concurrency: number;
  readonly truth?: string;
  readonly out?: string;
  readonly secret?: string;
}

const DAY_MS = 86_400_000;
const TOUCH_SOURCES = '/api/finance/attribution/touch-sources';

/** Plays days of the shop and sends them as signed webhooks, or writes them to a folder. */
export const simulate: Action<SimulateOptions> = async (context, options) => {
  const simulation = simulationOf(options, context.terminal.now());
  return options.out === undefined
    ? send(context, options, simulation)
    : write(context, options, simulation, options.out);
};

/** With an end and no start, the last of the days is the one that the end lies in. */
function simulationOf({ days, ordersPerDay, seed, start, until }: SimulateOptions, now: Date): SimulationOptions {
  const untilAt = until === undefined ? undefined : momentOf(until, now);
  const startAt = start === undefined ? untilAt && untilAt - (days - 1) * DAY_MS : dateOf(start);
  if (untilAt !== undefined && startAt !== undefined && untilAt <= startAt - (startAt % DAY_MS))
    throw usageError('--until must be later than the first day');
  return {
    ...{ days, ordersPerDay, seed },
    ...(startAt !== undefined && { startAt }),
    ...(untilAt !== undefined && { untilAt }),
  };
}

function dateOf(start: string): number {
  const startAt = /^\d{4}-\d\d-\d\d$/.test(start) ? Date.parse(start) : Number.NaN;
  if (Number.isNaN(startAt)) throw usageError(`--start must be a date such as 2026-09-01, got "${start}"`);
  return startAt;
}

function momentOf(until: string, now: Date): number {
  if (until === 'now') return now.getTime();
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(at))
    throw usageError(`--until must be "now" or a moment such as 2026-09-03T12:00:00Z, got "${until}"`);
  return at;
}

async function send(context: Context, options: SimulateOptions, simulation: SimulationOptions): Promise<ExitCode> {
  const { output, settings, terminal } = context;
  const truthFile =
    options.truth === undefined ? defaultTruthFile(settings.home, options.seed) : resolve(terminal.cwd, options.truth);
  const play = new Play(simulation);
  // Orders are credited by what is known when they come.
  if (options.marks) for (const mark of shopMarks()) await context.api.put(TOUCH_SOURCES, mark);
  // The bar needs to know the whole; playing it twice costs little beside sending it.
  const total = terminal.stderr.isTTY === true ? countOf(new Play(simulation)) : 0;
  const report = await sendAll(context, play, { ...options, total, title: 'Simulating' });
  // What was interrupted is played to its end, unsent: the truth is of the whole simulation.
  const truth = play.finish();
  await writeTruth(truthFile, truth, settings.url, report);
  const agents = report.stopped === null ? await sendReports(context, truth) : null;
  output.result(
    { ...facts(truth), truthFile, ...summaryOf(report), agentReports: agents },
    () => `${summaryText(report)}\n${reported(agents)}${played(truth)}\nGround truth: ${truthFile}`,
  );
  return exitCodeOf(report);
}

async function write(
  context: Context,
  options: SimulateOptions,
  simulation: SimulationOptions,
  out: string,
): Promise<ExitCode> {
  const { output, terminal } = context;
  const folder = resolve(terminal.cwd, out);
  const play = new Play(simulation);
  const deliveries = await writeDeliveries(folder, play, terminal.signal);
  if (terminal.signal.aborted) throw interrupted();
  const truth = play.finish();
  const truthFile = options.truth === undefined ? join(folder, 'truth.json') : resolve(terminal.cwd, options.truth);
  await writeTruth(truthFile, truth, null, null);
  const recording = join(folder, RECORDING);
  output.result(
    { ...facts(truth), deliveries, folder, recording, truthFile },
    () => `${deliveries} deliveries written to ${folder}\n${played(truth)}\nGround truth: ${truthFile}`,
  );
  return ExitCode.ok;
}

function countOf(deliveries: Iterable<Delivery>): number {
  let count = 0;
  for (const _one of deliveries) count += 1;
  return count;
}

const facts = (truth: GroundTruth): Record<string, unknown> => {
  const { seed, shop, startAt, days, ordersPerDay, orders, shoppers } = truth;
  return {
    seed,
    shop,
    startAt,
    days,
    ordersPerDay,
    orders: orders.length,
    testOrders: orders.filter((one) => one.test).length,
    shoppers: shoppers.length,
  };
};

const played = (truth: GroundTruth): string =>
  `${truth.days} days from ${truth.startAt.slice(0, 10)}, seed ${truth.seed}: ${truth.orders.length} orders ` +
  `(${truth.orders.filter((one) => one.test).length} of them tests), ${truth.shoppers.length} shoppers`;

const reported = (agents: ReportSummary | null): string =>
  agents === null
    ? ''
    : `${agents.accepted} of ${agents.reports} agents' reports accepted, ${agents.repeated} known before\n`;

/** A simulation as something to iterate over once, which has its truth afterwards. */
class Play implements Iterable<Delivery> {
  private readonly run: Generator<Delivery, GroundTruth>;
  private truth: GroundTruth | undefined;

  constructor(simulation: SimulationOptions) {
    this.run = simulateShop(simulation);
  }

  /** Leaving the loop early doesn't end the simulation, unlike with the generator itself. */
  *[Symbol.iterator](): Iterator<Delivery> {
    for (;;) {
      const step = this.run.next();
      if (step.done) {
        // A generator gives its return value once; asked again it gives none.
        this.truth ??= step.value;
        return;
      }
      yield step.value;
    }
  }

  finish(): GroundTruth {
    for (const _rest of this) continue;
    return this.truth!;
  }
}
