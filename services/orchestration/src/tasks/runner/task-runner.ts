import { pause } from '@vividwalls/messaging';
import { isInfrastructureFailure } from '@vividwalls/persistence';
import { findDoneSteps } from '../record/task-rows.js';
import { AskedBatches } from './asked-batches.js';
import { askForLeave, type HeldToGuard } from './ask-for-leave.js';
import { askForMoney, type HeldToAsk } from './ask-for-money.js';
import { Bell } from './bell.js';
import { claimLapsed, claimReady } from './claim-tasks.js';
import { Compensations } from './compensations.js';
import type { EngineParts } from './engine-parts.js';
import { executionRequest } from './execution-request.js';
import { beat } from './heartbeat.js';
import { putOffFirst } from './put-off.js';
import { RunningTasks } from './running-tasks.js';
import { Settling } from './settling.js';
import { sweepOverdue } from './sweep-overdue.js';
import { takeBatch, type Held } from './taking.js';

/** Waits that grow after failures, ms. */
const FAILURE_PAUSE_MS = 200;
const FAILURE_PAUSE_MAX_MS = 5_000;

/**
 * Brings tasks from the queue to their ends; any number of processes may do so beside one another.
 *
 * What it does with a task: *takes* it (lease, routing, assignment; begun at once when it costs nothing and is no act), *asks*
 * finance when it costs something and governance when it is an act, *runs* it, *settles* what the run came to. Each is one transaction for many tasks; asking and running hold
 * none. Taking goes on while runs are settled.
 *
 * Invariants: a task has one holder, by the lease; a holder's word counts as long as the row has its token, so one that was
 * thought dead changes nothing; nothing that costs money begins without finance's yes in this lease or a hold that is in force; nothing
 * that is an act begins without leave, used up for this task and exactly this act.
 *
 * Failure points: dies while it holds tasks → their leases end, and whoever sees it goes on: what was only routed is in the
 * queue again, what ran runs on in the same try under the same key. Database away → nothing is taken, ends wait to be written,
 * leases end, others go on. Finance away → what costs money is put back and asked again later; governance away → so is what is an act.
 */
export class TaskRunner {
  private readonly running: RunningTasks;
  private readonly money: AskedBatches<HeldToAsk>;
  private readonly leave: AskedBatches<HeldToGuard>;
  private readonly settling: Settling;
  private readonly compensations: Compensations;
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private loops: Promise<unknown> = Promise.resolve();
  private batch: number;
  private looksForLapsed = true;

  constructor(private readonly parts: EngineParts) {
    const { executors, settings } = parts;
    this.batch = settings.batch;
    this.running = new RunningTasks(executors, settings.graceMs);
    this.compensations = new Compensations(parts);
    const ring = () => this.bell.ring();
    this.money = new AskedBatches(
      'finance',
      parts.log,
      async (held) => this.goOn(await askForMoney(parts, held)),
      ring,
    );
    this.leave = new AskedBatches(
      ...(['governance', parts.log] as const),
      async (held) => this.goOn(await askForLeave(parts, held)),
      ring,
    );
    this.settling = new Settling(parts, (tasks) => {
      for (const task of tasks) {
        this.running.forget(task);
        // The next suspect may be taken.
        if (task.deaths > 1) this.looksForLapsed = true;
      }
      this.bell.ring();
    });
  }

  /** Tasks at work in this process. */
  get size(): number {
    return this.running.size;
  }

  start(): void {
    const { wakeUps, settings } = this.parts;
    const silences = [
      wakeUps.listen(() => this.bell.ring()),
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
    this.bell.ring();
    for (const { id } of this.running.tasks) this.running.stop(id, 'stopping');
    await this.money.drained();
    await this.leave.drained();
    for (const { id } of this.running.tasks) this.running.stop(id, 'stopping');
    await this.loops;
    while (this.running.size > 0) await pause(10);
    await this.settling.drained();
    await this.compensations.stop();
  }

  private async takeOn(): Promise<void> {
    const { settings } = this.parts;
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      const free = settings.concurrency - this.running.size - this.money.size - this.leave.size;
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
      await this.bell.heard(settings.pollMs);
    }
  }

  private async takingFailed(error: Error, failures: number): Promise<void> {
    this.parts.log.warn('tasks could not be taken; tried again', { error: error.message, batch: this.batch });
    if (!isInfrastructureFailure(error)) {
      if (this.batch === 1) await putOffFirst(this.parts);
      this.batch = Math.max(1, Math.floor(this.batch / 2));
    }
    await pause(Math.min(FAILURE_PAUSE_MAX_MS, FAILURE_PAUSE_MS * failures), this.stopping.signal);
  }

  /** @returns how many were taken */
  private async take(limit: number): Promise<number> {
    const { work, clock, assignments } = this.parts;
    const looksForLapsed = this.looksForLapsed;
    this.looksForLapsed = false;
    const { held, count } = await work.run(async (tx) => {
      await assignments.hold(tx);
      const now = clock.now();
      const suspects = this.running.hasSuspect ? 0 : 1;
      const lapsed = looksForLapsed ? await claimLapsed(tx, now, limit, suspects) : [];
      const ready = lapsed.length < limit ? await claimReady(tx, now, limit - lapsed.length) : [];
      const tasks = [...lapsed, ...ready];
      return { held: await takeBatch(tx, this.parts, tasks), count: tasks.length };
    });
    await this.goOn(held);
    return count;
  }

  /** Asks finance or governance about what may not begin without, and runs what may. */
  private async goOn(held: readonly Held[]): Promise<void> {
    this.money.add(held.filter((one): one is HeldToAsk => one.taken.kind === 'ask'));
    this.leave.add(held.filter((one): one is HeldToGuard => one.taken.kind === 'guard'));
    await this.run(held.filter(({ taken }) => taken.kind === 'run'));
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
          this.bell.ring();
        } else this.settling.add(task, ended);
      });
      if (this.stopping.signal.aborted) this.running.stop(task.id, 'stopping');
    }
  }

  private async sweep(): Promise<void> {
    this.looksForLapsed = true;
    this.bell.ring();
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
