import { settingsFor } from '../../executors/executor-choice.js';
import type { ExecutionRequest } from '../../executors/executor.js';
import type { Json, JsonObject } from '../../json.js';
import type { AnyStep, PlaybookRun, StepOf } from './playbook.js';

/** What the steps of one run see, and what they have come to so far. */
export class Run implements PlaybookRun {
  readonly taskId: string;
  readonly agent: PlaybookRun['agent'];
  readonly persona: PlaybookRun['persona'];
  readonly capability: PlaybookRun['capability'];
  readonly context: PlaybookRun['context'];
  readonly priority: PlaybookRun['priority'];
  readonly currency: string | null;
  readonly test: boolean;
  private readonly outputs = new Map<object, unknown>();

  constructor(
    request: ExecutionRequest,
    readonly input: unknown,
    readonly settings: JsonObject,
    readonly now: Date,
  ) {
    this.taskId = request.taskId;
    this.agent = request.agent;
    this.persona = request.persona;
    this.capability = request.capability;
    this.context = request.context;
    this.priority = request.priority;
    this.currency = request.currency;
    this.test = request.test;
  }

  set(step: AnyStep<unknown>, output: unknown): void {
    this.outputs.set(step, output);
  }

  of<O>(step: StepOf<O>): O {
    if (!this.outputs.has(step)) throw new Error(`the step ${step.name} was left out`);
    return this.outputs.get(step) as O;
  }

  maybe<O>(step: StepOf<O>): O | undefined {
    return this.outputs.get(step) as O | undefined;
  }
}

/** As it would come back from the database. */
export function asJson(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

/**
 * What a run is charged at: the executor's `costMinor`, else what the agent's capability is listed at, else nothing.
 * A playbook buys nothing itself; its listed price is what running it is known to cost.
 */
export function listedCost(request: ExecutionRequest): bigint {
  const own = settingsFor(request).costMinor;
  const listed = request.agent.capabilities.find(({ name }) => name === request.capability.name)?.costMinor;
  const text = typeof own === 'string' ? own : (listed ?? '0');
  return /^\d{1,18}$/.test(text) ? BigInt(text) : 0n;
}
