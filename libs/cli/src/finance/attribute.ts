import {
  AttributionError,
  PathAttribution,
  readPathFile,
  type AttributedPaths,
  type ModelName,
  type RewardBy,
} from '@vividwalls/attribution';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { interrupted, usageError } from '../command-error.js';
import type { Action } from '../command.js';
import type { Output } from '../output.js';
import type { Terminal } from '../terminal.js';

export interface AttributeOptions {
  /** File of paths; `-` is standard input. */
  readonly paths: string;
  readonly model: ModelName;
  readonly order?: number;
  readonly valueBy?: RewardBy;
  readonly halfLife?: number;
}

/** What a model needs that a file of paths cannot tell, and what is taken for it. */
const ASSUMED: Partial<Record<ModelName, string>> = {
  'time-decay': 'The file has no times: each step counts as one day, the last as the day of the conversion.',
  kind: 'The file has no kinds: each step counts as direct, which makes this the linear model.',
};

/** Attributes the paths of a file, without a system: nothing is asked of a gateway. */
export const attribute: Action<AttributeOptions> = async ({ terminal, output }, options) => {
  const { model, order, valueBy, halfLife } = options;
  const attribution = new PathAttribution(model, {
    ...(order !== undefined && { order }),
    ...(valueBy !== undefined && { valueBy }),
    ...(halfLife !== undefined && { halfLifeDays: halfLife }),
  });
  const { paths, found } = await attributed(terminal, options.paths, attribution);
  for (const note of notes(options)) terminal.stderr.write(`${note}\n`);
  output.result(found, () => report(output, title(options, paths, found), found));
};

/** What the model assumed, and which options it had no use for. */
function notes({ model, order, valueBy, halfLife }: AttributeOptions): string[] {
  const of = {
    '--order': ['markov', order],
    '--value-by': ['markov', valueBy],
    '--half-life': ['time-decay', halfLife],
  };
  const unused = Object.entries(of).flatMap(([option, [owner, given]]) =>
    given !== undefined && model !== owner
      ? [`${option} belongs to --model ${owner}; ${model} has no use for it.`]
      : [],
  );
  const assumed = ASSUMED[model];
  return assumed === undefined ? unused : [assumed, ...unused];
}

async function attributed(
  terminal: Terminal,
  file: string,
  attribution: PathAttribution,
): Promise<{ paths: number; found: AttributedPaths }> {
  const name = file === '-' ? 'standard input' : file;
  const take = attribution.add.bind(attribution);
  try {
    const paths = await readPathFile(source(terminal, file), take, terminal.signal);
    return { paths, found: attribution.result() };
  } catch (error) {
    if (terminal.signal.aborted) throw interrupted();
    if (error instanceof AttributionError) throw usageError(`${name}: ${error.message}`);
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw usageError(`${name} can't be read: ${(error as Error).message}`);
  }
}

function source({ stdin, cwd }: Terminal, file: string): AsyncIterable<Buffer | string> {
  if (file !== '-') return createReadStream(resolve(cwd, file)) as AsyncIterable<Buffer>;
  if (!stdin) throw usageError('There is no standard input to read.');
  return stdin;
}

function title({ model, order = 1 }: AttributeOptions, paths: number, found: AttributedPaths): string {
  const sum = (of: 'conversions' | 'value'): string =>
    decimal(found.channels.reduce((total, channel) => total + channel[of], 0));
  const chance = found.conversionProbability;
  const converting = chance === null ? '' : `; ${percent(chance)} of journeys convert`;
  return `${model}${model === 'markov' ? `, order ${order}` : ''}: ${paths} paths, ${sum('conversions')} conversions worth ${sum('value')}${converting}`;
}

function report(output: Output, heading: string, { channels }: AttributedPaths): string {
  if (channels.length === 0) return 'There are no paths.';
  const all = channels.reduce((total, { conversions }) => total + conversions, 0);
  const removal = channels.some(({ removalEffect }) => removalEffect !== null);
  const columns = ['conversions', 'share', 'value', ...(removal ? ['removal effect'] : [])];
  const rows = channels.map(({ channel, conversions, value, removalEffect }) => [
    channel,
    decimal(conversions),
    all === 0 ? '' : percent(conversions / all),
    decimal(value),
    ...(removalEffect === null ? [] : [removalEffect.toFixed(4)]),
  ]);
  const table = output.table(
    [{ title: 'channel' }, ...columns.map((name) => ({ title: name, align: 'right' as const }))],
    rows,
  );
  return `${heading}\n${table}`;
}

const decimal = (figure: number): string => figure.toFixed(2);
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
