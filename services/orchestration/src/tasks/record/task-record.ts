import type { Json, JsonObject } from '../../json.js';
import type { Candidate, Reason } from '../../routing/routing-decision.js';
import type { HandedOverLeave, Task } from '../task.js';

/** What of a routing decision is kept with the task: to explain it, and to fall back. */
export interface KeptRouting {
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly others: readonly Pick<Candidate, 'agentId' | 'personaId'>[];
  /** Clarifying questions that are open. */
  readonly questions?: readonly string[];
  /** Why the agent that acts does, by the state of the migration. */
  readonly assignment?: string;
}

export type Compensation = 'none' | 'due' | 'done' | 'failed';

/** A task as its row is: what everybody may know, and what only the engine needs. */
export interface TaskRecord extends Task {
  readonly pinnedPersonaId: string | null;
  readonly retryOf: string | null;
  /** When the time passes by which what it waits for must have come: it counts as a failed try, or the try goes on. */
  readonly onTime: 'time_out' | 'resume';
  readonly overdueTold: boolean;
  readonly actsAs: 'legacy' | 'target';
  /** Rounds of clarifying questions so far. */
  readonly clarified: number;
  /** Tries of all agents. */
  readonly tries: number;
  readonly spendNo: number;
  readonly spendAgentId: string | null;
  readonly spendUntil: Date | null;
  /** What the present try is known to have cost so far. */
  readonly tryMinor: bigint | null;
  readonly approvedBy: string | null;
  /** Leave that its parent got for it. */
  readonly leave: HandedOverLeave | null;
  /** The question that governance was asked last, the approval it became, and who asked. */
  readonly approvalKey: string | null;
  readonly approvalId: string | null;
  readonly approvalAsker: string | null;
  readonly resumedBy: Json;
  /** Children whose end it has heard of. */
  readonly heard: readonly string[];
  readonly compensation: Compensation;
  readonly compensateAt: Date | null;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Date | null;
  readonly tryStartedAt: Date | null;
  /** Rows of its timeline. */
  readonly changes: number;
}

export const routingOf = ({ routing }: Pick<Task, 'routing'>): KeptRouting | null =>
  routing as unknown as KeptRouting | null;

export const asRouting = (kept: KeptRouting): JsonObject => kept as unknown as JsonObject;
