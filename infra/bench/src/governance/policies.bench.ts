import { PreparedPolicies, ruleOnAct, type KnownAct, type Policy } from '@vividwalls/governance/policies';
import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';
import { latencies, median } from '../figures/samples.js';

const POLICIES = 200;
const DECISIONS = 5_000;
/** Compiling costs a hundred times as much: fewer will do. */
const DECISIONS_OF_BASELINE = 50;
const ROUNDS = 3;
const GOAL_P99_MS = 5;
const AT = new Date('2026-11-29T12:00:00.000Z');

/**
 * What 200 live policies of one act say of it, as governance decides each question: conditions compiled before, facts read once.
 * Baseline: every condition compiled for every decision.
 */
export function policiesBench(run: BenchRun): BenchRow[] {
  const policies = policiesOf(POLICIES);
  const prepared = new PreparedPolicies(policies);
  decideAll(() => prepared, run.count(DECISIONS / 10));
  const [ours, usual]: [{ p50: number; p99: number; max: number }[], number[]] = [[], []];
  for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
    ours.push(decideAll(() => prepared, run.count(DECISIONS)));
    usual.push(decideAll(() => new PreparedPolicies(policies), run.count(DECISIONS_OF_BASELINE)).p99);
  }
  const p99 = median(ours.map((one) => one.p99));
  return [
    row(
      `decision by ${POLICIES} policies, p99`,
      { value: p99, unit: 'ms' },
      { value: median(usual), is: 'compiling the conditions each time' },
      {
        ...{ policies: POLICIES, decisions: run.count(DECISIONS), p50Ms: median(ours.map((one) => one.p50)) },
        maxMs: Math.max(...ours.map((one) => one.max)),
      },
      [{ of: 'value', atMost: GOAL_P99_MS }],
    ),
  ];
}

function decideAll(policies: () => PreparedPolicies, count: number) {
  const samplesMs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const began = performance.now();
    const ruling = ruleOnAct(policies(), actOf(n), AT);
    samplesMs.push(performance.now() - began);
    if (ruling.answer === 'denied') throw new Error('no policy here denies');
  }
  return latencies(samplesMs);
}

/** Some hold for nearly all of them, some for none. */
const actOf = (n: number): KnownAct => ({
  ...{ act: 'deal.close', subject: `deal-${n}`, asker: `agent:sales-${n % 7}`, test: false },
  facts: {
    ...{ amountMinor: String(50_000 + ((n * 7_919) % 2_000_000)), currency: n % 5 === 0 ? 'EUR' : 'USD' },
    ...{
      customerId: `customer-${n % 100}`,
      company: `Hotel ${n % 50}`,
      discountPercent: n % 40,
      paymentTermDays: n % 90,
    },
  },
});

/** Four kinds by turns, no two alike. */
function policiesOf(count: number): Policy[] {
  return Array.from({ length: count }, (_, n): Policy => {
    const conditions = [
      `amountMinor > ${100_000 + n * 10_000}`,
      `discountPercent >= ${5 + (n % 30)} && currency == "USD" && amountMinor > ${n * 1_000}`,
      `paymentTermDays > ${n % 90} && !(customerId in ["customer-${n}", "customer-${n + 1}"])`,
      `mentions(company, ["hotel", "word${n}"]) && asker.startsWith("agent:sales-${n % 7}")`,
    ];
    return {
      ...{ id: `policy-${n}`, act: 'deal.close', version: 1, name: `policy ${n}`, when: conditions[n % 4]! },
      ...{ effect: 'ask', approvers: [], votes: 1 + (n % 3), expiresInS: 86_400, useWithinS: 604_800, source: 'bench' },
    };
  });
}
