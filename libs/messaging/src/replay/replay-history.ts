import type { DataSource, EntityManager } from 'typeorm';
import type { FailedEvent, ReplayOutcome, ReplayPhase, ReplayProgress, ReplayRecord, ReplayRequest } from './replay.js';
import { originToJson } from './replay.js';
import { replayLock } from './rebuild-session.js';

interface Row {
  readonly id: string;
  readonly model: string;
  readonly origin: ReplayRecord['from'];
  readonly reason: string;
  readonly actor: string;
  readonly skip_failed: boolean;
  readonly phase: ReplayPhase;
  readonly taken: string;
  readonly total: string;
  readonly handled: string;
  readonly repeats: string;
  readonly waiting: number;
  readonly failed: number;
  readonly failures: FailedEvent[];
  readonly per_second: number;
  readonly swap_attempts: number;
  readonly pause_ms: number | null;
  readonly error: string | null;
  readonly started_at: Date;
  readonly updated_at: Date;
  readonly ended_at: Date | null;
  readonly alive: boolean;
}

/** Whether somebody holds the service's replay lock; an unfinished replay whose lock nobody holds has died. */
const ALIVE = `EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND ((classid::bigint << 32) | objid::bigint) = hashtext($1)::bigint) AS alive`;

const PROGRESS = `phase = $2, taken = $3, total = $4, handled = $5, repeats = $6, waiting = $7, failed = $8, failures = $9,
  per_second = $10, swap_attempts = $11, updated_at = $12`;

type Database = DataSource | EntityManager;

/** The table of replays: what is asked, how far it has come, how it ended. */
export class ReplayHistory {
  private readonly lock: string;

  constructor(
    private readonly dataSource: DataSource,
    schema: string,
    private readonly now: () => Date,
  ) {
    this.lock = replayLock(schema);
  }

  async insert(tx: EntityManager, id: string, model: string, request: ReplayRequest): Promise<void> {
    const { from, reason, actor, skipFailed = false, idempotencyKey = null } = request;
    await tx.query(
      `INSERT INTO replays (id, model, origin, reason, actor, skip_failed, idempotency_key, phase, started_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'preparing', $8, $8)`,
      [id, model, JSON.stringify(originToJson(from)), reason, actor, skipFailed, idempotencyKey, this.now()],
    );
  }

  /** What the same actor has asked for under the same key before. */
  async askedBefore({ actor, idempotencyKey }: ReplayRequest): Promise<ReplayRecord | undefined> {
    if (idempotencyKey === undefined) return undefined;
    const [row] = await this.dataSource.query<Row[]>(
      `SELECT *, ${ALIVE} FROM replays WHERE actor = $2 AND idempotency_key = $3`,
      [this.lock, actor, idempotencyKey],
    );
    return row && toRecord(row);
  }

  /** Writes how far it has come. Returns who asked for its end meanwhile. */
  async progress(id: string, progress: ReplayProgress): Promise<string | undefined> {
    const [rows] = await this.dataSource.query<[{ by: string | null }[], number]>(
      `UPDATE replays SET ${PROGRESS} WHERE id = $1 AND ended_at IS NULL RETURNING abort_asked_by AS by`,
      [id, ...this.values(progress)],
    );
    return rows[0]?.by ?? undefined;
  }

  /** Ends it, once. False when it had ended: a commit may have succeeded although its answer was lost. */
  async finish(
    tx: EntityManager,
    id: string,
    outcome: ReplayOutcome,
    progress: ReplayProgress,
    end: { error?: string; pauseMs?: number },
  ): Promise<boolean> {
    const [, changed] = await tx.query<[unknown[], number]>(
      `UPDATE replays SET ${PROGRESS}, ended_at = $12, error = $13, pause_ms = $14 WHERE id = $1 AND ended_at IS NULL`,
      [id, ...this.values({ ...progress, phase: outcome }), end.error ?? null, end.pauseMs ?? null],
    );
    return changed > 0;
  }

  /** Ends those whose process died; the caller holds the replay lock, so none of them can be running. */
  async interruptUnfinished(tx: EntityManager): Promise<ReplayRecord[]> {
    const [rows] = await tx.query<[Row[], number]>(
      `UPDATE replays SET phase = 'interrupted', ended_at = $2, updated_at = $2,
              error = 'its process died during ' || phase || '; nothing was changed, start it again'
        WHERE ended_at IS NULL RETURNING *, ${ALIVE}`,
      [this.lock, this.now()],
    );
    return rows.map(toRecord);
  }

  async hasUnfinished(): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>('SELECT 1 FROM replays WHERE ended_at IS NULL');
    return rows.length > 0;
  }

  /** Newest first, before a given one. */
  async list(limit: number, before?: string): Promise<ReplayRecord[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT *, ${ALIVE} FROM replays WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $3`,
      [this.lock, before ?? null, limit],
    );
    return rows.map(toRecord);
  }

  async find(id: string, database: Database = this.dataSource): Promise<ReplayRecord | undefined> {
    const [row] = await database.query<Row[]>(`SELECT *, ${ALIVE} FROM replays WHERE id = $2`, [this.lock, id]);
    return row && toRecord(row);
  }

  /** Asks whoever runs it to end it. False when it has ended, or never was. */
  async askToAbort(id: string, by: string): Promise<boolean> {
    const [, changed] = await this.dataSource.query<[unknown[], number]>(
      'UPDATE replays SET abort_asked_by = coalesce(abort_asked_by, $2) WHERE id = $1 AND ended_at IS NULL',
      [id, by],
    );
    return changed > 0;
  }

  private values(progress: ReplayProgress): unknown[] {
    const { phase, taken, total, handled, repeats, waiting, failed, failures, perSecond, swapAttempts } = progress;
    const counts = [taken, total, handled, repeats, waiting, failed];
    return [phase, ...counts, JSON.stringify(failures), perSecond, swapAttempts, this.now()];
  }
}

function toRecord(row: Row): ReplayRecord {
  const [taken, total] = [Number(row.taken), Number(row.total)];
  const isRunning = row.ended_at === null && row.alive;
  return {
    id: row.id,
    model: row.model,
    from: row.origin,
    reason: row.reason,
    actor: row.actor,
    skipFailed: row.skip_failed,
    // Its process died, and nobody has come yet to say so in the table.
    phase: row.ended_at === null && !row.alive ? 'interrupted' : row.phase,
    taken,
    total,
    handled: Number(row.handled),
    repeats: Number(row.repeats),
    waiting: row.waiting,
    failed: row.failed,
    failures: row.failures,
    perSecond: row.per_second,
    swapAttempts: row.swap_attempts,
    pauseMs: row.pause_ms,
    error: row.error,
    startedAt: row.started_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    etaSeconds: isRunning && row.per_second > 0 ? Math.ceil((total - taken) / row.per_second) : null,
  };
}
