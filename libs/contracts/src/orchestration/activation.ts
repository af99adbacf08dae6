// Answers under `/api/orchestration`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

import type { RuleShown } from './rules.js';

/** A rule that makes tasks of events. */
export interface ActivationRuleShown extends RuleShown {
  readonly eventType: string;
  readonly template: { readonly capability: string | null; readonly priority: string };
}

export interface CountedReasons {
  readonly count: number;
  /** The most frequent first, each with one event of which it is so. */
  readonly reasons: readonly { readonly reason: string; readonly count: number; readonly eventId: string }[];
}

/** What a rule would have done with past events. */
export interface ActivationDryRun {
  readonly id: string;
  readonly ruleId: string;
  readonly version: number;
  readonly from: string;
  /** That were read. */
  readonly events: number;
  readonly hasMore: boolean;
  /** Messages that are no valid event. */
  readonly unreadable: number;
  readonly matches: number;
  /** Fewer than matches when several events make the same task. */
  readonly tasks: number;
  readonly unknowns: CountedReasons;
  /** It held, and no task could be made. */
  readonly faults: CountedReasons;
  /** Parts that were left out of a task. */
  readonly leftOut: CountedReasons;
  readonly samples: readonly {
    readonly eventId: string;
    readonly eventTime: string;
    readonly task: { readonly key: string; readonly capability: string | null; readonly subject: string };
  }[];
  readonly at: string;
  readonly by: string;
}
