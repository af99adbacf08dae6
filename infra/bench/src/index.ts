export type { BenchReport, BenchRow } from './figures/bench-row.js';
export type { Goal } from './figures/goal.js';
