import type { ChainFault, WholeSpan } from '@vividwalls/contracts';
import { GENESIS, hashOfPayload, linkHash } from '../chain/chain-link.js';
import type { Head, StoredEntry } from '../chain/chain.queries.js';
import { changed, differs, missing, relinked } from './chain-faults.js';

/** Who sees so many faults knows enough; the rest of a record that was written anew would add one for every entry. */
export const MAX_FAULTS = 50;

/**
 * Judges a chain's entries one after the other. A fault does not end it: the entries behind one are compared with each other,
 * so that it can be told whether one entry was touched or all that follow.
 */
export class ChainWalk {
  readonly faults: ChainFault[] = [];
  readonly whole: WholeSpan[] = [];
  /** The last position that was judged, present or not. */
  position = 0n;
  events = 0;
  lastHash: Buffer = GENESIS;
  /** What the next entry must follow; unknown behind a gap, or behind an entry that does not say itself what it was. */
  private expected: Buffer | undefined = GENESIS;
  private wholeFrom: bigint | undefined = 1n;

  get isGivenUp(): boolean {
    return this.faults.length >= MAX_FAULTS;
  }

  /** Entries come in the order of their positions. */
  take(entry: StoredEntry): void {
    if (!this.isGivenUp && entry.position > this.position + 1n) this.lack(entry.position - 1n);
    if (this.isGivenUp) return;
    this.position = entry.position;
    this.events += 1;
    this.lastHash = entry.hash;
    const { fault, isHashRight } = judge(entry, this.expected);
    // Who replaced a hash replaced what the next one should follow.
    this.expected = isHashRight ? entry.hash : undefined;
    if (fault) this.note(fault, entry.position - 1n);
    else this.wholeFrom ??= entry.position;
  }

  /** All entries up to the head were taken. */
  end(head: Head): void {
    if (this.isGivenUp) return;
    if (this.position < head.position) this.lack(head.position);
    else if (this.expected && !this.lastHash.equals(head.hash)) {
      this.note(differs(head, this.lastHash), this.position);
    }
    this.close(this.position);
  }

  private lack(to: bigint): void {
    this.note(missing(this.position + 1n, to), this.position);
    this.position = to;
    this.expected = undefined;
  }

  private note(fault: ChainFault, wholeTo: bigint): void {
    this.close(wholeTo);
    this.faults.push(fault);
  }

  private close(to: bigint): void {
    const from = this.wholeFrom;
    this.wholeFrom = undefined;
    if (from === undefined || from > to) return;
    this.whole.push({ from: from.toString(), to: to.toString(), isFromBeginning: from === 1n });
  }
}

/** Whether an entry is what was recorded, and follows the one before as far as that is known. */
function judge(entry: StoredEntry, expected: Buffer | undefined): { fault?: ChainFault; isHashRight: boolean } {
  const hash = linkHash(entry.previousHash, entry);
  const isHashRight = entry.hash.equals(hash);
  if (!isHashRight)
    return { isHashRight, fault: changed(entry, 'hash of the entry', entry.hash.toString('hex'), hex(hash)) };
  const payloadHash = hashOfPayload(entry.payload);
  if (entry.payloadHash !== payloadHash) {
    return { isHashRight, fault: changed(entry, 'hash of the message', entry.payloadHash, payloadHash) };
  }
  if (expected && !entry.previousHash.equals(expected)) {
    return { isHashRight, fault: relinked(entry, hex(expected), hex(entry.previousHash)) };
  }
  return { isHashRight };
}

const hex = (hash: Buffer): string => hash.toString('hex');
