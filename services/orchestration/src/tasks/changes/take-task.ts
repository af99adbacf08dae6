import type { Assignment, MigrationStates } from '../../consolidation/assignment.js';
import type { Roster } from '../../registry/roster.js';
import type { RoutingDecision, RoutingState } from '../../routing/routing-decision.js';
import type { Assignments, Router } from '../ports.js';
import { asRouting, routingOf, type KeptRouting, type TaskRecord } from '../record/task-record.js';
import { taskStarted, taskWaiting } from '../told/task-events.js';
import { actingOf, personFor, type Acting } from './acting.js';
import { expectedCost, type ExpectedCost } from './agent-costs.js';
import { needsApproval } from './needs-approval.js';
import { DEATHS_MAX } from './retry-policy.js';
import { end, ruleFailure, type RulingContext } from './rule-outcome.js';
import { settleSpendOf } from './settle-spend-of.js';
import type { TaskChange } from './task-change.js';
import { FREE } from './unlease.js';

/** Rounds of clarifying questions before a person is asked. */
export const CLARIFYING_ROUNDS_MAX = 2;

/** A question, or an approval, is waited for so long. */
export const PERSON_ANSWERS_WITHIN_MS = 24 * 3_600_000;

/** A stop without an end of its own is looked at again after this. */
export const STOPPED_RETRY_MS = 5 * 60_000;

export interface Lease {
  readonly owner: string;
  readonly until: Date;
}

/** Everything that the taking of a batch of tasks depends on, read once. */
export interface TakingContext extends RulingContext {
  readonly roster: Roster;
  readonly routing: RoutingState;
  readonly migrations: MigrationStates;
  readonly router: Pick<Router, 'decide'>;
  readonly assignments: Pick<Assignments, 'assign'>;
  /** Agents that stand still, and until when; null where a person must end it. */
  readonly stops: ReadonlyMap<string, Date | null>;
  readonly currency: string;
  readonly lease: Lease;
}

/** A task that waits for finance's answer. */
export interface Asked {
  readonly acting: Acting;
  readonly cost: ExpectedCost;
  readonly shadow: Assignment['shadow'];
  /** It was asked before, and waited for a person in finance. */
  readonly hasWaited: boolean;
}

/** What the runner does next with a task that it has taken. */
export type Taken =
  /** It runs: work begins, or goes on, as soon as the change is committed. */
  | { readonly kind: 'run'; readonly acting: Acting; readonly shadow: Assignment['shadow'] }
  /** Finance is asked first. */
  | ({ readonly kind: 'ask' } & Asked)
  /** It ended, or waits. */
  | { readonly kind: 'none' };

const NONE: Taken = { kind: 'none' };

/** Takes a task out of the queue as far as is possible without asking anybody. Pure but for chance, which is passed in. */
export function takeTask(change: TaskChange, context: TakingContext): Taken {
  const { before, at } = change;
  change.set({ leaseOwner: context.lease.owner, leaseUntil: context.lease.until, leaseToken: before.leaseToken + 1 });
  if (before.leaseOwner !== null && !reclaim(change)) return NONE;
  if (before.cancelRequested) {
    end(change, 'cancel', { code: 'cancelled', message: 'a person cancelled it' });
    return NONE;
  }
  if (change.after.state === 'running') return goOn(change, context);
  if (before.dueAt !== null && before.dueAt <= at && before.stage !== 'person') {
    end(change, 'time_out', { code: 'deadline', message: `it was due at ${before.dueAt.toISOString()}` });
    return NONE;
  }
  const who = route(change, context);
  return who ? prepare(change, who.acting, who.shadow, context) : NONE;
}

/** A lease ended without a word. @returns false when that happened too often */
function reclaim(change: TaskChange): boolean {
  const deaths = change.after.deaths + 1;
  change.set({ deaths });
  if (deaths >= DEATHS_MAX) {
    const message = `${deaths} runners died or fell silent while they had it`;
    end(change, 'fail', { code: 'killed_its_runner', message });
    return false;
  }
  change.move('reclaim', { note: `whoever had it fell silent (${change.before.leaseOwner!})` });
  return true;
}

