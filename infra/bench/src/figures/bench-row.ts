import type { Goal } from './goal.js';

/** One figure beside its baseline, measured in the same run on the same machine. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The plain way of doing the same, or the limit to stay under; null where there is none. */
  readonly baseline: number | null;
  /** What the baseline is. */
  readonly baselineIs: string;
  /** value ÷ baseline; above 1 is better for rates, below 1 for times and sizes. */
  readonly ratio: number | null;
  /** What the figure has to reach; none where it is for orientation. */
  readonly goals: readonly Goal[];
  /** Settings and everything else that the figure depends on. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface BenchReport {
  readonly machine: Readonly<Record<string, unknown>>;
  readonly rows: readonly BenchRow[];
}

export function row(
  name: string,
  measured: { value: number; unit: string },
  baseline: { value: number; is: string } | null,
  details: Record<string, unknown> = {},
  goals: readonly Goal[] = [],
): BenchRow {
  return {
    name,
    value: rounded(measured.value),
    unit: measured.unit,
    baseline: baseline && rounded(baseline.value),
    baselineIs: baseline?.is ?? '',
    ratio: baseline && baseline.value > 0 ? rounded(measured.value / baseline.value) : null,
    goals,
    details,
  };
}

/** Three significant digits and a bit: more would claim a precision that no shared machine has. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
