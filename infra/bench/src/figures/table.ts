import type { BenchReport, BenchRow } from './bench-row.js';
import { describeGoal, shortfall } from './goal.js';

/** The report for a person: one line a figure, details below it. */
export function table(report: BenchReport): string {
  const cells = report.rows.map((row) => [
    row.name,
    `${row.value} ${row.unit}`,
    row.baseline === null ? '' : `${row.baseline} (${row.baselineIs})`,
    row.ratio === null ? '' : `× ${row.ratio}`,
    goalsOf(row),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => line[column]!.length)));
  const lines = cells.flatMap((line, index) => {
    const details = Object.entries(report.rows[index]!.details);
    const text = line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
    return details.length === 0
      ? [text]
      : [text, `    ${details.map(([name, value]) => `${name} ${show(value)}`).join(', ')}`];
  });
  return `${Object.entries(report.machine)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')}\n\n${lines.join('\n')}\n`;
}

/** `≥ 8 × met, ≥ 25,000 missed` */
const goalsOf = (row: BenchRow): string =>
  row.goals.map((goal) => `${describeGoal(goal)} ${shortfall(goal, row) === 0 ? 'met' : 'missed'}`).join(', ');

const show = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
