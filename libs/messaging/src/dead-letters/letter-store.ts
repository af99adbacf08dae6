import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../envelope.js';
import { newsOf } from './letter-events.js';
import type { LetterFacts } from './letter-facts.js';
import {
  NO_PROGRESS,
  progressed,
  stateOf,
  type LetterAct,
  type LetterChange,
  type LetterProgress,
} from './letter-progress.js';

/** Brings letters' events into the read model, in any order and as often as they come. */
export async function applyLetterEvents(
  tx: EntityManager,
  namespace: string,
  envelopes: readonly EventEnvelope[],
): Promise<void> {
  const { facts, changes } = newsOf(namespace, envelopes);
  const before = await takeRows(tx, [...facts.map(({ id }) => id), ...changes.map(({ letterId }) => letterId)]);
  await keepFacts(tx, facts);
  await writeChanges(tx, changes, before);
}

/** Writes what became of letters, also of those whose facts have not arrived. */
export async function applyChanges(tx: EntityManager, changes: readonly ChangeOfLetter[]): Promise<void> {
  const before = await takeRows(
    tx,
    changes.map(({ letterId }) => letterId),
  );
  await writeChanges(tx, changes, before);
}

interface ChangeOfLetter {
  readonly letterId: string;
  readonly change: LetterChange;
}

/** Rows of letters, made where there are none, and locked. */
async function takeRows(tx: EntityManager, letterIds: readonly string[]): Promise<Map<string, LetterProgress>> {
  // All at once and in order of their ids, so that transactions with the same letters wait for one another instead of
  // deadlocking.
  const ids = [...new Set(letterIds)].sort();
  await tx.query('INSERT INTO dead_letters (id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', [ids]);
  return lockProgress(tx, ids);
}

async function writeChanges(
  tx: EntityManager,
  changes: readonly ChangeOfLetter[],
  before: ReadonlyMap<string, LetterProgress>,
): Promise<void> {
  if (changes.length === 0) return;
  const after = new Map<string, LetterProgress>();
  for (const { letterId, change } of changes) {
    const progress = after.get(letterId) ?? before.get(letterId) ?? NO_PROGRESS;
    after.set(letterId, progressed(progress, change));
  }
  await writeProgress(tx, [...after.keys()], [...after.values()]);
}

/** Locks letters until the transaction ends and says how far they are; ids that are not there are left out. */
export async function lockProgress(tx: EntityManager, ids: readonly string[]): Promise<Map<string, LetterProgress>> {
  const rows = await tx.query<ProgressRow[]>(
    `SELECT id, last_act, last_act_event_id, last_act_at, last_act_by, last_act_reason, edited, job_id, outcome,
            settled_at, next_letter_id
       FROM dead_letters WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, progressOf(row)]));
}

async function writeProgress(
  tx: EntityManager,
  ids: readonly string[],
  progress: readonly LetterProgress[],
): Promise<void> {
  const parameters = new Parameters();
  const column = (type: string, value: (one: LetterProgress) => unknown) => parameters.array(progress.map(value), type);
  const columns = [
    parameters.array(ids, 'uuid'),
    column('text', stateOf),
    column('text', ({ act }) => act?.kind ?? null),
    column('text', ({ act }) => act?.eventId ?? null),
    column('timestamptz', ({ act }) => instant(act?.atMs)),
    column('text', ({ act }) => act?.by ?? null),
    column('text', ({ act }) => act?.reason ?? null),
    column('boolean', ({ act }) => act?.edited ?? false),
    column('uuid', ({ act }) => act?.jobId ?? null),
    column('text', ({ outcome }) => outcome),
    column('timestamptz', ({ settledAtMs }) => instant(settledAtMs)),
    column('uuid', ({ nextLetterId }) => nextLetterId),
  ];
  await tx.query(
    `UPDATE dead_letters AS l
        SET state = n.state, last_act = n.act, last_act_event_id = n.event_id, last_act_at = n.at, last_act_by = n.by,
            last_act_reason = n.reason, edited = n.edited, job_id = n.job_id, outcome = n.outcome,
            settled_at = n.settled_at, next_letter_id = n.next_letter_id
       FROM unnest(${columns.join(', ')})
         AS n (id, state, act, event_id, at, by, reason, edited, job_id, outcome, settled_at, next_letter_id)
      WHERE l.id = n.id`,
    parameters.values,
  );
}

/** The same letter always has the same facts, so whoever brings them first is right. */
async function keepFacts(tx: EntityManager, facts: readonly LetterFacts[]): Promise<void> {
  const letters = [...new Map(facts.map((one) => [one.id, one])).values()];
  if (letters.length === 0) return;
  const parameters = new Parameters();
  const column = (type: string, value: (one: LetterFacts) => unknown) => parameters.array(letters.map(value), type);
  const columns = [
    column('uuid', ({ id }) => id),
    column('text', ({ consumer }) => consumer),
    column('text', ({ reason }) => reason),
    parameters.longTexts(letters.map(({ error }) => error)),
    column('int', ({ attempts }) => attempts),
    column('text', ({ stream }) => stream),
    column('text', ({ streamCreatedAt }) => streamCreatedAt),
    column('bigint', ({ sequence }) => sequence),
    column('text', ({ natsSubject }) => natsSubject),
    column('text', ({ eventId }) => eventId),
    column('text', ({ eventType }) => eventType),
    column('text', ({ subject }) => subject),
    column('text', ({ correlationId }) => correlationId),
    column('timestamptz', ({ failedAt }) => failedAt.toISOString()),
    `ARRAY[${letters.map(({ payload }) => parameters.one(payload)).join(',')}]::bytea[]`,
    column('text', ({ encoding }) => encoding),
    column('int', ({ redrives }) => redrives),
    column('uuid', ({ previousLetterId }) => previousLetterId),
    parameters.longTexts(letters.map(({ words }) => words)),
  ];
  await tx.query(
    `UPDATE dead_letters AS l SET ${FACT_COLUMNS.map((name) => `${name} = f.${name}`).join(', ')}
       FROM unnest(${columns.join(', ')}) AS f (id, ${FACT_COLUMNS.join(', ')})
      WHERE l.id = f.id AND l.failed_at IS NULL`,
    parameters.values,
  );
}

/** In the order of the columns above, the id left out. */
const FACT_COLUMNS = [
  ...['consumer', 'reason', 'error', 'attempts', 'stream', 'stream_created_at', 'sequence', 'nats_subject', 'event_id'],
  ...['event_type', 'subject', 'correlation_id', 'failed_at', 'payload', 'encoding', 'redrives', 'previous_letter_id'],
  'words',
];

interface ProgressRow {
  readonly id: string;
  readonly last_act: LetterAct['kind'] | null;
  readonly last_act_event_id: string;
  readonly last_act_at: Date;
  readonly last_act_by: string;
  readonly last_act_reason: string;
  readonly edited: boolean;
  readonly job_id: string | null;
  readonly outcome: LetterProgress['outcome'];
  readonly settled_at: Date | null;
  readonly next_letter_id: string | null;
}

function progressOf(row: ProgressRow): LetterProgress {
  const act = row.last_act && {
    kind: row.last_act,
    eventId: row.last_act_event_id,
    atMs: row.last_act_at.getTime(),
    by: row.last_act_by,
    reason: row.last_act_reason,
    edited: row.edited,
    jobId: row.job_id,
  };
  const settledAtMs = row.settled_at?.getTime() ?? null;
  return { act, outcome: row.outcome, settledAtMs, nextLetterId: row.next_letter_id };
}

const instant = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : new Date(ms).toISOString();
