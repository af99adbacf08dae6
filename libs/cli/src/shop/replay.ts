import { Chance, type Delivery } from '@vividwalls/simulator';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { readDeliveries } from './read-deliveries.js';
import { exitCodeOf, sendAll, summaryOf, summaryText } from './send-all.js';
import { isTopic } from './topic-of-file.js';

export interface ReplayOptions {
  readonly topic?: string;
  readonly shop?: string;
  readonly order: 'given' | 'shuffled';
  readonly seed: string;
  readonly twice?: boolean;
  readonly secret?: string;
  readonly rate: number;
  readonly concurrency: number;
}

/** Sends given bodies or recordings: as they are, shuffled, or twice over. */
export const replay: Action<ReplayOptions> = async (context, options, files) => {
  const { terminal, output } = context;
  if (options.topic !== undefined && !isTopic(options.topic))
    throw usageError(`"${options.topic}" is no topic such as orders/paid`);
  const { topic, shop } = options;
  const read = await readDeliveries(files, {
    cwd: terminal.cwd,
    now: terminal.now(),
    ...(topic !== undefined && { topic }),
    ...(shop !== undefined && { shop }),
  });
  const deliveries = arranged(read, options);
  const report = await sendAll(context, deliveries, { ...options, total: deliveries.length, title: 'Replaying' });
  output.result({ files: files.length, ...summaryOf(report) }, () => summaryText(report));
  return exitCodeOf(report);
};

/** A second copy of everything follows the first; shuffled, the copies lie anywhere. */
export function arranged(
  deliveries: readonly Delivery[],
  { order, seed, twice }: Pick<ReplayOptions, 'order' | 'seed' | 'twice'>,
): Delivery[] {
  const all = twice ? [...deliveries, ...deliveries] : [...deliveries];
  return order === 'shuffled' ? new Chance(`replay/${seed}`).shuffled(all) : all;
}
