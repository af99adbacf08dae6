import type { BenchReport } from './bench-row.js';

/** The report for a person: one line a figure, details below it. */
export function table(report: BenchReport): string {
  const cells = report.rows.map((row) => [
    row.name,
    `${row.value} ${row.unit}`,
    row.baseline === null ? '' : `${row.baseline} (${row.baselineIs})`,
    row.ratio === null ? '' : `× ${row.ratio}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]!.length)));
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

const show = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
