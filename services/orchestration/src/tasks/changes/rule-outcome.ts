import { outputFaults } from '../../executors/output-schema.js';
import type { ActualCost, ExecutionOutcome } from '../../executors/executor.js';
import type { Json } from '../../json.js';
import type { Roster } from '../../registry/roster.js';
import { agentName, personaWords } from '../../routing/spoken-of.js';
import { asRouting, routingOf, type TaskRecord } from '../record/task-record.js';
import type { TaskError } from '../task.js';
import { taskEnded, taskFellBack, taskWaiting } from '../told/task-events.js';
import { actingOf } from './acting.js';
import { hadBy, nextFallback, type Fallback } from './next-fallback.js';
import { mayRetry, retryAfterMs } from './retry-policy.js';
import { settleSpendOf } from './settle-spend-of.js';
import type { TaskChange } from './task-change.js';
import { FREE } from './unlease.js';

export interface RulingContext {
  readonly roster: Roster;
  readonly chance: () => number;
  /** Who brings the outcome, when it is not the engine: a person, an agent from outside. */
  readonly actor?: string;
}

type Failed = Extract<ExecutionOutcome, { kind: 'failed' }>;
type Waiting = Extract<ExecutionOutcome, { kind: 'waiting' }>;

const MESSAGE_MAX = 1_000;

/** What becomes of a running task by what its executor, a callback or a person says. Pure but for chance, which is passed in. */
export function ruleOutcome(change: TaskChange, outcome: ExecutionOutcome, context: RulingContext): TaskChange {
  addCost(change, outcome.cost);
  if (outcome.kind === 'waiting') return wait(change, outcome);
  if (outcome.kind === 'failed') return ruleFailure(change, outcome, context);
  const fault = faultOf(change.after, outcome.output, context.roster);
  if (fault) return ruleFailure(change, { kind: 'failed', ...fault, retryable: true, cost: {} }, context);
  settleSpendOf(change, true);
  const set = { ...FREE, output: outcome.output, error: null, resumedBy: null, endedAt: change.at };
  change.move('succeed', { note: 'done', ...by(context) }, set);
  return change.tell(taskEnded(change.after));
}

function addCost(change: TaskChange, { minor, tokens }: ActualCost): void {
  const { tryMinor, actualMinor, tokens: before } = change.after;
  change.set({
    ...(minor !== undefined && { tryMinor: (tryMinor ?? 0n) + minor, actualMinor: (actualMinor ?? 0n) + minor }),
    ...(tokens !== undefined && { tokens: (before ?? 0) + tokens }),
  });
}

const WAITED_FOR = { task: 'a task of its own', approval: 'an approval', person: 'a person', callback: 'a callback' };

function wait(change: TaskChange, { for: what, until, onTime = 'time_out', approval }: Waiting): TaskChange {
  const note = `waits for ${WAITED_FOR[what]} until ${until.toISOString()}`;
  const asked = approval && { approvalKey: approval.key, approvalId: approval.id, approvalAsker: approval.asker };
  const set = { ...FREE, waitsUntil: until, onTime, resumedBy: null, ...asked };
  const facts = approval && { approvalId: approval.id, key: approval.key };
  change.move(`wait_for_${what}`, { note, ...(facts && { facts }) }, set);
  if (what === 'approval' && approval?.id) change.tell(taskWaiting(change.after, 'approval', approval.reason));
  return what === 'person'
    ? change.tell(taskWaiting(change.after, 'person', 'a person has to do it, or to answer'))
    : change;
}

function faultOf(task: TaskRecord, output: Json, roster: Roster): TaskError | undefined {
  const capability = task.capability === null ? undefined : roster.capabilities.get(task.capability);
  if (!capability) return undefined;
  const faults = outputFaults(capability.outputSchema, output);
  if (faults.length === 0) return undefined;
  return { code: 'bad_output', message: `not what ${capability.name} promises: ${faults.join('; ')}` };
}

/** Another try, then a fallback; at the end of the chain it has failed, or timed out when its time is over. */
export function ruleFailure(change: TaskChange, failure: Failed, context: RulingContext): TaskChange {
  const { after: task, at } = change;
  const error = { code: failure.code, message: failure.message.slice(0, MESSAGE_MAX) };
  settleSpendOf(change, false);
  if (task.dueAt !== null && task.dueAt <= at) return end(change, 'time_out', error, context);
  const isActing = task.mode === 'act';
  if (isActing && failure.retryable && mayRetry(task.priority, task.attempt)) {
    const delayMs = retryAfterMs(task.attempt, failure.retryAfterMs ?? 0, context.chance);
    const note = `${error.code}: ${error.message}; tried again in ${delayMs} ms`;
    const runAfter = new Date(at.getTime() + delayMs);
    return change.move('retry', { note, ...by(context) }, { ...FREE, ...OVER, error, runAfter });
  }
  const next = failure.final ? undefined : nextFallback(task, context.roster);
  if (!next) return end(change, 'fail', error, context);
  return fallBack(change, next, error, context);
}

/** Between two tries. */
const OVER = { resumedBy: null, tryStartedAt: null, tryMinor: null } as const;

/** Gives a task to the next in the chain; the roster says what they may do by the time it is taken again. */
export function fallBack(change: TaskChange, next: Fallback, error: TaskError, context: RulingContext): TaskChange {
  const before = change.after;
  const kept = routingOf(before);
  const reasons = [{ criterion: 'fallback', text: `${error.code}: ${error.message}`.slice(0, MESSAGE_MAX) }];
  const routing = asRouting({
    ...{ agentId: next.agentId, personaId: next.personaId, confidence: kept?.confidence ?? 0 },
    ...{ reasons, others: kept?.others ?? [] },
  });
  const set: Partial<TaskRecord> = {
    ...{ ...FREE, ...OVER, stage: next.stage, routing, error, runAfter: change.at, attempt: 0 },
    ...{ agentId: next.agentId, personaId: next.personaId, targetAgentId: next.agentId, migrationId: null },
    ...{ actsAs: 'target', tried: hadBy(before) },
  };
  const { roster } = context;
  const who = next.agentId === null ? '' : `, ${agentName(roster, next.agentId)}${personaWords(roster, next)}`;
  const note = `${error.code}: ${error.message}; next: ${next.stage}${who}`;
  change.move('fall_back', { note, ...by(context) }, set);
  return change.tell(taskFellBack(before, change.after, next.stage, `${error.code}: ${error.message}`));
}

/** Ends it without success; what its steps have done is then taken back, where that is possible. */
export function end(
  change: TaskChange,
  how: 'fail' | 'time_out' | 'cancel' | 'reject',
  error: TaskError,
  { actor }: Pick<RulingContext, 'actor'> = {},
): TaskChange {
  settleSpendOf(change, false);
  const { startedAt, mode } = change.after;
  const mayHaveActed = startedAt !== null && mode === 'act';
  change.move(
    how,
    { note: `${error.code}: ${error.message}`, ...(actor !== undefined && { actor }) },
    {
      ...{ ...FREE, error, resumedBy: null, endedAt: change.at },
      ...(mayHaveActed && { compensation: 'due' as const, compensateAt: change.at }),
    },
  );
  return change.tell(taskEnded(change.after));
}

const by = ({ actor }: RulingContext) => (actor === undefined ? {} : { actor });

/** Whether a task has somebody who could do it. */
export const hasActor = (task: TaskRecord, roster: Roster): boolean => actingOf(task, roster) !== undefined;
