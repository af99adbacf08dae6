import type { ActName } from '@vividwalls/contracts';
import type { Json, JsonObject } from '../json.js';

export const TASK_STATES = [
  ...(['queued', 'routed', 'budget_reserved', 'awaiting_approval', 'running'] as const),
  ...(['succeeded', 'failed', 'timed_out', 'cancelled'] as const),
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Why a task is not being worked on although it has not ended. */
export const WAITS_FOR = ['retry', 'clarification', 'budget', 'callback', 'person', 'task', 'approval'] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

/** What only a person's answer ends. What waits for an approval is not among it: its question is in the inbox of governance. */
export const WAITS_FOR_A_PERSON = ['person', 'clarification'] as const satisfies readonly WaitsFor[];

export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What routing and rules may look at. Anything may be missing; what is missing is unknown, not zero or false. */
export interface TaskContext {
  /** Words of the customer or of whoever asks. */
  readonly text?: string;
  readonly customerType?: string;
  readonly segment?: string;
  readonly customerId?: string;
  readonly orderId?: string;
  readonly orderValueMinor?: string;
  readonly currency?: string;
  readonly channel?: string;
  readonly country?: string;
  readonly tags?: readonly string[];
  /** Answers to clarifying questions, by question. */
  readonly clarifications?: Readonly<Record<string, string>>;
}

/** Leave that a parent's approval step asked for: the question's key, and the act that was asked about. */
export interface HandedOverLeave {
  readonly key: string;
  readonly act: ActName;
}

/** A piece of work as it is asked for. */
export interface NewTask {
  /** Its identity, chosen by whoever asks: the same key is the same task. */
  readonly key: string;
  /** The capability it needs; null when routing shall find it by what the task says. */
  readonly capability: string | null;
  /** Of the shape that the capability's schema says. */
  readonly input: JsonObject;
  readonly context: TaskContext;
  readonly priority: Priority;
  /** What it is about: a customer's id, else an order's. One subject stays with one agent during a canary. */
  readonly subject: string;
  /** `agent:sales-director`, `user:owner`, `rule:<id>`. */
  readonly requestedBy: string;
  /** Only this agent shall do it. */
  readonly agentId?: string;
  /** With `agentId`: and in this role. */
  readonly personaId?: string;
  readonly parentId?: string;
  /** The task that it does once more. */
  readonly retryOf?: string;
  /** Where the work of a playbook hands a child over: it hears of its end. */
  readonly dueAt?: Date;
  readonly runAfter?: Date;
  /** An approval that its parent got for exactly this work. */
  readonly leave?: HandedOverLeave;
  /** `propose`: say what would be done, and do nothing. */
  readonly mode?: 'act' | 'propose';
  /** The acting task beside which this one proposes. */
  readonly shadowOf?: string;
  readonly test?: boolean;
  readonly cause: { readonly correlationId: string; readonly causationId: string; readonly traceparent?: string };
}

/** How far a task has fallen back. */
export const FALLBACK_STAGES = ['assigned', 'persona', 'agent', 'director', 'person'] as const;
export type FallbackStage = (typeof FALLBACK_STAGES)[number];

export const SPEND_STATES = ['none', 'asked', 'reserved', 'to_commit', 'to_release', 'settled'] as const;
export type SpendState = (typeof SPEND_STATES)[number];

export interface TaskError {
  /** `over_budget`, `executor_failed`, `bad_output`, `no_acknowledgement`, `deadline`, … */
  readonly code: string;
  readonly message: string;
}

/** Who had a task and could not do it. */
export interface Tried {
  readonly agentId: string;
  readonly personaId: string | null;
  /** Whom routing had chosen, where the state of a migration let another act. */
  readonly inPlaceOf?: { readonly agentId: string; readonly personaId: string | null };
}

export interface Task {
  readonly id: string;
  readonly key: string;
  readonly capability: string | null;
  readonly input: JsonObject;
  readonly context: TaskContext;
  readonly priority: Priority;
  readonly subject: string;
  readonly requestedBy: string;
  /** Asked for; not necessarily who does it. */
  readonly pinnedAgentId: string | null;
  readonly parentId: string | null;
  readonly mode: 'act' | 'propose';
  readonly shadowOf: string | null;
  readonly test: boolean;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent: string | null;
  readonly state: TaskState;
  readonly waitsFor: WaitsFor | null;
  readonly runAfter: Date;
  /** When what it waits for must have come. */
  readonly waitsUntil: Date | null;
  readonly dueAt: Date | null;
  /** Who does it, once it is routed and assigned. */
  readonly agentId: string | null;
  readonly personaId: string | null;
  /** Of the 28, what routing decided; the acting agent may be a legacy one while its migration is under way. */
  readonly targetAgentId: string | null;
  readonly migrationId: string | null;
  readonly routing: JsonObject | null;
  /** Tries of the present agent and persona; those before it. */
  readonly attempt: number;
  readonly tried: readonly Tried[];
  readonly stage: FallbackStage;
  /** Leases that ended without a word. */
  readonly deaths: number;
  readonly spendState: SpendState;
  readonly spendKey: string | null;
  readonly reservedMinor: bigint | null;
  readonly actualMinor: bigint | null;
  readonly currency: string | null;
  readonly tokens: number | null;
  readonly output: Json;
  readonly error: TaskError | null;
  readonly leaseToken: number;
  readonly cancelRequested: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}
