import { Parameters } from '@vividwalls/persistence';
import type { DataSource, EntityManager } from 'typeorm';
import { conditionOf, type LetterFilter } from './letter-filter.js';
import type { LetterOutcome, LetterState } from './letter-progress.js';

/** A letter in a list. Instants are ISO 8601. */
export interface ListedLetter {
  readonly id: string;
  readonly state: LetterState;
  readonly consumer: string;
  readonly reason: string;
  /** The error's beginning; a letter by itself has all of it. */
  readonly error: string;
  readonly attempts: number;
  readonly origin: {
    readonly stream: string;
    readonly streamCreatedAt: string;
    /** Decimal text. */
    readonly sequence: string;
    readonly subject: string;
    readonly eventId: string | null;
    readonly eventType: string | null;
  };
  /** The aggregate's id. */
  readonly subject: string | null;
  readonly correlationId: string;
  readonly failedAt: string;
  readonly payloadBytes: number;
  readonly redrives: number;
  readonly previousLetterId: string | null;
  readonly nextLetterId: string | null;
  readonly lastAct: {
    readonly kind: 'redriven' | 'discarded';
    readonly at: string;
    readonly by: string;
    readonly reason: string;
    readonly edited: boolean;
    readonly jobId: string | null;
  } | null;
  readonly outcome: LetterOutcome | null;
  readonly settledAt: string | null;
}

export interface Letter extends ListedLetter {
  /** The message as it was, as UTF-8 text or base64. */
  readonly payload: string;
  readonly encoding: 'utf8' | 'base64';
}

/** Letters of one consumer, type, reason and state. */
export interface LetterGroup {
  readonly state: LetterState;
  readonly consumer: string;
  readonly type: string | null;
  readonly reason: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
}

/** A list says this much of an error: its message and the first line of its stack. */
const LISTED_ERROR_CHARACTERS = 400;

/** More kinds of failure than anybody reads; the largest are given. */
const MOST_GROUPS = 200;

/** Where a page ends. */
export interface LetterCursor {
  /** ms since 1970 */
  readonly failedAtMs: number;
  readonly id: string;
}

export const letterCursorOf = ({ failedAt, id }: ListedLetter): string => `${Date.parse(failedAt)}.${id}`;

/** What {@link letterCursorOf} gives. */
export const LETTER_CURSOR = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Letters that match, newest first, after the cursor of a page before. */
export async function listLetters(
  database: DataSource | EntityManager,
  filter: LetterFilter,
  { cursor, limit, order = 'DESC' }: { cursor?: string; limit: number; order?: 'ASC' | 'DESC' },
): Promise<ListedLetter[]> {
  const parameters = new Parameters();
  const conditions = [conditionOf(filter, parameters)];
  const [, failedAtMs, id] = LETTER_CURSOR.exec(cursor ?? '') ?? [];
  if (failedAtMs !== undefined) {
    const at = parameters.one(new Date(Number(failedAtMs)).toISOString());
    conditions.push(
      `(failed_at, id) ${order === 'DESC' ? '<' : '>'} (${at}::timestamptz, ${parameters.one(id)}::uuid)`,
    );
  }
  const rows = await database.query<LetterRow[]>(
    `SELECT ${COLUMNS}, left(error, ${LISTED_ERROR_CHARACTERS}) AS error FROM dead_letters
      WHERE ${conditions.join(' AND ')}
      ORDER BY failed_at ${order}, id ${order} LIMIT ${parameters.one(limit)}`,
    parameters.values,
  );
  return rows.map(toListed);
}

/** One letter with its message; undefined when there is none, or only its outcome is known. */
export async function findLetter(database: DataSource | EntityManager, id: string): Promise<Letter | undefined> {
  const [row] = await database.query<(LetterRow & { payload: Buffer; encoding: 'utf8' | 'base64' })[]>(
    `SELECT ${COLUMNS}, error, payload, encoding FROM dead_letters WHERE id = $1 AND failed_at IS NOT NULL`,
    [id],
  );
  return row && { ...toListed(row), payload: row.payload.toString(row.encoding), encoding: row.encoding };
}

/** How many letters match. */
export async function countLetters(database: DataSource | EntityManager, filter: LetterFilter): Promise<number> {
  const parameters = new Parameters();
  const condition = conditionOf(filter, parameters);
  const [row] = await database.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM dead_letters WHERE ${condition}`,
    parameters.values,
  );
  return row!.count;
}

/** How many letters match, by state, consumer, type and reason; the largest groups first. */
export async function summariseLetters(
  database: DataSource | EntityManager,
  filter: LetterFilter,
): Promise<LetterGroup[]> {
  const parameters = new Parameters();
  const condition = conditionOf(filter, parameters);
  const rows = await database.query<(Omit<LetterGroup, 'oldest' | 'newest'> & { oldest: Date; newest: Date })[]>(
    `SELECT state, consumer, event_type AS type, reason, count(*)::int AS count,
            min(failed_at) AS oldest, max(failed_at) AS newest
       FROM dead_letters WHERE ${condition}
      GROUP BY state, consumer, event_type, reason
      ORDER BY count(*) DESC, state, consumer, event_type, reason LIMIT ${MOST_GROUPS}`,
    parameters.values,
  );
  return rows.map((row) => ({ ...row, oldest: row.oldest.toISOString(), newest: row.newest.toISOString() }));
}

const COLUMNS = `id, state, consumer, reason, attempts, stream, stream_created_at, sequence, nats_subject, event_id,
  event_type, subject, correlation_id, failed_at, octet_length(payload) AS payload_bytes, redrives, previous_letter_id,
  next_letter_id, last_act, last_act_at, last_act_by, last_act_reason, edited, job_id, outcome, settled_at`;

interface LetterRow {
  readonly id: string;
  readonly state: LetterState;
  readonly consumer: string;
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
  readonly stream: string;
  readonly stream_created_at: string;
  readonly sequence: string;
  readonly nats_subject: string;
  readonly event_id: string | null;
  readonly event_type: string | null;
  readonly subject: string | null;
  readonly correlation_id: string;
  readonly failed_at: Date;
  readonly payload_bytes: number;
  readonly redrives: number;
  readonly previous_letter_id: string | null;
  readonly next_letter_id: string | null;
  readonly last_act: 'redriven' | 'discarded' | null;
  readonly last_act_at: Date | null;
  readonly last_act_by: string | null;
  readonly last_act_reason: string | null;
  readonly edited: boolean;
  readonly job_id: string | null;
  readonly outcome: LetterOutcome | null;
  readonly settled_at: Date | null;
}

function toListed(row: LetterRow): ListedLetter {
  const { id, state, consumer, reason, error, attempts, subject, redrives, outcome } = row;
  return {
    ...{ id, state, consumer, reason, error, attempts },
    origin: {
      stream: row.stream,
      streamCreatedAt: row.stream_created_at,
      sequence: row.sequence,
      subject: row.nats_subject,
      eventId: row.event_id,
      eventType: row.event_type,
    },
    subject,
    correlationId: row.correlation_id,
    failedAt: row.failed_at.toISOString(),
    payloadBytes: row.payload_bytes,
    redrives,
    previousLetterId: row.previous_letter_id,
    nextLetterId: row.next_letter_id,
    lastAct: row.last_act && {
      kind: row.last_act,
      at: row.last_act_at!.toISOString(),
      by: row.last_act_by!,
      reason: row.last_act_reason!,
      edited: row.edited,
      jobId: row.job_id,
    },
    outcome,
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}
