import { pause } from '@vividwalls/messaging';
import { isInfrastructureFailure } from '@vividwalls/persistence';
import { ruleSpend } from '../changes/rule-spend.js';
import { TaskChange } from '../changes/task-change.js';
import { findDoneSteps } from '../record/task-rows.js';
import { askFinance } from '../spends/ask-finance.js';
import { endOfDay, stopAgents } from '../stops/agent-stops.js';
import { claimLapsed, claimReady } from './claim-tasks.js';
import { Compensations } from './compensations.js';
import type { EngineParts } from './engine-parts.js';
import { executionRequest } from './execution-request.js';
import { beat } from './heartbeat.js';
import { RunningTasks } from './running-tasks.js';
import { Settling } from './settling.js';
import { sweepOverdue } from './sweep-overdue.js';
import { besideWork, takeBatch, type Held } from './taking.js';

/** Waits that grow after failures, ms. */
const FAILURE_PAUSE_MS = 200;
const FAILURE_PAUSE_MAX_MS = 5_000;

/** A batch that can't be taken even alone is looked at again after this. */
const UNTAKABLE_AFTER_MS = 60_000;

/**
 * Brings tasks from the queue to their ends; any number of processes may do so beside one another.
 *
 * What it does with a task: *takes* it (lease, routing, assignment; begun at once when it costs nothing), *asks* finance when it
 * costs something, *runs* it, *settles* what the run came to. Each is one transaction for many tasks; asking and running hold
 * none. Taking goes on while runs are settled.
 *
 * Invariants: a task has one holder, by the lease; a holder's word counts as long as the row has its token, so one that was
 * thought dead changes nothing; nothing that costs money begins without finance's yes in this lease or a hold that is in force.
 *
 * Failure points: dies while it holds tasks → their leases end, and whoever sees it goes on: what was only routed is in the
 * queue again, what ran runs on in the same try under the same key. Database away → nothing is taken, ends wait to be written,
 * leases end, others go on. Finance away → what costs money is put back and asked again later.
 */
export class TaskRunner {
  private readonly running: RunningTasks;
  private readonly settling: Settling;
  private readonly compensations: Compensations;
  private readonly stopping = new AbortController();
  private readonly asking = new Set<Promise<void>>();
  private loops: Promise<unknown> = Promise.resolve();
  private ring: () => void = () => undefined;
  private isRung = false;
  private askingTasks = 0;
  private batch: number;
  private looksForLapsed = true;

  constructor(private readonly parts: EngineParts) {
    const { executors, settings } = parts;
    this.batch = settings.batch;
    this.running = new RunningTasks(executors, settings.graceMs);
    this.compensations = new Compensations(parts);
    this.settling = new Settling(parts, (tasks) => {
      for (const task of tasks) {
        this.running.forget(task);
        // The next suspect may be taken.
        if (task.deaths > 1) this.looksForLapsed = true;
      }
      this.wake();
    });
  }

  /** Tasks at work in this process. */
  get size(): number {
    return this.running.size;
  }

  start(): void {
    const { wakeUps, settings } = this.parts;
    const silences = [
      wakeUps.listen(() => this.wake()),
      wakeUps.listenForCancels((taskId) => this.running.stop(taskId, 'cancel')),
    ];
    this.loops = Promise.all([
      this.takeOn(),
      this.every(settings.heartbeatMs, () => beat(this.parts, this.running)),
      this.every(settings.sweepMs, () => this.sweep()),
    ]).finally(() => silences.forEach((silence) => silence()));
  }

  /** Takes nothing more, tells what runs to stop, gives it back, and returns when nothing of it is left here. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    for (const { id } of this.running.tasks) this.running.stop(id, 'stopping');
    await Promise.all(this.asking);
    for (const { id } of this.running.tasks) this.running.stop(id, 'stopping');
    await this.loops;
    while (this.running.size > 0) await pause(10);
    await this.settling.drained();
    await this.compensations.stop();
  }

  private wake(): void {
    this.isRung = true;
    this.ring();
  }

  private async takeOn(): Promise<void> {
    const { settings } = this.parts;
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      const free = settings.concurrency - this.running.size - this.askingTasks;
      // A few places are not worth a transaction while many are at work and will soon be free.
      const isWorthIt = free >= Math.min(this.batch, settings.concurrency / 4);
      try {
        const taken = isWorthIt ? await this.take(Math.min(free, this.batch)) : 0;
        failures = 0;
        if (isWorthIt && taken >= Math.min(free, this.batch)) {
          this.batch = Math.min(settings.batch, this.batch * 2);
          continue;
        }
      } catch (error) {
        failures += 1;
        await this.takingFailed(error as Error, failures);
      }
      await this.untilRung(settings.pollMs);
    }
  }

  private async takingFailed(error: Error, failures: number): Promise<void> {
    this.parts.log.warn('tasks could not be taken; tried again', { error: error.message, batch: this.batch });
    if (!isInfrastructureFailure(error)) {
      if (this.batch === 1) {
        await this.defer().catch(({ message }: Error) =>
          this.parts.log.error('a task that can’t be taken could not be put off either', { error: message }),
        );
      }
      this.batch = Math.max(1, Math.floor(this.batch / 2));
    }
    await pause(Math.min(FAILURE_PAUSE_MAX_MS, FAILURE_PAUSE_MS * failures), this.stopping.signal);
  }

  /** The first of the queue keeps the others from being taken: it comes later, and the log says so. */
  private async defer(): Promise<void> {
    const now = this.parts.clock.now();
    await this.parts.work.run(async (tx) => {
      const [first] = await claimReady(tx, now, 1);
      if (!first) return;
      this.parts.log.error('a task can’t be taken; it is put off', { taskId: first.id });
      const later = new Date(now.getTime() + UNTAKABLE_AFTER_MS);
      await tx.query('UPDATE tasks SET run_after = $2 WHERE id = $1', [first.id, later]);
    });
  }

