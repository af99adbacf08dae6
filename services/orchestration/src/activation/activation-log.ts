import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import { DataSource, type EntityManager } from 'typeorm';

/** What a rule did with an event. Events of which it says no leave no trace. */
export interface LoggedActivation {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly outcome: 'task' | 'unknown' | 'fault';
  readonly taskId: string | null;
  readonly reason: string | null;
  readonly test: boolean;
}

export interface LogRow extends LoggedActivation {
  readonly id: string;
  readonly at: Date;
}

/** Longer than anybody looks for why a task was or was not made; the tasks themselves stay. */
const KEPT_DAYS = 30;

const SWEEP_EVERY_MS = 10 * 60_000;

/** Rows that go in one transaction. */
const SWEEP_ROWS = 5_000;

/** Characters of a reason that are kept. */
const REASON_MAX = 1_000;

/** What the rules did, kept for a while. */
@Injectable()
export class ActivationLog implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: SWEEP_EVERY_MS, failure: 'old activations could not be forgotten; tried again' },
      round: async () => (await this.sweep()) === SWEEP_ROWS,
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  async append(tx: EntityManager, rows: readonly LoggedActivation[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO activation_log (rule_id, rule_version, event_id, event_type, outcome, task_id, reason, test, at)
       SELECT rule_id, rule_version, event_id, event_type, outcome, task_id, reason, test, $9::timestamptz
       FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[])
         AS l (rule_id, rule_version, event_id, event_type, outcome, task_id, reason, test)`,
      [
        ...[rows.map(({ ruleId }) => ruleId), rows.map(({ ruleVersion }) => ruleVersion)],
        ...[rows.map(({ eventId }) => eventId), rows.map(({ eventType }) => eventType)],
        ...[rows.map(({ outcome }) => outcome), rows.map(({ taskId }) => taskId)],
        ...[rows.map(({ reason }) => reason?.slice(0, REASON_MAX) ?? null), rows.map(({ test }) => test)],
        this.clock.now(),
      ],
    );
  }

  /** Newest first. */
  async list(ruleId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<LogRow[]> {
    return this.dataSource.query<LogRow[]>(
      `SELECT id::text, rule_id AS "ruleId", rule_version AS "ruleVersion", event_id AS "eventId", event_type AS "eventType",
         outcome, task_id AS "taskId", reason, test, at
       FROM activation_log WHERE rule_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY activation_log.id DESC LIMIT $3`,
      [ruleId, cursor ?? null, limit],
    );
  }

  /** How often each outcome was, as long as the log reaches back. */
  async counts(ruleId: string): Promise<Readonly<Record<LoggedActivation['outcome'], number>>> {
    const rows = await this.dataSource.query<{ outcome: LoggedActivation['outcome']; count: number }[]>(
      'SELECT outcome, count(*)::int AS count FROM activation_log WHERE rule_id = $1 GROUP BY outcome',
      [ruleId],
    );
    const counts = { task: 0, unknown: 0, fault: 0 };
    for (const { outcome, count } of rows) counts[outcome] = count;
    return counts;
  }

  /** Forgets what is too old. @returns rows that went; more may be left when it is as many as go at once */
  async sweep(): Promise<number> {
    const [, forgotten] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM activation_log WHERE id IN (SELECT id FROM activation_log
         WHERE at < $1::timestamptz - interval '${KEPT_DAYS} days' ORDER BY at LIMIT ${SWEEP_ROWS})`,
      [this.clock.now()],
    );
    return forgotten;
  }
}
