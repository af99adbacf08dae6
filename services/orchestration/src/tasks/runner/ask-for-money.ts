import type { EntityManager } from 'typeorm';
import { isOvertaken } from '../changes/choose-who.js';
import { ruleSpend, type SpendAnswer } from '../changes/rule-spend.js';
import { TaskChange } from '../changes/task-change.js';
import { askFinance } from '../spends/ask-finance.js';
import { endOfDay, stopAgents } from '../stops/agent-stops.js';
import { inTurns } from './asked-batches.js';
import type { EngineParts } from './engine-parts.js';
import { besideWork, type Held } from './taking.js';

export type HeldToAsk = Held & { readonly taken: Extract<Held['taken'], { kind: 'ask' }> };

/** Asks finance about tasks that were taken and cost something, and writes all the answers together. @returns what goes on */
export async function askForMoney(parts: EngineParts, held: readonly HeldToAsk[]): Promise<Held[]> {
  const answers = await inTurns(held, ({ task, taken }) => askFinance(parts.requests, task, taken));
  return parts.work.run((tx) => write(tx, parts, held, answers));
}

async function write(
  tx: EntityManager,
  parts: EngineParts,
  held: readonly HeldToAsk[],
  answers: readonly Awaited<ReturnType<typeof askFinance>>[],
): Promise<Held[]> {
  const { clock, chance, rosters, assignments, changes, outbox } = parts;
  await assignments.hold(tx);
  const now = clock.now();
  const context = { roster: await rosters.current(tx), chance };
  const inForce = { assignments, migrations: await assignments.statesFor(tx) };
  const ruled = held.map((one, i) => {
    const change = new TaskChange(one.task, now);
    const answer: SpendAnswer = isOvertaken(one.task, inForce) ? { kind: 'overtaken' } : answers[i]!;
    return { one, change, taken: ruleSpend(change, answer, one.taken, context) };
  });
  const all = ruled.map(({ change }) => change);
  const made = new Set(await changes.make(tx, all, now));
  const real = ruled.filter(({ change }) => made.has(change));
  const stops = real.flatMap(({ taken, one, change: { after } }) =>
    taken.stops === undefined ? [] : [stopOf(one.taken.acting.agent.id, after.id, taken.stops, now)],
  );
  await stopAgents(tx, outbox, stops, now);
  const next = real.flatMap(({ one, change, taken }): Held[] =>
    taken.kind === 'none' ? [] : [{ task: change.after, taken, isResumed: one.isResumed }],
  );
  await besideWork(tx, parts, next, now);
  return next;
}

const stopOf = (agentId: string, taskId: string, reason: string, now: Date) => ({
  ...{ agentId, taskId, reason, cause: 'over_budget' as const, until: endOfDay(now) },
});
