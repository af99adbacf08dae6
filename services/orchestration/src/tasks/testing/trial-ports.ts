import type { EntityManager } from 'typeorm';
import type { Assignment, MigrationStates } from '../../consolidation/assignment.js';
import type { ExecutionOutcome, ExecutionRequest } from '../../executors/executor.js';
import type { Roster } from '../../registry/roster.js';
import type { RoutingDecision, RoutingState } from '../../routing/routing-decision.js';
import { Assignments, Executors, Router } from '../ports.js';
import type { Task } from '../task.js';

/** Routes to the first agent that has the capability; without one it asks, and then gives it to a person. */
export class CapabilityRouter extends Router {
  override stateFor(_tx: EntityManager, roster: Roster): Promise<RoutingState> {
    return Promise.resolve({ roster, rulesVersion: 1, conditions: new Map(), prepared: null });
  }

  override decide({ capability, pinnedAgentId, context }: Task, { roster }: RoutingState): RoutingDecision {
    const reasons = [{ criterion: 'capability', text: 'the first that can' }];
    const named = capability ?? Object.values(context.clarifications ?? {})[0] ?? null;
    if (named === null) return { kind: 'clarify', questions: ['Which work?'], confidence: 0.2, reasons };
    const able = roster.targetAgentsByCapability.get(named) ?? [];
    const [agentId, ...others] = pinnedAgentId === null ? able : [pinnedAgentId];
    if (agentId === undefined) return { kind: 'person', confidence: 0, reasons };
    const candidates = others.map((id) => ({ agentId: id, personaId: null, score: 0, reasons }));
    return { kind: 'agent', agentId, personaId: null, capability: named, confidence: 1, reasons, others: candidates };
  }
}

/** The target acts, with whoever the spec puts beside it. */
export class TargetActs extends Assignments {
  shadow: Assignment['shadow'] = null;

  override hold(): Promise<void> {
    return Promise.resolve();
  }

  override statesFor(): Promise<MigrationStates> {
    return Promise.resolve({ version: 1, byTarget: new Map() });
  }

  override assign(_task: Task, { agentId, personaId }: Extract<RoutingDecision, { kind: 'agent' }>): Assignment {
    return { agentId, personaId, actsAs: 'target', migrationId: null, shadow: this.shadow, reason: 'no migration' };
  }
}

export type Work = (request: ExecutionRequest, signal: AbortSignal) => ExecutionOutcome | Promise<ExecutionOutcome>;

/** Runs functions, by agent or by capability; people wait, as the human executor does. */
export class FunctionExecutors extends Executors {
  readonly requests: ExecutionRequest[] = [];
  readonly compensated: ExecutionRequest[] = [];
  compensation: ((request: ExecutionRequest) => Promise<void>) | undefined;

  /** @param works by agent id, else by the capability's name */
  constructor(private readonly works: Readonly<Record<string, Work>> = {}) {
    super();
  }

  override async execute(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome> {
    this.requests.push(request);
    if (request.agent.executor.kind === 'human')
      return { kind: 'waiting', for: 'person', until: request.deadline, cost: {} };
    return (this.works[request.agent.id] ?? this.works[request.capability.name] ?? done)(request, signal);
  }

  override async compensate(request: ExecutionRequest): Promise<void> {
    this.compensated.push(request);
    await this.compensation?.(request);
  }
}

export const done: Work = () => ({ kind: 'succeeded', output: { ok: true }, cost: {} });

export const failing =
  (retryable = true): Work =>
  () => ({ kind: 'failed', code: 'broken', message: 'it broke', retryable, cost: {} });
