import type { Json, JsonObject } from '../json.js';
import type { Agent, ExecutorKind, Persona } from '../registry/agent.js';
import type { Capability } from '../registry/capability.js';
import type { Priority, TaskContext, WaitsFor } from '../tasks/task.js';

/** One try of a task, as an executor sees it. */
export interface ExecutionRequest {
  readonly taskId: string;
  /** The same in every try by the same agent: what has an effect names it, so that a repeat is recognised. */
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly agent: Agent;
  readonly persona: Persona | null;
  readonly capability: Capability;
  readonly input: JsonObject;
  readonly context: TaskContext;
  readonly priority: Priority;
  /** `propose`: say what would be done, without any effect. */
  readonly mode: 'act' | 'propose';
  /** When this try must be over. */
  readonly deadline: Date;
  /** Held for it by finance, minor units; null when it costs nothing. */
  readonly reservedMinor: bigint | null;
  readonly currency: string | null;
  readonly correlationId: string;
  readonly traceparent: string | null;
  readonly test: boolean;
  /** Outputs of steps that are done already, by name: a resumed run skips them. */
  readonly doneSteps: ReadonlyMap<string, Json>;
  /** What the run waited for, now that it has come: the end of a child, a callback, a person's answer, a time. */
  readonly resumedBy: Json | null;
}

/** What it really came to. Unknown is not zero: a field is left out when it is not known. */
export interface ActualCost {
  readonly minor?: bigint;
  readonly tokens?: number;
}

export type ExecutionOutcome =
  | { readonly kind: 'succeeded'; readonly output: Json; readonly cost: ActualCost }
  /** The answer comes from elsewhere, or later. */
  | {
      readonly kind: 'waiting';
      readonly for: Extract<WaitsFor, 'callback' | 'person' | 'task' | 'approval'>;
      readonly until: Date;
      /** What it means when that time comes and the answer hasn't: the run ends as timed out, or it goes on without. */
      readonly onTime?: 'time_out' | 'resume';
      /** Of what waits for an approval: the question, its approval (null when governance could not be asked), who asked. */
      readonly approval?: {
        readonly key: string;
        readonly id: string | null;
        readonly asker: string;
        readonly reason: string;
      };
      readonly cost: ActualCost;
    }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      /** Whether another try of the same agent may help. */
      readonly retryable: boolean;
      /** Nobody else shall try it: a person said no, and asking another agent would be a way around that. */
      readonly final?: boolean;
      /** Earliest useful next try, ms from now. */
      readonly retryAfterMs?: number;
      readonly cost: ActualCost;
    };

/** One way of getting work done. */
export interface Executor {
  readonly kind: ExecutorKind;
  /** May throw: the caller makes a failed outcome of it. */
  execute(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome>;
  /** Takes back those of the done steps that are its own; again, when it throws. Left out where it leaves nothing behind. */
  compensate?(request: ExecutionRequest, signal: AbortSignal): Promise<void>;
}
