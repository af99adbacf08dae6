import { benchRun } from './bench-run.js';
import type { BenchReport, BenchRow } from './figures/bench-row.js';
import { machine } from './figures/machine.js';
import type { ChosenBench } from './suites.js';

/** Runs benches one after the other and says on standard error how far it is. */
export async function measure(benches: readonly ChosenBench[], { quick }: { quick: boolean }): Promise<BenchReport> {
  const measuredOn = { ...machine(), ...(quick && { quick: true }) };
  const rows: BenchRow[] = [];
  const start = performance.now();
  const say = (text: string) => {
    const seconds = Math.round((performance.now() - start) / 1_000);
    process.stderr.write(`${String(seconds).padStart(5)} s  ${text}\n`);
  };
  for (const [index, { suite, name, bench }] of benches.entries()) {
    say(`${suite}: ${name} (${index + 1} of ${benches.length})`);
    const measured = await bench(benchRun(quick, (text) => say(`  ${text}`)));
    for (const { name, value, unit, ratio } of measured) {
      say(`  ${name}: ${value} ${unit}${ratio === null ? '' : `, × ${ratio}`}`);
    }
    rows.push(...measured.map((row) => ({ ...row, name: `${suite}: ${row.name}` })));
  }
  return { machine: measuredOn, rows };
}
