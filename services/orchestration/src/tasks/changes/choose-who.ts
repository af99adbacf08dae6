import type { Assignment } from '../../consolidation/assignment.js';
import type { RoutingDecision } from '../../routing/routing-decision.js';
import { asRouting, routingOf, type KeptRouting, type TaskRecord } from '../record/task-record.js';
import { taskWaiting } from '../told/task-events.js';
import { actingOf, personFor, type Acting } from './acting.js';
import { ruleFailure } from './rule-outcome.js';
import type { TaskChange } from './task-change.js';
import { PERSON_ANSWERS_WITHIN_MS, type TakingContext } from './taking.js';
import { FREE } from './unlease.js';

/** Rounds of clarifying questions before a person is asked. */
export const CLARIFYING_ROUNDS_MAX = 2;

/** Who does a task, and who proposes beside them. */
export interface Who {
  readonly acting: Acting;
  readonly shadow: Assignment['shadow'];
}

/**
 * Who does a task that was taken: who had it before, whom routing and the state of the migration choose, or a person. It is
 * `routed` then; else it asks a question, or falls back.
 *
 * @returns undefined when nobody does it for now
 */
export function chooseWho(change: TaskChange, context: TakingContext): Who | undefined {
  const { before } = change;
  // An agent that has begun keeps the task through its tries.
  if (before.attempt > 0) return given(change, null, 'tried again by the same agent', context);
  if (before.stage === 'person') return given(change, null, 'given to a person', context);
  if (before.mode === 'propose') return propose(change, context);
  const decision = before.stage === 'assigned' ? context.router.decide(before, context.routing) : keptDecision(before);
  if (decision.kind === 'clarify' && before.clarified < CLARIFYING_ROUNDS_MAX) {
    clarify(change, decision);
    return undefined;
  }
  if (decision.kind !== 'agent') return person(change, decision, context);
  change.set({ capability: before.capability ?? decision.capability });
  const assigned = context.assignments.assign(change.after, decision, context.migrations);
  const kept: KeptRouting = {
    ...{ agentId: decision.agentId, personaId: decision.personaId, confidence: decision.confidence },
    ...{ reasons: decision.reasons, others: decision.others.map(({ agentId, personaId }) => ({ agentId, personaId })) },
    assignment: assigned.reason,
  };
  change.set({
    ...{ agentId: assigned.agentId, personaId: assigned.personaId, targetAgentId: decision.agentId },
    ...{ migrationId: assigned.migrationId, actsAs: assigned.actsAs, routing: asRouting(kept) },
  });
  return given(change, assigned.shadow, kept.assignment!, context);
}

/**
 * Whether somebody else would act for a routed task by now: its migration has moved since it was assigned. Whoever has begun, and
 * who proposes, goes on.
 */
export function isOvertaken(
  task: TaskRecord,
  { assignments, migrations }: Pick<TakingContext, 'assignments' | 'migrations'>,
): boolean {
  if (task.migrationId === null || task.mode === 'propose' || task.attempt > 0 || task.stage === 'person') return false;
  const { agentId, personaId } = assignments.assign(task, keptDecision(task), migrations);
  return agentId !== task.agentId || personaId !== task.personaId;
}

/** Who was chosen as the fallback; the state of the migration has its say here too. */
function keptDecision(task: TaskRecord): Extract<RoutingDecision, { kind: 'agent' }> {
  const kept = routingOf(task)!;
  const { confidence, reasons, others } = kept;
  const candidates = others.map((other) => ({ ...other, score: 0, reasons: [] }));
  const who = { agentId: kept.agentId!, personaId: kept.personaId, capability: task.capability! };
  return { kind: 'agent', ...who, confidence, reasons, others: candidates };
}

function propose(change: TaskChange, context: TakingContext): Who | undefined {
  const { pinnedAgentId, pinnedPersonaId } = change.before;
  const reasons = [{ criterion: 'shadow', text: 'proposes beside the agent that acts' }];
  const who = { agentId: pinnedAgentId, personaId: pinnedPersonaId };
  const routing = asRouting({ ...who, confidence: 1, reasons, others: [] });
  change.set({ ...who, targetAgentId: pinnedAgentId, actsAs: 'target', routing });
  return given(change, null, reasons[0]!.text, context);
}

function person(change: TaskChange, decision: Exclude<RoutingDecision, { kind: 'agent' }>, context: TakingContext) {
  const { id } = personFor(context.roster, null);
  const { confidence, reasons } = decision;
  const routing = asRouting({ agentId: id, personaId: null, confidence, reasons, others: [] });
  change.set({ stage: 'person', agentId: id, personaId: null, targetAgentId: id, routing });
  return given(change, null, 'nobody is sure enough: a person does it', context);
}

function given(
  change: TaskChange,
  shadow: Assignment['shadow'],
  note: string,
  context: TakingContext,
): Who | undefined {
  const { agentId, personaId, confidence } = { ...routingOf(change.after), ...change.after } as KeptRouting;
  change.move('route', { note, facts: { agentId, personaId, ...(confidence !== undefined && { confidence }) } });
  const acting = actingOf(change.after, context.roster);
  const failure = acting ? idle(change, acting) : gone(change.after);
  if (!failure) return { acting: acting!, shadow };
  ruleFailure(change, failure, context);
  return undefined;
}

/** An agent that gets no work for now, or none any more. */
function idle({ after }: TaskChange, { agent }: Acting) {
  const isPlannedShadow = after.mode === 'propose' && agent.status === 'planned';
  if (after.stage === 'person' || agent.status === 'active' || isPlannedShadow) return undefined;
  const message = `${agent.name} is ${agent.status}`;
  return { kind: 'failed' as const, code: 'agent_not_active', message, retryable: false, cost: {} };
}

function clarify(change: TaskChange, decision: Extract<RoutingDecision, { kind: 'clarify' }>): void {
  const { confidence, reasons, questions } = decision;
  const routing = asRouting({ agentId: null, personaId: null, confidence, reasons, others: [], questions });
  const waitsUntil = new Date(change.at.getTime() + PERSON_ANSWERS_WITHIN_MS);
  const set = { ...FREE, routing, waitsUntil, clarified: change.after.clarified + 1 };
  change.move('clarify', { note: `asks: ${questions.join(' ')}` }, set);
  change.tell(taskWaiting(change.after, 'clarification', questions.join(' ')));
}

/** The failure of a task whose agent or capability was taken out of the registry. */
export const gone = ({ agentId, capability }: TaskRecord) => ({
  ...{ kind: 'failed' as const, code: 'not_in_registry', retryable: false, cost: {} },
  message: `the registry has no ${agentId ?? 'agent'} or no ${capability ?? 'capability'} any more`,
});
