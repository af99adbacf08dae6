import { hash } from 'node:crypto';
import type pg from 'pg';

/** When a migration moved, and when whoever began a task, by the clock of the database, as each transaction commits. */
const NOTES = [
  `CREATE TABLE bench_moves (migration_id uuid, version integer, to_state text, at timestamptz)`,
  `CREATE TABLE bench_begun (task_id uuid, at timestamptz)`,
  `CREATE FUNCTION note_bench_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = orchestration AS $$
   BEGIN
     INSERT INTO bench_moves VALUES (NEW.migration_id, NEW.version, NEW.to_state, clock_timestamp());
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION note_bench_begun() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = orchestration AS $$
   BEGIN
     INSERT INTO bench_begun VALUES (NEW.task_id, clock_timestamp());
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER note_bench_move AFTER INSERT ON migration_moves DEFERRABLE INITIALLY DEFERRED
   FOR EACH ROW EXECUTE FUNCTION note_bench_move()`,
  `CREATE CONSTRAINT TRIGGER note_bench_begun AFTER INSERT ON task_timeline DEFERRABLE INITIALLY DEFERRED
   FOR EACH ROW WHEN (NEW.move = 'begin') EXECUTE FUNCTION note_bench_begun()`,
];

/** From now on times are noted. They are taken as the transaction ends, just before its log is on disk. */
export async function noteTimes(pool: pg.Pool): Promise<void> {
  for (const statement of NOTES) await pool.query(statement);
}

export interface Move {
  readonly state: string;
  /** ms of the database's clock. */
  readonly at: number;
}

/** A task that an agent began. */
export interface Begun {
  readonly subject: string;
  readonly isTarget: boolean;
  readonly at: number;
}

/** How quickly one step took effect. */
export interface SwitchTimes {
  readonly to: string;
  /** When the step was taken, ms of the database's clock. */
  readonly at: number;
  /** From the step to the last task begun by whoever should not any more, ms; 0 when there was none. */
  readonly lastWrongMs: number;
  /** From the step to the first task begun by whoever should from now on; null when none came before the next step. */
  readonly firstRightMs: number | null;
}

export async function switchTimes(pool: pg.Pool, migrationId: string): Promise<SwitchTimes[]> {
  const moves = await pool.query<{ state: string; at: number }>(
    `SELECT to_state AS state, (extract(epoch FROM at) * 1000)::float8 AS at FROM bench_moves
     WHERE migration_id = $1::uuid ORDER BY version`,
    [migrationId],
  );
  const begun = await pool.query<{ subject: string; isTarget: boolean; at: number }>(
    `SELECT t.subject, t.acts_as = 'target' AS "isTarget", (extract(epoch FROM b.at) * 1000)::float8 AS at
     FROM bench_begun b JOIN tasks t ON t.id = b.task_id WHERE t.migration_id = $1::text AND t.mode = 'act'`,
    [migrationId],
  );
  return timesOf(migrationId, moves.rows, begun.rows);
}

/** Of the steps that change who acts. Exported for its spec. */
export function timesOf(migrationId: string, moves: readonly Move[], begun: readonly Begun[]): SwitchTimes[] {
  const found = moves.map(({ state, at }) => ({ to: state, at, lastWrongMs: 0, firstRightMs: null as number | null }));
  for (const { subject, isTarget, at } of begun) {
    const bucket = bucketOf(migrationId, subject);
    const isRight = ({ state }: Move): boolean => isTarget === bucket < (TARGET_BUCKETS[state] ?? 0);
    let now = moves.findLastIndex((move) => move.at <= at);
    if (now < 0) continue;
    if (isRight(moves[now]!)) {
      const isNew = now > 0 && !isRight(moves[now - 1]!);
      const afterMs = at - moves[now]!.at;
      if (isNew && afterMs < (found[now]!.firstRightMs ?? Number.POSITIVE_INFINITY)) found[now]!.firstRightMs = afterMs;
    } else {
      // Back to the step since which it has been wrong.
      while (now > 0 && !isRight(moves[now - 1]!)) now -= 1;
      found[now]!.lastWrongMs = Math.max(found[now]!.lastWrongMs, at - moves[now]!.at);
    }
  }
  const changes = (index: number): boolean =>
    index > 0 && TARGET_BUCKETS[moves[index]!.state] !== TARGET_BUCKETS[moves[index - 1]!.state];
  return found.filter((_times, index) => changes(index));
}

/** As docs/consolidation.md has it: of 100 buckets, those of the target agent. */
const TARGET_BUCKETS: Readonly<Record<string, number>> = {
  ...{ planned: 0, shadow: 0, canary_10: 10, canary_50: 50, active: 100, retired: 100, rolled_back: 0 },
};

/** Written anew: who measures doesn't ask the measured what is right. */
const bucketOf = (migrationId: string, subject: string): number =>
  Number.parseInt(hash('sha256', `${migrationId}\n${subject}`, 'hex').slice(0, 12), 16) % 100;
