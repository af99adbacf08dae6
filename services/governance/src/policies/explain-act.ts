import { explain, Facts, RuleError, type Explanation } from '@vividwalls/rules';
import { contextOf, type KnownAct } from './act-variables.js';
import type { Policy } from './policy.js';
import type { PreparedPolicies } from './prepared-policies.js';

/** A part of a condition, and what it came to by itself. */
export interface ExplainedPart {
  readonly source: string;
  /** `true`, `25`, or why it is not known. */
  readonly came: string;
}

/** What one policy says of an act, part by part. */
export interface ExplainedPolicy {
  readonly policy: Policy;
  readonly outcome: 'holds' | 'does not hold' | 'unknown';
  readonly parts: readonly ExplainedPart[];
}

/** More parts than anybody reads. */
const PARTS_MAX = 50;

/** All policies of an act, also those that do not hold, for people who write them. */
export function explainAct(policies: PreparedPolicies, known: KnownAct, now: Date): ExplainedPolicy[] {
  const facts = Facts.of(contextOf(known, now));
  return policies.of(known.act).map(({ policy, rule }): ExplainedPolicy => {
    if (rule instanceof RuleError) {
      return { policy, outcome: 'unknown', parts: [{ source: policy.when, came: rule.message }] };
    }
    const explanation = explain(rule, facts);
    const { outcome } = explanation;
    const said = outcome.ok ? (outcome.value === true ? 'holds' : 'does not hold') : 'unknown';
    return { policy, outcome: said, parts: partsOf(explanation).slice(0, PARTS_MAX) };
  });
}

function partsOf({ source, outcome, parts }: Explanation): ExplainedPart[] {
  const came = outcome.ok ? shown(outcome.value) : outcome.reason;
  return [{ source, came }, ...parts.flatMap(partsOf)];
}

function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? value.toString() : (JSON.stringify(value) ?? String(value)).slice(0, 200);
}
