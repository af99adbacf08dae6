import type { EntityManager } from 'typeorm';
import type { Roster } from '../registry/roster.js';
import type { RoutingDecision, RoutingState } from '../routing/routing-decision.js';
import type { ExecutionOutcome, ExecutionRequest } from '../executors/executor.js';
import type { Assignment, MigrationStates } from '../consolidation/assignment.js';
import type { NewTask, Task } from './task.js';

/** What the engine needs of others; each is provided by the module of its folder. */

/** Decides who is for a task. Pure for a given state. */
export abstract class Router {
  /** Everything a decision depends on beside the task, read once per batch. */
  abstract stateFor(tx: EntityManager, roster: Roster): Promise<RoutingState>;
  abstract decide(task: Task, state: RoutingState): RoutingDecision;
}

/** Says who acts for what was routed, by the state of the migration concerned. Pure for given states. */
export abstract class Assignments {
  /**
   * From here to the end of the transaction no migration moves: asked before the states are read, it makes sure that what is begun
   * by them commits before the next move does. Before any row is locked, so that nobody who waits for a move holds what another
   * needs.
   */
  abstract hold(tx: EntityManager): Promise<void>;
  abstract statesFor(tx: EntityManager): Promise<MigrationStates>;
  abstract assign(
    task: Task,
    decision: Extract<RoutingDecision, { kind: 'agent' }>,
    states: MigrationStates,
  ): Assignment;
}

/** Runs work by the executor that the agent's settings name, with its time-outs, breakers and bulkheads. */
export abstract class Executors {
  /** Never throws: what goes wrong is an outcome. */
  abstract execute(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome>;

  /**
   * Takes back what the steps that are done (`doneSteps` of the request) have done, after the task has failed for good or was
   * cancelled. Called again under the same idempotency key when it throws or its process dies. Left out where nothing can be
   * taken back.
   */
  compensate?(request: ExecutionRequest, signal: AbortSignal): Promise<void>;
}

/** Takes new tasks; the same key is the same task. Within the caller's transaction. */
export abstract class TaskDesk {
  /** @returns ids in the order of the tasks, also of those that were known already */
  abstract enqueue(tx: EntityManager, tasks: readonly NewTask[]): Promise<string[]>;
}

/** Token (multi) of those who hear of the end of every task, in the transaction of that end. */
export const TASK_ENDINGS = Symbol('TASK_ENDINGS');
export interface HearsTaskEndings {
  ended(tx: EntityManager, tasks: readonly Task[]): Promise<void>;
}
