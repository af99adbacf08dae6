import type { Roster } from '../registry/roster.js';
import type { SampleIndex } from './samples/sample-index.js';
import type { EvidenceIndex } from '../training/expertise/evidence-index.js';

/** How an agent does at the moment; missing figures are unknown. */
export interface AgentCondition {
  /** Tasks it has under way or queued for it. */
  readonly load: number;
  /** Share of tries that failed lately, 0 to 1; undefined when there were too few. */
  readonly errorRate?: number;
  /** Whether its breaker is open. */
  readonly isBroken: boolean;
  /** Whether it stands still because a limit of its budget is reached. */
  readonly isOverBudget: boolean;
}

/** Everything a decision depends on beside the task: the same task and the same state give the same decision. */
export interface RoutingState {
  readonly roster: Roster;
  readonly rulesVersion: number;
  readonly conditions: ReadonlyMap<string, AgentCondition>;
  /** What outcomes say of how good agents are, and at what time they are weighed; left out: what the registry says. */
  readonly expertise?: { readonly evidence: EvidenceIndex; readonly at: Date };
  /** What the router prepared for itself: compiled rules. */
  readonly prepared: unknown;
  /** Texts of which people said where they belong; without them the rules decide alone. */
  readonly samples?: SampleIndex;
}

/** One line of the explanation: what was looked at, and what it did to the decision. */
export interface Reason {
  /** `capability`, `persona rule`, `samples`, `expertise`, `health`, `load`, `cost`, `budget`. */
  readonly criterion: string;
  readonly text: string;
  readonly weight?: number;
}

export interface Candidate {
  readonly agentId: string;
  readonly personaId: string | null;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export type RoutingDecision =
  | {
      readonly kind: 'agent';
      readonly agentId: string;
      readonly personaId: string | null;
      readonly capability: string;
      /** 0 to 1. */
      readonly confidence: number;
      readonly reasons: readonly Reason[];
      /** Best first, without the chosen one: where to fall back to. */
      readonly others: readonly Candidate[];
    }
  | {
      readonly kind: 'clarify';
      readonly questions: readonly string[];
      readonly confidence: number;
      readonly reasons: readonly Reason[];
    }
  | { readonly kind: 'person'; readonly confidence: number; readonly reasons: readonly Reason[] };
