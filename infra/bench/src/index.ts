export type { BenchReport, BenchRow } from './bench-row.js';
