import type { DataSource } from 'typeorm';
import { pause, retryDelayMs } from '../../backoff.js';
import { OUTAGE_WAIT_MAX_MS, OUTAGE_WAIT_MIN_MS } from '../../limits.js';
import type { MessagingLog } from '../../log.js';
import { lead } from '../../outbox/leader.js';
import type { LetterDesk } from '../letter-desk.js';
import { removeOldLetters } from '../letter-retention.js';
import { activeLetterJobs } from './job.js';
import { stepJob, type Transact } from './job-step.js';
import { nextDueMs } from './pace.js';

export interface LetterJobRunnerSettings {
  /** A direct connection, for the election. */
  readonly databaseUrl: string;
  readonly dataSource: DataSource;
  /** What is led; one per desk: `dead-letter-jobs:<service>`. */
  readonly name: string;
  readonly desk: LetterDesk;
  readonly log: MessagingLog;
  /** Called after a step committed: its outbox rows are there to be relayed. */
  readonly committed: () => void;
}

/** A job asked for through another replica is noticed within this time. */
const LOOK_MS = 500;

/** Jobs that take turns; more wait until one of them ends. */
const JOBS_AT_ONCE = 20;

/** Old letters and jobs are removed this often. */
const REMOVE_EVERY_MS = 60 * 60_000;

/**
 * Works through the jobs of a desk, in the one process that leads. Jobs take turns, letter by letter, each at its own rate.
 *
 * *following* until elected → *looking* for jobs (woken, or every {@link LOOK_MS}) → *stepping* each job that is due →
 * *pausing* until the next is → looking again. The database's own failures are waited out, with growing pauses. It keeps
 * nothing but when each job is due, so what a death costs is one pause.
 */
export class LetterJobRunner {
  private readonly stopping = new AbortController();
  private readonly dueMs = new Map<string, number>();
  private running: Promise<void> | undefined;
  private woken = new AbortController();
  private removedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly settings: LetterJobRunnerSettings) {}

  start(): void {
    this.running = lead(this.settings, this.stopping.signal, (leading) => this.runWhile(leading));
  }

  /** Says that a job was asked for. */
  wake(): void {
    this.woken.abort();
  }

  /** Finishes the letter under way, then stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async runWhile(leading: AbortSignal): Promise<void> {
    for (let failures = 0; !leading.aborted;) {
      try {
        this.woken = new AbortController();
        const waitMs = await this.round(leading);
        failures = 0;
        await pause(waitMs, AbortSignal.any([leading, this.woken.signal]));
      } catch (error) {
        failures += 1;
        this.settings.log.warn('jobs wait for the database', { error: (error as Error).message });
        await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), leading);
      }
    }
  }

  /** One letter of every job that is due. Resolves to how long nothing is due, ms. */
  private async round(leading: AbortSignal): Promise<number> {
    const { dataSource, desk, log, committed } = this.settings;
    const transact: Transact = (work) => dataSource.transaction(work);
    await this.removeOld();
    const jobs = await activeLetterJobs(dataSource, JOBS_AT_ONCE);
    for (const { id, ratePerSecond } of jobs) {
      if (leading.aborted) return 0;
      const dueMs = this.dueMs.get(id) ?? performance.now();
      if (dueMs > performance.now()) continue;
      const goesOn = await stepJob(transact, desk, id, log);
      committed();
      if (goesOn) this.dueMs.set(id, nextDueMs(dueMs, performance.now(), ratePerSecond));
      else this.dueMs.delete(id);
    }
    const active = new Set(jobs.map(({ id }) => id));
    for (const id of this.dueMs.keys()) if (!active.has(id)) this.dueMs.delete(id);
    return Math.max(0, Math.min(LOOK_MS, ...[...this.dueMs.values()].map((dueMs) => dueMs - performance.now())));
  }

  private async removeOld(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.removedAtMs < REMOVE_EVERY_MS) return;
    this.removedAtMs = nowMs;
    await removeOldLetters(this.settings.dataSource, this.settings.desk.settings.now());
  }
}
