import { parseArgs } from 'node:util';
import { SUITES } from './suites.js';

export interface BenchOptions {
  /** Suites and benches wanted; empty means all. */
  readonly only: readonly string[];
  readonly json: boolean;
  readonly quick: boolean;
  /** The share by which a goal may be missed before the run fails; undefined when goals decide nothing. */
  readonly margin: number | undefined;
  readonly help: boolean;
}

/** A shared machine measures the same thing a fifth apart on two evenings. */
const DEFAULT_MARGIN_PERCENT = '20';

export const USAGE = `Measures the system on this machine, each figure beside a baseline of the same run.

  npm run bench -- [--only NAME,…] [--quick] [--json] [--check [--margin PERCENT]]

  --only     suites or single benches:
${Object.entries(SUITES)
  .map(([suite, benches]) => `               ${suite}: ${Object.keys(benches).join(', ')}`)
  .join('\n')}
  --quick    a tenth of everything, one round: to see that it works, not to compare
  --json     the report as JSON on standard output
  --check    ends with code 1 when a goal is missed by more than the margin
  --margin   in percent of the goal, ${DEFAULT_MARGIN_PERCENT} by default`;

/** @throws Error that says what is wrong with the arguments */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean' },
      json: { type: 'boolean' },
      check: { type: 'boolean' },
      margin: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.margin !== undefined && !values.check) throw new Error('--margin belongs to --check.');
  const margin = Number(values.margin ?? DEFAULT_MARGIN_PERCENT);
  if (!(margin >= 0)) throw new Error(`--margin must be a number of percent, not "${values.margin}".`);
  const only = (values.only ?? []).flatMap((names) => names.split(',')).map((name) => name.trim());
  return {
    only: only.filter((name) => name !== ''),
    json: values.json ?? false,
    quick: values.quick ?? false,
    margin: values.check ? margin / 100 : undefined,
    help: values.help ?? false,
  };
}
