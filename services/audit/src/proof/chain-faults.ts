import type { ChainFault } from '@vividwalls/contracts';
import type { Head, StoredEntry } from '../chain/chain.queries.js';

/** An entry that does not give its own hash any more, or whose message does not give the one that the entry names. */
export function changed(
  entry: StoredEntry,
  compared: 'hash of the message' | 'hash of the entry',
  expected: string,
  found: string,
): ChainFault {
  return {
    ...{ ...at(entry.position), reason: 'changed', compared, expected, found },
    message: `${whichOf(entry)} is not what was recorded.`,
  };
}

/** An entry that is whole and names another one before it than stands there. */
export function relinked(entry: StoredEntry, expected: string, found: string): ChainFault {
  return {
    ...{ ...at(entry.position), reason: 'relinked', compared: 'hash of the entry before', expected, found },
    message: `${whichOf(entry)} does not follow the one before it.`,
  };
}

export function missing(from: bigint, to: bigint): ChainFault {
  const count = to - from + 1n;
  return {
    ...{ ...at(from, to), reason: 'missing', compared: 'entries', expected: count.toString(), found: '0' },
    message: count === 1n ? `Entry ${from} is gone.` : `Entries ${from} to ${to} are gone.`,
  };
}

export function differs(head: Head, found: Buffer): ChainFault {
  return {
    ...{ ...at(head.position), reason: 'head differs', compared: 'head' },
    ...{ expected: head.hash.toString('hex'), found: found.toString('hex') },
    message: `The last entry, ${head.position}, is not the one that the head names.`,
  };
}

/** Entries outside of the chain: behind its head, or before its first. */
export function foreign({ first, last, count }: { first: string; last: string; count: string }): ChainFault {
  return {
    ...{ position: first, to: last, reason: 'beyond the head', compared: 'entries', expected: '0', found: count },
    message:
      count === '1'
        ? `Entry ${first} lies outside of the chain; nobody recorded it.`
        : `${count} entries, ${first} to ${last}, lie outside of the chain; nobody recorded them.`,
  };
}

const at = (from: bigint, to = from) => ({ position: from.toString(), to: to.toString() });

const whichOf = ({ position, stream, sequence, eventId }: StoredEntry): string =>
  `Entry ${position} (${stream} ${sequence}, event ${eventId ?? 'without id'})`;
