// Answers under `/api/orchestration`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

import type { RuleShown } from './rules.js';

/** One line of an explanation: what was looked at, and what it did to the decision. */
export interface RoutingReason {
  readonly criterion: string;
  readonly text: string;
  readonly weight?: number;
}

export interface RoutingCandidate {
  readonly agentId: string;
  readonly personaId: string | null;
  readonly score: number;
  readonly reasons: readonly RoutingReason[];
}

/** Who is for a task, and why. */
export type RoutingDecisionShown =
  | {
      readonly kind: 'agent';
      readonly agentId: string;
      readonly personaId: string | null;
      readonly capability: string;
      /** 0 to 1. */
      readonly confidence: number;
      readonly reasons: readonly RoutingReason[];
      /** Best first, without the chosen one. */
      readonly others: readonly RoutingCandidate[];
    }
  | {
      readonly kind: 'clarify';
      readonly questions: readonly string[];
      readonly confidence: number;
      readonly reasons: readonly RoutingReason[];
    }
  | { readonly kind: 'person'; readonly confidence: number; readonly reasons: readonly RoutingReason[] };

/** A rule that speaks for a persona, and whether it holds of the task. */
export interface ExplainedRule {
  readonly id: string;
  readonly name: string;
  readonly agentId: string;
  readonly personaId: string;
  readonly weight: number;
  readonly outcome: 'holds' | 'unknown';
  /** Why it is unknown. */
  readonly reason?: string;
  /** Part by part. */
  readonly explanation: object;
}

/** The answer of `POST /api/orchestration/routing/explain`. */
export interface RoutingExplanation {
  readonly decision: RoutingDecisionShown;
  /** Those that hold, then those that could not be known. */
  readonly rules: readonly ExplainedRule[];
  readonly rulesVersion: number;
  readonly rosterVersion: number;
}

/** A share that was measured. */
export interface MeasuredShare {
  readonly samples: number;
  readonly right: number;
  /** 0 to 1; null without samples. */
  readonly share: number | null;
  /** 95 % (Wilson); null without samples. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** A sample that is not decided as a person says. */
export interface RoutingConfusion {
  readonly id: string;
  /** `b2b-sales-agent/retail-sales-agent`, clarify, person */
  readonly expected: string;
  readonly decided: string;
  readonly confidence: number;
}

/** Samples of one author and one split: what came of them. */
export interface MeasuredGroup {
  readonly author: 'rules' | 'independent' | 'correction';
  readonly split: 'train' | 'holdout';
  readonly samples: number;
  /** Decided at once as a person says. */
  readonly right: number;
  /** Asked about although somebody is meant; and of these, right after one truthful answer. */
  readonly asked: number;
  readonly rightAfterAnswer: number;
  /** Given to a person although an agent is meant. */
  readonly person: number;
  /** Given to somebody who is not meant; and of these, to another agent. */
  readonly wrong: number;
  readonly wrongAgent: number;
  readonly decided: MeasuredShare;
  /** Of those that belong to somebody: decided without a question. */
  readonly coverage: MeasuredShare;
}

/** How often routing decides a set of samples as people say it should. */
export interface MeasuredSet {
  readonly all: MeasuredShare;
  /** Learnt from; each is judged by what the others taught. */
  readonly train: MeasuredShare;
  /** These were only measured. */
  readonly holdout: MeasuredShare;
  /** Of those given to somebody without a question: given to the right one. */
  readonly decided: MeasuredShare;
  readonly confusions: readonly RoutingConfusion[];
}

/** Groups apart by split and author. */
export interface GroupedSet extends MeasuredSet {
  readonly groups?: readonly MeasuredGroup[];
}

/** The answer of `GET /api/orchestration/routing/accuracy`. */
export interface RoutingAccuracy {
  /** The labelled set that is delivered. */
  readonly set: GroupedSet;
  /** What people corrected since. */
  readonly corrected: GroupedSet;
}

/** A rule that speaks for a persona, as `GET /api/orchestration/persona-rules` shows it. */
export interface PersonaRuleShown extends RuleShown {
  readonly agentId: string;
  readonly personaId: string;
  /** What the work is when the task doesn't name it; null: what the persona is best at. */
  readonly capability: string | null;
  /** How much it proves alone, above 0 up to 1. */
  readonly weight: number;
  /** A rule that holds silences those of a lower priority that point elsewhere. */
  readonly priority: number;
}

/** What of the samples a rule would decide otherwise if its newest version went live. */
export interface PersonaRuleTest {
  readonly before: MeasuredShare;
  readonly after: MeasuredShare;
  readonly changed: readonly {
    readonly id: string;
    readonly text: string | null;
    readonly before: string;
    readonly after: string;
    /** better, worse, neither */
    readonly verdict: string;
  }[];
}
