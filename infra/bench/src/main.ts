import { describeGoal, shortfall } from './figures/goal.js';
import type { BenchReport } from './figures/bench-row.js';
import { table } from './figures/table.js';
import { measure } from './measure.js';
import { readOptions, USAGE, type BenchOptions } from './options.js';
import { chosenBenches, type ChosenBench } from './suites.js';

process.exit(await main(process.argv.slice(2)));

async function main(args: string[]): Promise<number> {
  let options: BenchOptions;
  let benches: ChosenBench[];
  try {
    options = readOptions(args);
    benches = chosenBenches(options.only);
  } catch (error) {
    return say(`${(error as Error).message}\n\n${USAGE}`, 2);
  }
  if (options.help) return say(USAGE, 0);
  const report = await measure(benches, options);
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : table(report));
  const missed = options.margin === undefined ? [] : missedGoals(report, options.margin);
  return missed.length === 0 ? 0 : say(`Goals missed:\n  ${missed.join('\n  ')}`, 1);
}

function missedGoals({ rows }: BenchReport, margin: number): string[] {
  return rows.flatMap((row) =>
    row.goals
      .filter((goal) => shortfall(goal, row) > margin)
      .map((goal) => `${row.name}: ${describeGoal(goal)}, measured ${row[goal.of]} (margin ${margin * 100} %)`),
  );
}

function say(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}
