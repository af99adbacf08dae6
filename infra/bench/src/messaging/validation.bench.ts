import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, OrderPaid } from '@vividwalls/events';
import { workspaceRoot } from '@vividwalls/local';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';

const TYPE = 'vw.shop.order.paid.v1';
const SAMPLE = join(workspaceRoot, 'libs/events/src/samples', `${TYPE}.json`);
const RUNS = 20_000;
const RUNS_OF_BASELINE = 2_000;

/** Validating one order event by the compiled schema; baseline: class-validator on the same class. */
export function validationBench(run: BenchRun): BenchRow[] {
  const sample = JSON.parse(readFileSync(SAMPLE, 'utf8')) as object;
  if (faultsOf(TYPE, sample).length > 0) throw new Error('The golden sample is not valid');
  const compiled = microseconds(run.count(RUNS), () => faultsOf(TYPE, sample));
  const classic = microseconds(run.count(RUNS_OF_BASELINE), () => validateSync(plainToInstance(OrderPaid, sample)));
  const baseline = { value: classic, is: 'class-transformer and class-validator' };
  const details = { runs: run.count(RUNS), bytes: JSON.stringify(sample).length };
  return [
    row('validating an order event', { value: compiled, unit: 'µs' }, baseline, details, [{ of: 'value', atMost: 20 }]),
  ];
}

function microseconds(runs: number, work: () => unknown): number {
  for (let run = 0; run < runs / 4; run += 1) work();
  const start = performance.now();
  for (let run = 0; run < runs; run += 1) work();
  return ((performance.now() - start) / runs) * 1_000;
}
