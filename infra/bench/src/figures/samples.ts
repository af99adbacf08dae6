import { rounded } from './bench-row.js';

/** The middle of an odd number of runs; of an even number, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The sample that `share` of the samples stay at or below. NaN without samples. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Median and tail of latencies in ms, as rows and details show them. */
export function latencies(samplesMs: readonly number[]): { p50: number; p99: number; max: number } {
  return {
    p50: rounded(quantile(samplesMs, 0.5)),
    p99: rounded(quantile(samplesMs, 0.99)),
    max: rounded(quantile(samplesMs, 1)),
  };
}

/** Lowest and highest of several rounds: how far the median can be trusted. */
export const spread = (values: readonly number[]): [number, number] => [
  rounded(Math.min(...values)),
  rounded(Math.max(...values)),
];

/** Between these lies the middle half of many rounds. */
export const quartiles = (values: readonly number[]): [number, number] => [
  rounded(quantile(values, 0.25)),
  rounded(quantile(values, 0.75)),
];
