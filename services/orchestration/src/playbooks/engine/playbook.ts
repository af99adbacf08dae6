import type { ActFacts, ActName, ApprovalVerdict, FigureName, FigureShown } from '@vividwalls/contracts';
import type { EntityManager } from 'typeorm';
import type { ExecutionRequest } from '../../executors/executor.js';
import type { Json, JsonObject } from '../../json.js';
import type { Agent, Persona } from '../../registry/agent.js';
import type { Capability } from '../../registry/capability.js';
import type { Priority, TaskContext, TaskState } from '../../tasks/task.js';
import type { TaskDesk } from '../../tasks/ports.js';

/** What the steps of one run see. */
export interface PlaybookRun<I = unknown> {
  readonly taskId: string;
  readonly agent: Agent;
  readonly persona: Persona | null;
  readonly capability: Capability;
  readonly input: I;
  readonly context: TaskContext;
  readonly priority: Priority;
  readonly currency: string | null;
  /** The variant's settings, over them the executor's own. */
  readonly settings: JsonObject;
  readonly test: boolean;
  readonly now: Date;
  /** What a step came to. Throws when it was left out: ask `maybe` for those that have a `when`. */
  of<O>(step: StepOf<O>): O;
  maybe<O>(step: StepOf<O>): O | undefined;
}

/** A step, as far as its output is asked for. */
export interface StepOf<O> {
  readonly name: string;
  /** For the compiler alone: what the step comes to. */
  readonly outputs?: O;
}

interface StepBase<I, O> extends StepOf<O> {
  /** Unique within the playbook; part of the idempotency key, so it isn't renamed while tasks are under way. */
  readonly name: string;
  /** Whether the step is done at all; by what earlier steps came to. */
  when?(run: PlaybookRun<I>): boolean;
  /**
   * Takes back what the step did, when the task has ended without success; exactly once, for its row commits with it. What
   * must be undone elsewhere is handed to a task of its own.
   */
  compensate?(undo: Undo, output: O): Promise<void>;
}

/** What there is for taking a step back. */
export interface Undo {
  readonly tx: EntityManager;
  readonly desk: TaskDesk;
  readonly request: ExecutionRequest;
}

/** A step with an effect says what it would do, for runs that only propose. */
interface Proposing<I, O> {
  proposal(run: PlaybookRun<I>): O;
}

/** What a reading step may ask. */
export interface Sources {
  /** Figures of the shop over a period, in the order of the names. What can't be known is null, with the reason; never throws. */
  figures(names: readonly FigureName[], from: Date, to: Date): Promise<readonly FigureShown[]>;
  /** Our own records, read only. */
  query<Row>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]>;
}

/** Looks something up, and changes nothing. What it came to is kept, so that a resumed run and its report say the same. */
export interface ReadStep<I, O> extends StepBase<I, O> {
  readonly kind: 'read';
  work(run: PlaybookRun<I>, sources: Sources): Promise<O>;
}

/** A step that begins by leave alone, where it names the step that asked for it. */
interface Guarded<I> {
  /**
   * The approval by which it begins. What it does is computed anew at that moment; when that is not what was approved, it does not
   * begin. Without a yes (`orElse: 'go_on'`) it fails: a `when` leaves it out.
   */
  readonly guard?: ApprovalStep<I>;
}

/** Computes, and touches nothing. May be run again at any time. */
export interface ComputeStep<I, O> extends StepBase<I, O> {
  readonly kind: 'compute';
  work(run: PlaybookRun<I>): O;
}

/** Changes our own records. Its row commits with the change: it happens exactly once. */
export interface EffectStep<I, O> extends StepBase<I, O>, Proposing<I, O>, Guarded<I> {
  readonly kind: 'effect';
  work(run: PlaybookRun<I>, tx: EntityManager): Promise<O>;
}

/** Changes something elsewhere. Repeated under the same key after a crash: the receiver must recognise it. */
export interface OutsideStep<I, O> extends StepBase<I, O>, Proposing<I, O>, Guarded<I> {
  readonly kind: 'outside';
  work(run: PlaybookRun<I>, idempotencyKey: string, signal: AbortSignal): Promise<O>;
}

/** How a child came to its end. `late`: it hasn't, and the run went on. */
export interface ChildEnd {
  readonly taskId: string;
  readonly state: Extract<TaskState, 'succeeded' | 'failed' | 'timed_out' | 'cancelled'> | 'late';
  readonly output: Json;
  readonly error: string | null;
}

