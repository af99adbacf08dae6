import { AskedGovernance } from '@vividwalls/contracts';
import { takeLeave, useLeave, type Leave } from '../approvals/ask-leave.js';
import { ruleLeave, type LeaveAnswer } from '../approvals/rule-leave.js';
import { digestOfHandedOver } from '../approvals/task-question.js';
import { isOvertaken } from '../changes/choose-who.js';
import { TaskChange } from '../changes/task-change.js';
import { inTurns } from './asked-batches.js';
import type { EngineParts } from './engine-parts.js';
import { besideWork, type Held } from './taking.js';

export type HeldToGuard = Held & { readonly taken: Extract<Held['taken'], { kind: 'guard' }> };

/**
 * Asks governance about tasks that may begin with leave alone, takes the leave that there is, and writes all the answers together.
 * This is the one way from `budget_reserved` to work that has an act: leave is used up for this task and this act before the
 * row says that it runs. A process that dies in between has the leave still, for the same task and the same act.
 *
 * @returns what goes on
 */
export async function askForLeave(parts: EngineParts, held: readonly HeldToGuard[]): Promise<Held[]> {
  const { work, clock, chance, rosters, assignments, changes } = parts;
  const answers = await inTurns(held, (one) => leaveFor(parts, one));
  return work.run(async (tx) => {
    await assignments.hold(tx);
    const now = clock.now();
    const context = { roster: await rosters.current(tx), chance };
    const inForce = { assignments, migrations: await assignments.statesFor(tx) };
    const ruled = held.map((one, i) => {
      const change = new TaskChange(one.task, now);
      const answer: LeaveAnswer = isOvertaken(one.task, inForce) ? { kind: 'overtaken' } : answers[i]!;
      return { one, change, taken: ruleLeave(change, answer, one.taken, context) };
    });
    const all = ruled.map(({ change }) => change);
    const made = new Set(await changes.make(tx, all, now));
    const next = ruled.flatMap(({ one, change, taken }): Held[] =>
      taken.kind === 'none' || !made.has(change) ? [] : [{ task: change.after, taken, isResumed: one.isResumed }],
    );
    await besideWork(tx, parts, next, now);
    return next;
  });
}

async function leaveFor({ requests }: EngineParts, { task, taken }: HeldToGuard): Promise<Leave> {
  const { question, isOwn, acting } = taken;
  const usedFor = `task/${task.id}`;
  if (task.leave !== null) {
    const { key, act } = task.leave;
    const use = { key, usedFor, actor: `agent:${acting.agent.id}`, digest: digestOfHandedOver(task, act) };
    const leave = await useLeave(requests, use, []);
    if (leave.kind === 'unanswered') return leave;
    // Leave for another act is not enough for the capability's own; leave that does not hold is no reason not to ask.
    const isEnough = leave.kind === 'given' ? !isOwn || act === question.act : !isOwn;
    if (isEnough) return leave.kind === 'given' ? { ...leave, key } : leave;
  }
  // What it asked before is another act by now: nobody need decide that any more.
  const { approvalKey, approvalAsker } = task;
  if (approvalKey !== null && approvalAsker !== null && approvalKey !== question.key)
    await new AskedGovernance(requests).withdraw({
      ...{ key: approvalKey, asker: approvalAsker },
      reason: 'somebody else would do it by now, or otherwise: asked anew',
    });
  return takeLeave(requests, question, usedFor);
}
