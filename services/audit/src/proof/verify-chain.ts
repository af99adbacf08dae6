import type { ChainFindings, StreamCompleteness } from '@vividwalls/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { COLUMN_NAMES, toEntry, type ChainRow, type Head } from '../chain/chain.queries.js';
import { foreign } from './chain-faults.js';
import { ChainWalk } from './chain-walk.js';

/** Entries read at a time: some MB of payload, bounded whatever the chain's length. */
const PAGE_ENTRIES = 1_000;

/** Payloads of one page together: a page of the largest webhooks would not fit into memory otherwise. */
const PAGE_BYTES = 16 * 1024 * 1024;

/** The size of a payload is known without reading it, so the cut costs nothing. The first entry always passes. */
const PAGE = `SELECT ${COLUMN_NAMES} FROM (
    SELECT ${COLUMN_NAMES}, sum(octet_length(payload)) OVER (ORDER BY position) - octet_length(payload) AS bytes_before
      FROM (SELECT ${COLUMN_NAMES} FROM chain WHERE position > $1 AND position <= $2
             ORDER BY position LIMIT ${PAGE_ENTRIES}) AS page) AS sized
  WHERE bytes_before < ${PAGE_BYTES} ORDER BY position`;

/** Looked at before each page. */
type Stop = Pick<AbortSignal, 'throwIfAborted'>;

/**
 * Recomputes the whole chain up to the head and proves completeness. Reads in one repeatable-read snapshot, so that
 * recording goes on meanwhile. Behind a fault the rest is judged by itself, until there are {@link MAX_FAULTS}.
 * @throws the signal's reason, at the next page
 */
export function verifyChain(dataSource: DataSource, signal?: Stop): Promise<ChainFindings> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    signal?.throwIfAborted();
    await tx.query('SET TRANSACTION READ ONLY');
    const [row] = await tx.query<{ position: string; hash: Buffer }[]>('SELECT position, hash FROM head');
    if (!row) throw new Error('The audit chain has no head row; its schema is not migrated');
    const head = { position: BigInt(row.position), hash: row.hash };
    const { faults, whole, position, events, lastHash, isGivenUp } = await walk(tx, head, signal);
    const [outside] = await tx.query<{ first: string | null; last: string; count: string }[]>(OUTSIDE, [row.position]);
    if (outside && outside.first !== null) faults.push(foreign({ ...outside, first: outside.first }));
    const streams = await completeness(tx);
    const ok = faults.length === 0 && streams.every(({ missing }) => missing === 0);
    const givenUpAt = isGivenUp ? position.toString() : null;
    return { ok, events, head: lastHash.toString('hex'), streams, faults, whole, givenUpAt };
  });
}

const OUTSIDE = `SELECT min(position) AS first, max(position) AS last, count(*) AS count
  FROM chain WHERE position > $1 OR position < 1`;

async function walk(tx: EntityManager, head: Head, signal: Stop | undefined): Promise<ChainWalk> {
  const walk = new ChainWalk();
  while (walk.position < head.position && !walk.isGivenUp) {
    signal?.throwIfAborted();
    const rows = await tx.query<ChainRow[]>(PAGE, [walk.position.toString(), head.position.toString()]);
    if (rows.length === 0) break;
    for (const row of rows) walk.take(toEntry(row));
  }
  walk.end(head);
  return walk;
}

const GAPS = `SELECT stream, stream_created_at, sequence + 1 AS "from", next - 1 AS "to" FROM (
    SELECT stream, stream_created_at, sequence,
           lead(sequence) OVER (PARTITION BY stream, stream_created_at ORDER BY sequence) AS next FROM chain) AS pairs
  WHERE next > sequence + 1 ORDER BY 1, 2, 3 LIMIT 100`;

const SPANS = `SELECT stream, stream_created_at, min(sequence) AS first, max(sequence) AS last, count(*) AS held
  FROM chain GROUP BY 1, 2 ORDER BY 1, 2`;

async function completeness(tx: EntityManager): Promise<StreamCompleteness[]> {
  const spans = await tx.query<Record<'stream' | 'stream_created_at' | 'first' | 'last' | 'held', string>[]>(SPANS);
  const gaps = await tx.query<Record<'stream' | 'stream_created_at' | 'from' | 'to', string>[]>(GAPS);
  return spans.map(({ stream, stream_created_at: createdAt, first, last, held }) => ({
    stream,
    createdAt,
    first: Number(first),
    last: Number(last),
    missing: Number(last) - Number(first) + 1 - Number(held),
    missingRanges: gaps
      .filter((gap) => gap.stream === stream && gap.stream_created_at === createdAt)
      .map(({ from, to }) => ({ from, to })),
  }));
}
