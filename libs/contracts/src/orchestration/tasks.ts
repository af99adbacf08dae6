// Answers under `/api/orchestration`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

import type { RoutingReason } from './routing.js';

/** A piece of work as `GET /api/orchestration/tasks` shows it. */
export interface TaskShown {
  readonly id: string;
  readonly key: string;
  readonly capability: string | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly priority: string;
  readonly subject: string;
  readonly requestedBy: string;
  readonly parentId: string | null;
  /** The task that it does once more. */
  readonly retryOf: string | null;
  /** act, propose */
  readonly mode: string;
  readonly shadowOf: string | null;
  readonly test: boolean;
  readonly state: string;
  /** Why nobody works on it although it has not ended. */
  readonly waitsFor: string | null;
  readonly waitsUntil: string | null;
  readonly runAfter: string;
  readonly dueAt: string | null;
  /** It should have been done, or what it waits for should have come. */
  readonly overdue: boolean;
  /** Clarifying questions that are open. */
  readonly questions: readonly string[];
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly targetAgentId: string | null;
  readonly migrationId: string | null;
  /** legacy, target */
  readonly actsAs: string;
  /** How far it has fallen back: assigned, persona, agent, director, person */
  readonly stage: string;
  /** How sure routing was, 0 to 1. */
  readonly confidence: number | null;
  readonly why: readonly RoutingReason[];
  /** Tries of the present agent and persona, and of all. */
  readonly attempt: number;
  readonly tries: number;
  readonly spendState: string;
  readonly spendKey: string | null;
  readonly reservedMinor: string | null;
  readonly actualMinor: string | null;
  readonly currency: string | null;
  readonly tokens: number | null;
  readonly output: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Who said yes in governance. */
  readonly approvedBy: string | null;
  /** What was asked in governance last, and the key of that question. */
  readonly approvalId: string | null;
  readonly approvalKey: string | null;
  /** Whether what it had done was taken back: none, due, done, failed */
  readonly compensation: string;
  readonly cancelRequested: boolean;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly correlationId: string;
}

/** How many tasks are in one state, for one reason. */
export interface QueuePlace {
  readonly state: string;
  readonly waitsFor: string | null;
  readonly count: number;
  readonly oldestAgeMs: number;
}

/** Everything that has not ended. */
export interface QueueShown {
  readonly places: readonly QueuePlace[];
  readonly open: number;
  /** Could be taken at this moment. */
  readonly ready: number;
  /** Null when none could be. */
  readonly oldestReadyAgeMs: number | null;
  readonly overdue: number;
}

/** One thing that happened to a task. */
export interface TaskTimelineEntry {
  readonly seq: number;
  readonly at: string;
  /** The change, and the state after it. */
  readonly move: string;
  readonly state: string;
  readonly waitsFor: string | null;
  /** A person, an agent, a rule; null for the engine itself. */
  readonly actor: string | null;
  readonly note: string;
  readonly facts: Readonly<Record<string, unknown>> | null;
}
