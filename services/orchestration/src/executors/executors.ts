import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { ExecutorKind } from '../registry/agent.js';
import { Executors } from '../tasks/ports.js';
import type { ExecutionOutcome, ExecutionRequest, Executor } from './executor.js';
import { executorFor } from './executor-choice.js';
import { Guards, type ExecutorCondition } from './guard/guards.js';
import { asFailed, failed } from './outcome.js';
import { outputFaults } from './output-schema.js';

/** Token of the executors there are, one per kind. */
export const EXECUTOR_STRATEGIES = Symbol('EXECUTOR_STRATEGIES');

/** Work that waits for a person has no limit but its own deadline. */
const UNGUARDED: ReadonlySet<ExecutorKind> = new Set(['human']);

/**
 * Runs work by the executor that the agent has for the capability. Time-outs, breakers and bulkheads stand before it, one
 * set per agent and executor; proposals have a set of their own, so that a shadow neither takes the place of real work
 * nor breaks its breaker. Outputs are checked against the capability's schema.
 *
 * Breakers live in the process: each replica finds out for itself, and forgets when it restarts.
 */
@Injectable()
export class ExecutorsByKind extends Executors {
  private readonly byKind: ReadonlyMap<ExecutorKind, Executor>;
  private readonly guards = new Guards();

  constructor(
    @Inject(EXECUTOR_STRATEGIES) strategies: readonly Executor[],
    private readonly clock: Clock,
  ) {
    super();
    this.byKind = new Map(strategies.map((executor) => [executor.kind, executor]));
  }

  async execute(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome> {
    const { kind } = executorFor(request.agent, request.capability.name);
    const executor = this.byKind.get(kind);
    if (!executor) return failed('unknown_executor', `there is no executor ${String(kind)}`, { retryable: false });
    if (UNGUARDED.has(kind)) return this.checked(executor, request, signal);
    const totalMs = request.deadline.getTime() - this.clock.now().getTime();
    if (totalMs <= 0) return failed('deadline', 'the deadline was over before the work began', { retryable: true });
    const runMs = Math.min(totalMs, request.capability.timeoutMs);
    const work = (within: AbortSignal) => this.checked(executor, request, within);
    const guard = this.guards.of(request.agent, kind, request.mode);
    return guard.run(work, signal, { runMs: timer(runMs), totalMs: timer(totalMs) });
  }

  /** Asks all of them: who acted last need not be who left something behind. */
  override async compensate(request: ExecutionRequest, signal: AbortSignal): Promise<void> {
    for (const executor of this.byKind.values()) await executor.compensate?.(request, signal);
  }

  /** How the agent's executors do, in this process. */
  condition(agentId: string): ExecutorCondition {
    return this.guards.condition(agentId);
  }

  private async checked(executor: Executor, request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome> {
    try {
      const outcome = await executor.execute(request, signal);
      if (outcome.kind !== 'succeeded') return outcome;
      const faults = outputFaults(request.capability.outputSchema, outcome.output);
      if (faults.length === 0) return outcome;
      // A playbook computes the same again; a model, a workflow or a person may do better.
      const more = { retryable: executor.kind !== 'playbook', cost: outcome.cost };
      return failed('bad_output', `not what ${request.capability.name} promises: ${faults.join('; ')}`, more);
    } catch (error) {
      return asFailed(error);
    }
  }
}

/** The longest that a timer can be set to; beyond, Node fires at once. */
const TIMER_MAX = 2 ** 31 - 1;

function timer(ms: number): number {
  return Math.min(Math.max(1, Math.ceil(ms)), TIMER_MAX);
}