/** The task that a child step hands over. */
export interface ChildTask {
  readonly capability: string;
  readonly input: JsonObject;
  readonly priority?: Priority;
  readonly agentId?: string;
  readonly dueAt?: Date;
}

/** Hands a task to somebody else, in the transaction of its row, and waits for its end. */
export interface ChildStep<I> extends StepBase<I, ChildEnd>, Proposing<I, ChildEnd>, Guarded<I> {
  readonly kind: 'child';
  task(run: PlaybookRun<I>): ChildTask;
  /** How long it is waited for; the deadline of the try when left out. */
  until?(run: PlaybookRun<I>): Date | undefined;
  /** When the child fails or is late: the playbook fails, or its next steps look at what came of it. */
  readonly orElse?: 'fail' | 'go_on';
}

/** What a person may have to allow, as governance is asked about it. */
export interface ActAsked {
  readonly act: ActName;
  /** What policies decide by; what is left out is not known, and a policy that needs it holds. Amounts are text. */
  readonly facts: ActFacts;
  /** What it is done to: an order, a customer. Of a child's guard: the child's own subject, whatever is said here. */
  readonly subject?: string;
  /** What would be done, with every figure that matters. Of a child's guard: the child's capability and input, whatever is said here. */
  readonly does?: JsonObject;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly why: string;
  readonly costOfWaiting?: string;
}

/** What policies and people said. `free` and `approved` are a yes; `late`: nobody had said anything by the time of `until`. */
export interface Decision {
  readonly verdict: ApprovalVerdict | 'late';
  readonly reason: string;
  readonly approvalId: string | null;
  readonly decidedBy: readonly string[];
}

/** Whether a decision lets the guarded step begin. */
export const isYes = ({ verdict }: Decision): boolean => ['free', 'approved', 'used'].includes(verdict);

/** Asks governance, and waits for people where a policy wants them. Its end, whatever it is, is kept. */
export interface ApprovalStep<I> extends StepBase<I, Decision>, Proposing<I, Decision> {
  readonly kind: 'approval';
  act(run: PlaybookRun<I>): ActAsked;
  /** How long it is waited for; as long as governance lets it wait when left out. */
  until?(run: PlaybookRun<I>): Date | undefined;
  /** Without a yes: the playbook fails (`declined`), or its next steps look at the decision. */
  readonly orElse?: 'fail' | 'go_on';
}

/** Waits for a time, which is decided when the run first comes to it. */
export interface WaitStep<I> extends StepBase<I, null> {
  readonly kind: 'wait';
  until(run: PlaybookRun<I>): Date;
}

/** Any step of a playbook, as the engine sees it. */
export type AnyStep<I> =
  | ComputeStep<I, unknown>
  | ReadStep<I, unknown>
  | EffectStep<I, unknown>
  | OutsideStep<I, unknown>
  | ChildStep<I>
  | ApprovalStep<I>
  | WaitStep<I>;

/** Work written down as steps in their order. */
export interface Playbook<I = unknown> {
  readonly name: string;
  /** The capability it is for unless an agent's settings name another; null for one that is for any. */
  readonly capability: string | null;
  /** The task's input as the steps want it. Throws `BadInput`. */
  read(input: JsonObject): I;
  readonly steps: readonly AnyStep<I>[];
  /** What the work came to, of the shape that the capability's schema says. */
  output(run: PlaybookRun<I>): unknown;
  /** Settings by the name of a variant: an older template, another rounding. */
  readonly variants?: Readonly<Record<string, JsonObject>>;
}

/** Checks a playbook as it is defined. Throws on step names that are used twice, and on guards that are no step before. */
export function definePlaybook<I>(playbook: Playbook<I>): Playbook<I> {
  const names = playbook.steps.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`${playbook.name} has two steps named ${twice}`);
  for (const [i, step] of playbook.steps.entries()) {
    const guard = 'guard' in step ? step.guard : undefined;
    if (guard && !playbook.steps.slice(0, i).includes(guard))
      throw new Error(`${playbook.name}: ${step.name} is guarded by ${guard.name}, which is no step before it`);
  }
  return playbook;
}

/** A playbook that only computes: one step, whose result is the output. */
export function defineComputation<I>(computation: {
  readonly name: string;
  readonly read: (input: JsonObject) => I;
  readonly compute: (run: PlaybookRun<I>) => unknown;
  readonly variants?: Readonly<Record<string, JsonObject>>;
}): Playbook<I> {
  const { name, read, compute, variants } = computation;
  return definePlaybook<I>({ name, capability: name, read, steps: [], output: compute, ...(variants && { variants }) });
}

/** The task's input is not what the playbook can work with. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}
