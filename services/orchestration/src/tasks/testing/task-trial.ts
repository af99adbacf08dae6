import { catalogue, ENVELOPE_EXTENSIONS } from '@vividwalls/events';
import { Outbox, type Requests, type UnitOfWork } from '@vividwalls/messaging';
import { createDataSource } from '@vividwalls/persistence';
import { Clock, type Log } from '@vividwalls/platform';
import type { DataSource, EntityManager } from 'typeorm';
import type { Rosters } from '../../registry/roster.js';
import { ApprovalDecisionHandlers } from '../approvals/approval-decisions.handlers.js';
import { TaskChanges } from '../changes/task-changes.js';
import { TaskBook } from '../enqueue/task-book.js';
import type { Assignments, Executors, HearsTaskEndings, Router } from '../ports.js';
import { findTasks } from '../record/task-rows.js';
import type { TaskRecord } from '../record/task-record.js';
import type { EngineParts } from '../runner/engine-parts.js';
import { RUNNER_SETTINGS, type RunnerSettings } from '../runner/runner-settings.js';
import { TaskRunner } from '../runner/task-runner.js';
import { WakeUps } from '../runner/wake-ups.js';
import type { NewTask } from '../task.js';
import { GovernanceStandIn, type Verdict } from './governance-stand-in.js';
import { CapabilityRouter, FunctionExecutors, TargetActs } from './trial-ports.js';
import { TRIAL_AGENTS, TRIAL_CAPABILITIES, TrialRosters } from './trial-roster.js';

/** The wall clock, moved forward by hand. */
export class MovableClock extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(new Date().getTime() + this.aheadMs);
  }

  passMs(ms: number): void {
    this.aheadMs += ms;
  }
}

export interface TrialOptions {
  readonly executors?: Executors;
  readonly clock?: MovableClock;
  readonly router?: Router;
  readonly assignments?: Assignments;
  readonly rosters?: Rosters;
  /** Whom anything but governance is asked by. */
  readonly requests?: Pick<Requests, 'ask'>;
  /** Decides by people when it is left out; kept by all processes of a spec. */
  readonly governance?: GovernanceStandIn;
  readonly settings?: Partial<RunnerSettings>;
  readonly hearers?: readonly HearsTaskEndings[];
  readonly owner?: string;
  /** 0: no jitter, the shortest delays. */
  readonly chance?: () => number;
}

const LOG: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const NOBODY_ASKED: Pick<Requests, 'ask'> = {
  ask: () => Promise.reject(new Error('this trial has nobody to ask')),
};

/** Short times: a spec waits for no lease of half a minute. */
const QUICK: Partial<RunnerSettings> = { pollMs: 50, sweepMs: 50, heartbeatMs: 100, leaseMs: 5_000, graceMs: 200 };

let trials = 0;

/** The engine of one process over a database, without Nest and HTTP. */
export class TaskTrial {
  readonly clock: MovableClock;
  readonly wakeUps = new WakeUps();
  readonly outbox: Outbox;
  readonly changes: TaskChanges;
  readonly desk: TaskBook;
  readonly governance: GovernanceStandIn;
  readonly parts: EngineParts;
  readonly runner: TaskRunner;
  readonly paths: { readonly from: string; readonly to: string }[] = [];

