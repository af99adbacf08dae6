import { inRealTime, liveTrade, type Delivery, type GroundTruth } from '@vividwalls/simulator';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import type { Context } from '../context.js';
import { exitCodeOf, sendAll, summaryOf, summaryText } from './send-all.js';
import { sendReports } from './send-reports.js';
import { defaultTruthFile, writeTruth } from './truth-file.js';

const MINUTE_MS = 60_000;
/** Agents report what led to an order about when it comes. */
const REPORTS_EVERY_MS = 20_000;
/** Four orders a minute keep nobody waiting. */
const IN_FLIGHT = 4;

export interface LiveTradeOptions {
  readonly minutes: number;
  readonly orders: number;
  readonly seed?: string;
  readonly secret?: string;
}

/** Lets orders come one by one in real time, from now on, each with its whole chain of webhooks. */
export const live: Action<LiveTradeOptions> = async (context, { minutes, orders, seed, secret }) => {
  const { output, settings, terminal } = context;
  const startAt = terminal.now().getTime();
  // Another start is another seed: its ids are others.
  const trade = played({ seed: seed ?? `live-${startAt.toString(36)}`, startAt, forMs: minutes * MINUTE_MS, orders });
  const { truth } = trade;
  const truthFile = defaultTruthFile(settings.home, truth.seed);
  const reporting = new Reporting(context, truth);
  const sending = {
    rate: 0,
    concurrency: IN_FLIGHT,
    total: 0,
    title: 'Trading',
    ...(secret !== undefined && { secret }),
  };
  const deliveries = withReports(inTime(context, trade.deliveries, startAt, minutes * MINUTE_MS), reporting);
  const report = await sendAll(context, deliveries, sending);
  if (report.stopped === null) await reporting.send();
  await writeTruth(truthFile, truth, settings.url, report);
  output.result(
    { seed: truth.seed, orders: truth.orders.length, reports: reporting.accepted, truthFile, ...summaryOf(report) },
    () => `${summaryText(report)}\n${truth.orders.length} orders\nGround truth: ${truthFile}`,
  );
  return exitCodeOf(report);
};

function played(options: Parameters<typeof liveTrade>[0]): ReturnType<typeof liveTrade> {
  try {
    return liveTrade(options);
  } catch (error) {
    if (error instanceof RangeError) throw usageError(error.message);
    throw error;
  }
}

function inTime({ terminal }: Context, all: Iterable<Delivery>, startAt: number, forMs: number) {
  const begun = performance.now();
  const now = (): number => startAt + performance.now() - begun;
  return inRealTime(all, { now, signal: terminal.signal, untilAt: startAt + forMs });
}

async function* withReports(deliveries: AsyncIterable<Delivery>, reporting: Reporting): AsyncGenerator<Delivery, void> {
  for await (const one of deliveries) {
    yield one;
    await reporting.sendSometimes();
  }
}

/** What the agents of a growing truth report. What can't be sent now is sent with the next. */
class Reporting {
  private readonly sent = new Set<string>();
  private last = performance.now();
  accepted = 0;

  constructor(
    private readonly context: Context,
    private readonly truth: GroundTruth,
  ) {}

  async sendSometimes(): Promise<void> {
    if (performance.now() - this.last >= REPORTS_EVERY_MS) await this.send();
  }

  async send(): Promise<void> {
    this.last = performance.now();
    try {
      this.accepted += (await sendReports(this.context, this.truth, this.sent))?.accepted ?? 0;
    } catch (error) {
      this.context.terminal.stderr.write(`Reports were not sent: ${(error as Error).message}\n`);
    }
  }
}
