import type { Assignment } from '../../consolidation/assignment.js';
import { guardOf } from '../approvals/guard-of.js';
import { taskStarted } from '../told/task-events.js';
import type { Acting } from './acting.js';
import { expectedCost, type ExpectedCost } from './agent-costs.js';
import type { Who } from './choose-who.js';
import { settleSpendOf } from './settle-spend-of.js';
import type { TaskChange } from './task-change.js';
import { NOTHING_NEXT, type Taken, type TakingContext } from './taking.js';
import { FREE } from './unlease.js';

/** A stop without an end of its own is looked at again after this. */
export const STOPPED_RETRY_MS = 5 * 60_000;

/** Begins what was routed, unless its agent stands still, or finance is to be asked, or a person. */
export function beginOrAsk(change: TaskChange, { acting, shadow }: Who, context: TakingContext): Taken {
  const { agent } = acting;
  const stop = change.after.stage === 'person' ? undefined : context.stops.get(agent.id);
  if (stop !== undefined) {
    const runAfter = stop ?? new Date(change.at.getTime() + STOPPED_RETRY_MS);
    change.move('await_budget', { note: `${agent.name} stands still` }, { ...FREE, runAfter });
    return NOTHING_NEXT;
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
  // Who waited because the agent stood still has not waited for finance yet.
  const { waitsFor, spendState } = change.before;
  return { kind: 'ask', acting, cost, shadow, hasWaited: waitsFor === 'budget' && spendState === 'asked' };
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

/** From `budget_reserved` on: the work begins, unless governance is to be asked first. */
export function begin(change: TaskChange, acting: Acting, shadow: Assignment['shadow']): Taken {
  const guarded = guardOf(change.after, acting);
  return guarded ? { kind: 'guard', acting, shadow, ...guarded } : work(change, acting, shadow);
}

/** The work begins. Whoever calls this has leave. */
export function work(change: TaskChange, acting: Acting, shadow: Assignment['shadow']): Taken {
  const { attempt, tries, startedAt } = change.after;
  const { agent, persona } = acting;
  const role = persona === null || persona.id === agent.id ? '' : ` as ${persona.name}`;
  change.move(
    'begin',
    { note: `${agent.name}${role} begins, try ${attempt + 1}` },
    {
      ...{ attempt: attempt + 1, tries: tries + 1, startedAt: startedAt ?? change.at, tryStartedAt: change.at },
      ...{ tryMinor: null, error: null },
    },
  );
  // Of one agent's tries the first is told; the others are in the timeline.
  if (attempt === 0) change.tell(taskStarted(change.after));
  return { kind: 'run', acting, shadow: attempt === 0 ? shadow : null };
}
