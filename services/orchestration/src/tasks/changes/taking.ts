import type { ApprovalQuestion } from '@vividwalls/contracts';
import type { Assignment, MigrationStates } from '../../consolidation/assignment.js';
import type { Roster } from '../../registry/roster.js';
import type { RoutingState } from '../../routing/routing-decision.js';
import type { Assignments, Router } from '../ports.js';
import type { Acting } from './acting.js';
import type { ExpectedCost } from './agent-costs.js';
import type { RulingContext } from './rule-outcome.js';

/** A question, or an approval, is waited for so long. */
export const PERSON_ANSWERS_WITHIN_MS = 24 * 3_600_000;

export interface Lease {
  readonly owner: string;
  readonly until: Date;
}

/** Everything that the taking of a batch of tasks depends on, read once. */
export interface TakingContext extends RulingContext {
  readonly roster: Roster;
  readonly routing: RoutingState;
  readonly migrations: MigrationStates;
  readonly router: Pick<Router, 'decide'>;
  readonly assignments: Pick<Assignments, 'assign'>;
  /** Agents that stand still, and until when; null where a person must end it. */
  readonly stops: ReadonlyMap<string, Date | null>;
  readonly currency: string;
  readonly lease: Lease;
}

/** A task that waits for finance's answer. */
export interface Asked {
  readonly acting: Acting;
  readonly cost: ExpectedCost;
  readonly shadow: Assignment['shadow'];
  /** It was asked before, and waited for a person in finance. */
  readonly hasWaited: boolean;
}

/** A task that waits for governance's answer. */
export interface Guarded {
  readonly acting: Acting;
  readonly shadow: Assignment['shadow'];
  readonly question: ApprovalQuestion;
  /** Whether its capability wants it asked; otherwise only leave of its parent stands between it and its beginning. */
  readonly isOwn: boolean;
}

/** What the runner does next with a task that it has taken. */
export type Taken =
  /** It runs: work begins, or goes on, as soon as the change is committed. */
  | { readonly kind: 'run'; readonly acting: Acting; readonly shadow: Assignment['shadow'] }
  /** Finance is asked first. */
  | ({ readonly kind: 'ask' } & Asked)
  /** Governance is asked first. */
  | ({ readonly kind: 'guard' } & Guarded)
  /** It ended, or waits. */
  | { readonly kind: 'none' };

export const NOTHING_NEXT: Taken = { kind: 'none' };
