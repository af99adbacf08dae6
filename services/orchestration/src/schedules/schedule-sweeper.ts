import type { UnitOfWork } from '@vividwalls/messaging';
import { PeriodicWork, type Clock, type Log } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { TaskRefused } from '../tasks/enqueue/task-faults.js';
import type { TaskDesk } from '../tasks/ports.js';
import { lastTime, nextTime, type Schedule } from './schedule.js';
import { markRun, takeDue } from './schedule-rows.js';

/** How often it is looked whether a time has come. */
const EVERY_MS = 5_000;

export interface ScheduleParts {
  readonly work: Pick<UnitOfWork, 'run'>;
  readonly desk: TaskDesk;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error' | 'warn'>;
}

/**
 * Asks for the work of every schedule whose time has come. Its row is locked by whoever does, and the task's key names schedule and
 * day, so that of several processes one asks, and once. Times that nobody saw, because nobody ran, are one: the last of them, late.
 */
export class ScheduleSweeper {
  private readonly sweeping: PeriodicWork;

  constructor(private readonly parts: ScheduleParts) {
    this.sweeping = new PeriodicWork({
      ...{ log: parts.log, everyMs: EVERY_MS, failure: 'schedules could not be looked at; tried again' },
      round: () => this.sweep().then(() => false),
    });
  }

  start(): void {
    this.sweeping.start();
  }

  async stop(): Promise<void> {
    await this.sweeping.stop();
  }

  /** All whose time has come. @returns the ids of their tasks */
  async sweep(): Promise<string[]> {
    const taskIds: string[] = [];
    for (;;) {
      const ran = await this.parts.work.run((tx) => this.runOne(tx));
      if (!ran) return taskIds;
      if (ran.taskId !== null) taskIds.push(ran.taskId);
    }
  }

  private async runOne(tx: EntityManager): Promise<{ readonly taskId: string | null } | undefined> {
    const now = this.parts.clock.now();
    const due = await takeDue(tx, now);
    if (!due) return undefined;
    const taskId = await this.ask(tx, due, now);
    await markRun(tx, due.id, { nextAt: nextTime(due, now), taskId, at: now });
    return { taskId };
  }

  /** Null when it is no work that can be taken: the next time is another chance, and the log says why. */
  private async ask(tx: EntityManager, schedule: Schedule, now: Date): Promise<string | null> {
    const { id, capability, input, timeZone } = schedule;
    const { day } = lastTime(schedule, now);
    const correlationId = uuidv7();
    try {
      const [taskId] = await this.parts.desk.enqueue(tx, [
        {
          ...{ key: `schedule/${id}/${day}`, capability, input: { day, timeZone, ...input }, context: {} },
          ...{ priority: 'medium', subject: `schedule/${id}`, requestedBy: `schedule:${id}` },
          cause: { correlationId, causationId: correlationId },
        },
      ]);
      return taskId!;
    } catch (error) {
      if (!(error instanceof TaskRefused)) throw error;
      this.parts.log.error('the work of a schedule was refused', { schedule: id, error: error.message });
      return null;
    }
  }
}
