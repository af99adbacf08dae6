import type { ChainFault, StreamCompleteness, Verification } from '@vividwalls/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { GENESIS, hashOfPayload, linkHash } from '../chain/chain-link.js';
import { COLUMN_NAMES, toEntry, type ChainRow, type StoredEntry } from '../chain/chain.queries.js';

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

/**
 * Recomputes the whole chain up to the head and proves completeness. Reads in one repeatable-read snapshot, so that
 * recording goes on meanwhile. Stops at the first break of the chain: what follows cannot be judged.
 */
export function verifyChain(dataSource: DataSource): Promise<Verification> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    await tx.query('SET TRANSACTION READ ONLY');
    const [head] = await tx.query<{ position: string; hash: Buffer }[]>('SELECT position, hash FROM head');
    if (!head) throw new Error('The audit chain has no head row; its schema is not migrated');
    const faults: ChainFault[] = [];
    const { position, hash, fault } = await walk(tx, BigInt(head.position));
    if (fault) faults.push(fault);
    else if (!hash.equals(head.hash)) faults.push(differs(position));
    const [beyond] = await tx.query<{ position: string }[]>(
      'SELECT position FROM chain WHERE position > $1 OR position < 1 ORDER BY position LIMIT 1',
      [head.position],
    );
    if (beyond) faults.push(foreign(beyond.position));
    const streams = await completeness(tx);
    const ok = faults.length === 0 && streams.every(({ missing }) => missing === 0);
    return { ok, events: Number(position), head: hash.toString('hex'), streams, faults };
  });
}

async function walk(tx: EntityManager, end: bigint): Promise<{ position: bigint; hash: Buffer; fault?: ChainFault }> {
  let position = 0n;
  let hash: Buffer = GENESIS;
  while (position < end) {
    const rows = await tx.query<ChainRow[]>(PAGE, [position.toString(), end.toString()]);
    if (rows.length === 0) return { position, hash, fault: missing(position + 1n) };
    for (const row of rows) {
      const entry = toEntry(row);
      const fault = judge(entry, position + 1n, hash);
      if (fault) return { position, hash, fault };
      position = entry.position;
      hash = entry.hash;
    }
  }
  return { position, hash };
}

function judge(entry: StoredEntry, expected: bigint, previous: Buffer): ChainFault | undefined {
  if (entry.position !== expected) return missing(expected);
  const position = expected.toString();
  const where = `${entry.stream} ${entry.sequence}, event ${entry.eventId ?? 'without id'}`;
  const isWhole = entry.payloadHash === hashOfPayload(entry.payload);
  if (!isWhole || !entry.hash.equals(linkHash(entry.previousHash, entry))) {
    return { position, reason: 'changed', message: `Entry ${position} (${where}) is not what was recorded.` };
  }
  if (!entry.previousHash.equals(previous)) {
    return { position, reason: 'relinked', message: `Entry ${position} (${where}) does not follow the one before it.` };
  }
  return undefined;
}

const missing = (position: bigint): ChainFault => ({
  position: position.toString(),
  reason: 'missing',
  message: `Entry ${position} is gone.`,
});

const differs = (position: bigint): ChainFault => ({
  position: position.toString(),
  reason: 'head differs',
  message: `The last entry, ${position}, is not the one that the head names.`,
});

const foreign = (position: string): ChainFault => ({
  position,
  reason: 'beyond the head',
  message: `Entry ${position} lies outside of the chain; nobody recorded it.`,
});

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