function goOn(change: TaskChange, context: TakingContext): Taken {
  const acting = actingOf(change.after, context.roster);
  if (acting) return { kind: 'run', acting, shadow: null };
  ruleFailure(change, gone(change.after), context);
  return NONE;
}

const gone = ({ agentId, capability }: TaskRecord) => ({
  ...{ kind: 'failed' as const, code: 'not_in_registry', retryable: false, cost: {} },
  message: `the registry has no ${agentId ?? 'agent'} or no ${capability ?? 'capability'} any more`,
});

interface Who {
  readonly acting: Acting;
  readonly shadow: Assignment['shadow'];
}

function route(change: TaskChange, context: TakingContext): Who | undefined {
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

function prepare(change: TaskChange, acting: Acting, shadow: Assignment['shadow'], context: TakingContext): Taken {
  const { agent } = acting;
  const stop = change.after.stage === 'person' ? undefined : context.stops.get(agent.id);
  if (stop !== undefined) {
    const runAfter = stop ?? new Date(change.at.getTime() + STOPPED_RETRY_MS);
    change.move('await_budget', { note: `${agent.name} stands still` }, { ...FREE, runAfter });
    return NONE;
  }
  const cost = expectedCost(acting);
  if (!cost) {
    settleSpendOf(change, false);
    change.pass('reserve');
    return begin(change, acting, shadow);
  }
  if (isHeldFor(change, agent.id)) {
    change.move('reserve', { note: 'what it may cost is held already' });
    return begin(change, acting, shadow);
  }
  ask(change, agent.id, cost, context.currency);
  return { kind: 'ask', acting, cost, shadow, hasWaited: change.before.waitsFor === 'budget' };
}

const isHeldFor = ({ after, at }: TaskChange, agentId: string): boolean =>
  after.spendState === 'reserved' &&
  after.spendAgentId === agentId &&
  after.spendUntil !== null &&
  after.spendUntil > at;

/** A question without an answer is asked again under its key; everything else is a new question. */
function ask(change: TaskChange, agentId: string, cost: ExpectedCost, currency: string): void {
  const { spendState, spendAgentId, spendUntil } = change.after;
  const isOpen = spendState === 'asked' && spendAgentId === agentId && (spendUntil === null || spendUntil > change.at);
  if (isOpen) return;
  settleSpendOf(change, false);
  const n = change.after.spendNo + 1;
  const key = `task/${change.after.id}/${n}`;
  change.set({
    ...{ spendState: 'asked', spendNo: n, spendKey: key, spendAgentId: agentId, currency, spendUntil: null },
  });
  const reason = 'asked before the work begins';
  change.spend({ n, key, agentId, state: 'asked', ...cost, actualMinor: null, currency, heldUntil: null, reason });
}

/** From `budget_reserved` on: the work begins, unless a person must say yes first. */
export function begin(change: TaskChange, acting: Acting, shadow: Assignment['shadow']): Taken {
  const why = needsApproval(change.after, acting.capability);
  if (why !== undefined) {
    const waitsUntil = new Date(change.at.getTime() + PERSON_ANSWERS_WITHIN_MS);
    change.move('ask_approval', { note: why }, { ...FREE, waitsUntil });
    change.tell(taskWaiting(change.after, 'approval', why));
    return NONE;
  }
  const { attempt, tries, startedAt, personaId } = change.after;
  const role = personaId === null ? '' : ` as ${personaId}`;
  change.move(
    'begin',
    { note: `${acting.agent.name}${role} begins, try ${attempt + 1}` },
    {
      ...{ attempt: attempt + 1, tries: tries + 1, startedAt: startedAt ?? change.at, tryStartedAt: change.at },
      ...{ tryMinor: null, error: null },
    },
  );
  // Of one agent's tries the first is told; the others are in the timeline.
  if (attempt === 0) change.tell(taskStarted(change.after));
  return { kind: 'run', acting, shadow: attempt === 0 ? shadow : null };
}
