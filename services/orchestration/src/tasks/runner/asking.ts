import type { EntityManager } from 'typeorm';
import { isOvertaken } from '../changes/choose-who.js';
import { ruleSpend, type SpendAnswer } from '../changes/rule-spend.js';
import { TaskChange } from '../changes/task-change.js';
import { askFinance } from '../spends/ask-finance.js';
import { endOfDay, stopAgents } from '../stops/agent-stops.js';
import type { EngineParts } from './engine-parts.js';
import { besideWork, type Held } from './taking.js';

/** Questions to finance at a time; one asker may have 128 open, and others ask too. */
const ASKED_AT_ONCE = 64;

type HeldToAsk = Held & { readonly taken: Extract<Held['taken'], { kind: 'ask' }> };

/** Asks finance about the tasks that were taken and cost something, and writes all the answers of a batch together. */
export class Asking {
  private readonly asking = new Set<Promise<void>>();
  private count = 0;

  /**
   * @param begin gets what may begin by finance's answer, once that is committed
   * @param answered hears that a batch is done with, well or not
   */
  constructor(
    private readonly parts: EngineParts,
    private readonly begin: (held: readonly Held[]) => Promise<void>,
    private readonly answered: () => void,
  ) {}

  /** Tasks that are being asked about. */
  get size(): number {
    return this.count;
  }

  add(held: readonly Held[]): void {
    const toAsk = held.filter((one): one is HeldToAsk => one.taken.kind === 'ask');
    if (toAsk.length === 0) return;
    this.count += toAsk.length;
    const asking = this.ask(toAsk)
      .catch((error: Error) => this.parts.log.warn('answers of finance could not be written', { error: error.message }))
      .finally(() => {
        this.count -= toAsk.length;
        this.asking.delete(asking);
        this.answered();
      });
    this.asking.add(asking);
  }

  /** Resolves when nothing that was added is being asked about any more. */
  async drained(): Promise<void> {
    await Promise.all(this.asking);
  }

  private async ask(held: readonly HeldToAsk[]): Promise<void> {
    const { requests, work } = this.parts;
    const answers = await inTurns(held, ASKED_AT_ONCE, ({ task, taken }) => askFinance(requests, task, taken));
    await this.begin(await work.run((tx) => this.write(tx, held, answers)));
  }

  private async write(
    tx: EntityManager,
    held: readonly HeldToAsk[],
    answers: readonly Awaited<ReturnType<typeof askFinance>>[],
  ): Promise<Held[]> {
    const { clock, chance, rosters, assignments, changes, outbox } = this.parts;
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
    await besideWork(tx, this.parts, next, now);
    return next;
  }
}

const stopOf = (agentId: string, taskId: string, reason: string, now: Date) => ({
  ...{ agentId, taskId, reason, cause: 'over_budget' as const, until: endOfDay(now) },
});

async function inTurns<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += atOnce)
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
  return results;
}
