import type { Page, RecordedEvent } from '@vividwalls/contracts';
import { toPage } from '@vividwalls/platform';
import type { DataSource } from 'typeorm';
import { COLUMN_NAMES, toEntry, type ChainRow, type StoredEntry } from '../chain/chain.queries.js';
import type { EventQuery } from './event-query.js';
import type { RecordedEntryView } from './event-views.js';

/** Payloads above this size are left out of lists; the entry itself shows them. */
const LISTED_PAYLOAD_CHARACTERS = 64 * 1024;

/** Recorded events that match, by position, a page at a time. */
export async function findEvents(dataSource: DataSource, query: EventQuery): Promise<Page<RecordedEvent>> {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const where = (sql: (parameter: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(sql(`$${values.length}`));
  };
  if (query.type?.endsWith('*')) where((p) => `starts_with(type, ${p})`, query.type.slice(0, -1));
  else if (query.type) where((p) => `type = ${p}`, query.type);
  if (query.subject) where((p) => `subject = ${p}`, query.subject);
  if (query.correlationId) where((p) => `correlation_id = ${p}`, query.correlationId);
  if (query.id) where((p) => `event_id = ${p}`, query.id);
  if (query.stream) where((p) => `stream = ${p}`, query.stream.toUpperCase());
  if (query.cursor) where((p) => `position ${query.order === 'asc' ? '>' : '<'} ${p}`, query.cursor);
  values.push(query.limit + 1);
  const rows = await dataSource.query<ChainRow[]>(
    `SELECT ${COLUMN_NAMES} FROM chain ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY position ${query.order} LIMIT $${values.length}`,
    values,
  );
  const page = toPage(rows, query.limit, (row) => row.position);
  return { ...page, items: page.items.map((row) => listed(toEntry(row), LISTED_PAYLOAD_CHARACTERS)) };
}

/** One entry with everything that its hash covers; undefined when the chain has no such position. */
export async function findEntry(dataSource: DataSource, position: string): Promise<RecordedEntryView | undefined> {
  const [row] = await dataSource.query<ChainRow[]>(`SELECT ${COLUMN_NAMES} FROM chain WHERE position = $1`, [position]);
  if (!row) return undefined;
  const entry = toEntry(row);
  return {
    ...listed(entry, Number.POSITIVE_INFINITY),
    previousHash: entry.previousHash.toString('hex'),
    natsSubject: entry.natsSubject,
    streamCreatedAt: entry.streamCreatedAt,
    payload: entry.payload,
    payloadHash: entry.payloadHash,
    encoding: entry.encoding,
  };
}

/** An entry as lists show it, its data where the payload is no larger than the limit. */
export function listed(entry: StoredEntry, payloadLimit: number): RecordedEvent {
  const data = entry.payload.length <= payloadLimit ? dataOf(entry) : undefined;
  return {
    position: entry.position.toString(),
    stream: entry.stream,
    sequence: entry.sequence.toString(),
    id: entry.eventId,
    type: entry.type,
    subject: entry.subject,
    time: entry.time,
    storedAt: new Date(Number(entry.storedAtMs)).toISOString(),
    recordedAt: new Date(Number(entry.recordedAtMs)).toISOString(),
    correlationId: entry.correlationId,
    causationId: entry.causationId,
    actor: entry.actor,
    test: entry.test,
    hash: entry.hash.toString('hex'),
    ...(data !== undefined && { data }),
    payloadCharacters: entry.payload.length,
  };
}

function dataOf(entry: StoredEntry): unknown {
  if (entry.encoding !== 'utf8' || entry.eventId === null) return undefined;
  return (JSON.parse(entry.payload) as { data?: unknown }).data;
}