  constructor(
    readonly dataSource: DataSource,
    options: TrialOptions = {},
  ) {
    const clock = (this.clock = options.clock ?? new MovableClock());
    this.outbox = new Outbox({
      ...{ source: 'vividwalls/orchestration', catalogue, extensions: ENVELOPE_EXTENSIONS, now: () => clock.now() },
    });
    this.changes = new TaskChanges(this.outbox, this.wakeUps, () => options.hearers ?? []);
    this.governance = options.governance ?? new GovernanceStandIn(options.requests ?? NOBODY_ASKED, () => clock.now());
    this.desk = new TaskBook(this.outbox, clock, this.wakeUps);
    this.parts = {
      // Nothing is relayed here, so that there is nothing to wake.
      work: { run: <T>(run: (tx: EntityManager) => Promise<T>) => dataSource.transaction(run) } as UnitOfWork,
      ...{ outbox: this.outbox, clock, log: LOG, changes: this.changes, desk: this.desk, wakeUps: this.wakeUps },
      requests: this.governance,
      rosters: options.rosters ?? new TrialRosters(TRIAL_AGENTS, TRIAL_CAPABILITIES),
      router: options.router ?? new CapabilityRouter(),
      assignments: options.assignments ?? new TargetActs(),
      executors: options.executors ?? new FunctionExecutors(),
      observePaths: (_tx, paths) => Promise.resolve(void this.paths.push(...paths)),
      ...{ currency: 'USD', chance: options.chance ?? (() => 0), owner: options.owner ?? `trial-${(trials += 1)}` },
      settings: { ...RUNNER_SETTINGS, ...QUICK, ...options.settings },
    };
    this.runner = new TaskRunner(this.parts);
  }

  /** Another process on the same database. */
  static async connect(url: string, options: TrialOptions): Promise<TaskTrial> {
    return new TaskTrial(await createDataSource({ url, schema: 'orchestration' }).initialize(), options);
  }

  enqueue(...tasks: readonly (Partial<NewTask> & { readonly key: string })[]): Promise<string[]> {
    return this.dataSource.transaction((tx) => this.desk.enqueue(tx, tasks.map(trialTask)));
  }

  /** What people, or time, say to what a task asked; by the last question that waits for it when no key is named. */
  async decide(
    taskId: string,
    verdict: Verdict,
    reason = 'seen',
    by: readonly string[] = ['user:anna'],
  ): Promise<void> {
    const asked = this.governance.waiting.filter(({ question }) => question.taskId === taskId).at(-1);
    if (!asked) throw new Error(`task ${taskId} waits for nobody`);
    await this.hear(this.governance.decide(asked.question.key, verdict, reason, by));
  }

  /** Hears what governance told, as its consumer does. */
  async hear(...events: ReturnType<GovernanceStandIn['decide']>[]): Promise<void> {
    const handlers = new ApprovalDecisionHandlers(this.changes, this.clock, this.wakeUps);
    await this.dataSource.transaction((tx) => handlers.decided(tx, events));
  }

  /**
   * Lets time pass if a task waits for its next try, less than a lease: whoever works on it, on a slow machine, must not be taken
   * for dead. Answers with the task as it was.
   */
  async nearerToNextTry(id: string): Promise<TaskRecord> {
    const task = await this.task(id);
    if (task.state === 'queued') this.clock.passMs(1_000);
    return task;
  }

  async task(id: string): Promise<TaskRecord> {
    return (await findTasks(this.dataSource, [id]))[0]!;
  }

  async timeline(id: string): Promise<{ move: string; state: string; note: string; actor: string | null }[]> {
    return this.dataSource.query('SELECT move, state, note, actor FROM task_timeline WHERE task_id = $1 ORDER BY seq', [
      id,
    ]);
  }

  async moves(id: string): Promise<string[]> {
    return (await this.timeline(id)).map(({ move }) => move);
  }

  /** Types of the events about a subject, in order: `task.queued`. */
  async events(subject: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ subject: string }[]>(
      `SELECT subject FROM outbox WHERE payload::jsonb ->> 'subject' = $1 ORDER BY id`,
      [subject],
    );
    return rows.map((row) => row.subject.replace('vw.orchestration.', ''));
  }

  async states(): Promise<Record<string, number>> {
    const rows = await this.dataSource.query<{ state: string; count: string }[]>(
      'SELECT state, count(*) FROM tasks GROUP BY state',
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  }
}

export function trialTask(part: Partial<NewTask> & { readonly key: string }): NewTask {
  return {
    ...{ capability: 'work', input: {}, context: {}, priority: 'medium', subject: 'customer-1' },
    ...{ requestedBy: 'user:owner', cause: { correlationId: 'c-1', causationId: 'c-1' }, ...part },
  };
}
