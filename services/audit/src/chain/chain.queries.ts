import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { ChainEntry } from './chain-link.js';

export interface Head {
  readonly position: bigint;
  readonly hash: Buffer;
}

export interface StoredEntry extends ChainEntry {
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/** Column by column: name, SQL type for unnest, and how the entry gives it. One place for insert and read. */
const COLUMNS: readonly (readonly [column: string, type: string, value: (entry: StoredEntry) => unknown])[] = [
  ['position', 'bigint', (entry) => entry.position.toString()],
  ['stream', 'text', (entry) => entry.stream],
  ['stream_created_at', 'text', (entry) => entry.streamCreatedAt],
  ['sequence', 'bigint', (entry) => entry.sequence.toString()],
  ['nats_subject', 'text', (entry) => entry.natsSubject],
  ['event_id', 'text', (entry) => entry.eventId],
  ['type', 'text', (entry) => entry.type],
  ['subject', 'text', (entry) => entry.subject],
  ['time', 'text', (entry) => entry.time],
  ['correlation_id', 'text', (entry) => entry.correlationId],
  ['causation_id', 'text', (entry) => entry.causationId],
  ['actor', 'text', (entry) => entry.actor],
  ['test', 'boolean', (entry) => entry.test],
  ['stored_at_ms', 'bigint', (entry) => entry.storedAtMs.toString()],
  ['recorded_at_ms', 'bigint', (entry) => entry.recordedAtMs.toString()],
  ['payload', 'text', (entry) => entry.payload],
  ['encoding', 'text', (entry) => entry.encoding],
  ['payload_hash', 'text', (entry) => entry.payloadHash],
  ['previous_hash', 'bytea', (entry) => entry.previousHash],
  ['hash', 'bytea', (entry) => entry.hash],
];

export const COLUMN_NAMES = COLUMNS.map(([name]) => name).join(', ');

/** Locks the chain's end until the transaction ends: one writer at a time, so positions have no gap. */
export async function lockHead(tx: EntityManager): Promise<Head> {
  const [row] = await tx.query<{ position: string; hash: Buffer }[]>('SELECT position, hash FROM head FOR UPDATE');
  if (!row) throw new Error('The audit chain has no head row; its schema is not migrated');
  return { position: BigInt(row.position), hash: row.hash };
}

/** Which of these messages the chain holds already, as `stream/created/sequence`. */
export async function recorded(
  tx: EntityManager,
  messages: readonly { stream: string; streamCreatedAt: string; sequence: bigint }[],
): Promise<Set<string>> {
  const rows = await tx.query<{ place: string }[]>(
    `SELECT stream || '/' || stream_created_at || '/' || sequence AS place FROM chain
      WHERE (stream, stream_created_at, sequence) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]))`,
    [
      messages.map(({ stream }) => stream),
      messages.map(({ streamCreatedAt }) => streamCreatedAt),
      messages.map(({ sequence }) => sequence.toString()),
    ],
  );
  return new Set(rows.map(({ place }) => place));
}

/** Appends linked entries and moves the head to the last of them. */
export async function append(tx: EntityManager, entries: readonly StoredEntry[]): Promise<void> {
  const last = entries.at(-1);
  if (!last) return;
  const parameters = new Parameters();
  const columns = COLUMNS.map(([name, type, value]) =>
    name === 'payload'
      ? parameters.longTexts(entries.map(({ payload }) => payload))
      : parameters.array(entries.map(value), type),
  );
  await tx.query(`INSERT INTO chain (${COLUMN_NAMES}) SELECT * FROM unnest(${columns.join(', ')})`, parameters.values);
  await tx.query('UPDATE head SET position = $1, hash = $2', [last.position.toString(), last.hash]);
}

export type ChainRow = Record<string, never> & {
  readonly position: string;
  readonly stream: string;
  readonly stream_created_at: string;
  readonly sequence: string;
  readonly nats_subject: string;
  readonly event_id: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly actor: string | null;
  readonly test: boolean;
  readonly stored_at_ms: string;
  readonly recorded_at_ms: string;
  readonly payload: string;
  readonly encoding: 'utf8' | 'base64';
  readonly payload_hash: string;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
};

export function toEntry(row: ChainRow): StoredEntry {
  return {
    position: BigInt(row.position),
    stream: row.stream,
    streamCreatedAt: row.stream_created_at,
    sequence: BigInt(row.sequence),
    natsSubject: row.nats_subject,
    eventId: row.event_id,
    type: row.type,
    subject: row.subject,
    time: row.time,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    actor: row.actor,
    test: row.test,
    storedAtMs: BigInt(row.stored_at_ms),
    recordedAtMs: BigInt(row.recorded_at_ms),
    payload: row.payload,
    encoding: row.encoding,
    payloadHash: row.payload_hash,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
