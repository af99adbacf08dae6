import { parseArgs } from 'node:util';
import type { BenchReport, BenchRow } from './bench-row.js';
import { machine } from './machine.js';
import { consumptionBench } from './messaging/consumption.bench.js';
import { intakeBench } from './messaging/intake.bench.js';
import { orderToLedgerBench } from './messaging/order-to-ledger.bench.js';
import { relayBench } from './messaging/relay.bench.js';
import { validationBench } from './messaging/validation.bench.js';
import { table } from './table.js';
import { memoryBench } from './system/memory.bench.js';

/** Suites by name; each bench gives its rows. */
const SUITES: Record<string, readonly (() => Promise<BenchRow[]> | BenchRow[])[]> = {
  messaging: [validationBench, intakeBench, relayBench, consumptionBench, orderToLedgerBench],
  system: [memoryBench],
};

const USAGE = `Measures the system on this machine, each figure beside a baseline of the same run.

  npm run bench -- [--only ${Object.keys(SUITES).join('|')}] [--json]`;

process.exit(await main(process.argv.slice(2)));

async function main(args: string[]): Promise<number> {
  let only: string | undefined;
  let json: boolean;
  try {
    const { values } = parseArgs({
      args,
      options: { only: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help) return say(USAGE, 0);
    [only, json] = [values.only, values.json ?? false];
  } catch (error) {
    return say(`${(error as Error).message}\n\n${USAGE}`, 2);
  }
  if (only !== undefined && !(only in SUITES)) return say(`There is no suite "${only}".\n\n${USAGE}`, 2);
  const report = await measure(only === undefined ? Object.keys(SUITES) : [only]);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : table(report));
  return 0;
}

async function measure(suites: readonly string[]): Promise<BenchReport> {
  const measuredOn = machine();
  const rows: BenchRow[] = [];
  for (const suite of suites) {
    for (const bench of SUITES[suite]!) {
      process.stderr.write(`${suite}: ${bench.name} …\n`);
      rows.push(...(await bench()).map((row) => ({ ...row, name: `${suite}: ${row.name}` })));
    }
  }
  return { machine: measuredOn, rows };
}

function say(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}