  private untilRung(ms: number): Promise<void> {
    if (this.isRung) {
      this.isRung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.ring = () => undefined;
        this.isRung = false;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.ring = done;
    });
  }

  /** @returns how many were taken */
  private async take(limit: number): Promise<number> {
    const { work, clock } = this.parts;
    const looksForLapsed = this.looksForLapsed;
    this.looksForLapsed = false;
    const { held, count } = await work.run(async (tx) => {
      const now = clock.now();
      const suspects = this.running.hasSuspect ? 0 : 1;
      const lapsed = looksForLapsed ? await claimLapsed(tx, now, limit, suspects) : [];
      const ready = lapsed.length < limit ? await claimReady(tx, now, limit - lapsed.length) : [];
      const tasks = [...lapsed, ...ready];
      return { held: await takeBatch(tx, this.parts, tasks), count: tasks.length };
    });
    const asked = held.filter(({ taken }) => taken.kind === 'ask');
    if (asked.length > 0) this.ask(asked);
    await this.run(held.filter(({ taken }) => taken.kind === 'run'));
    return count;
  }

  /** Asks finance about each, and writes all its answers together. */
  private ask(held: readonly Held[]): void {
    this.askingTasks += held.length;
    const asking = this.askAndBegin(held)
      .catch((error: Error) => this.parts.log.warn('answers of finance could not be written', { error: error.message }))
      .finally(() => {
        this.askingTasks -= held.length;
        this.asking.delete(asking);
        this.wake();
      });
    this.asking.add(asking);
  }

  private async askAndBegin(held: readonly Held[]): Promise<void> {
    const { work, requests, clock, chance, rosters, changes, outbox } = this.parts;
    const answers = await inTurns(held, ASKED_AT_ONCE, ({ task, taken }) =>
      askFinance(requests, task, taken as Extract<Held['taken'], { kind: 'ask' }>),
    );
    const begun = await work.run(async (tx) => {
      const now = clock.now();
      const context = { roster: await rosters.current(tx), chance };
      const ruled = held.map((one, i) => {
        const change = new TaskChange(one.task, now);
        const asked = one.taken as Extract<Held['taken'], { kind: 'ask' }>;
        return { one, change, asked, taken: ruleSpend(change, answers[i]!, asked, context) };
      });
      const made = new Set(
        await changes.make(
          tx,
          ruled.map(({ change }) => change),
          now,
        ),
      );
      const real = ruled.filter(({ change }) => made.has(change));
      const stops = real.flatMap(({ taken, change: { after }, asked }) =>
        'stops' in taken && taken.stops !== undefined
          ? [{ ...stopped(asked.acting.agent.id, after.id, taken.stops), until: endOfDay(now) }]
          : [],
      );
      await stopAgents(tx, outbox, stops, now);
      const next = real.flatMap(({ one, change, taken }): Held[] =>
        taken.kind === 'none' ? [] : [{ task: change.after, taken, isResumed: one.isResumed }],
      );
      await besideWork(tx, this.parts, next, now);
      return next;
    });
    await this.run(begun);
  }

  private async run(held: readonly Held[]): Promise<void> {
    const resumed = held.filter(({ isResumed }) => isResumed).map(({ task }) => task.id);
    const steps = resumed.length > 0 ? await this.parts.work.run((tx) => findDoneSteps(tx, resumed)) : new Map();
    const now = this.parts.clock.now();
    for (const { task, taken } of held) {
      const request = executionRequest(task, taken.acting, steps.get(task.id) ?? new Map(), now);
      void this.running.run(task, request, now).then((ended) => {
        if (ended.kind === 'stopped' && ended.why === 'lost') {
          this.running.forget(task);
          this.wake();
        } else this.settling.add(task, ended);
      });
      if (this.stopping.signal.aborted) this.running.stop(task.id, 'stopping');
    }
  }

  private async sweep(): Promise<void> {
    this.looksForLapsed = true;
    this.wake();
    await sweepOverdue(this.parts);
    await this.compensations.sweep();
  }

  private async every(ms: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(ms, signal);
      if (signal.aborted) return;
      try {
        await work();
      } catch (error) {
        this.parts.log.warn('a round of the task runner failed; tried again', { error: (error as Error).message });
      }
    }
  }
}

const stopped = (agentId: string, taskId: string, reason: string) => ({
  ...{ agentId, taskId, reason, cause: 'over_budget' as const },
});

/** Questions to finance at a time; one asker may have 128 open, and others ask too. */
const ASKED_AT_ONCE = 64;

async function inTurns<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += atOnce)
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
  return results;
}
