/** A place where the record is not what was recorded. */
export interface ChainFault {
  readonly position: string;
  /** The last position of the same fault, for entries in a row that are missing or foreign; else the position itself. */
  readonly to: string;
  readonly reason: 'missing' | 'changed' | 'relinked' | 'beyond the head' | 'head differs';
  readonly message: string;
  /** What was compared. */
  readonly compared: 'entries' | 'hash of the message' | 'hash of the entry' | 'hash of the entry before' | 'head';
  /** What the rest of the record says should stand there: a hash (hex), or how many entries. */
  readonly expected: string;
  /** What stands there, in the same kind. */
  readonly found: string;
}

/** Entries in a row without a fault. */
export interface WholeSpan {
  readonly from: string;
  readonly to: string;
  /**
   * The first span is proven from the very first entry. A later one holds together, and what it follows can't be proven.
   */
  readonly isFromBeginning: boolean;
}

/** Sequences of one stream's life that the record holds. */
export interface StreamCompleteness {
  readonly stream: string;
  /** When the stream was created; one that was lost and made anew counts again from 1. */
  readonly createdAt: string;
  readonly first: number;
  readonly last: number;
  /** How many sequences between first and last the record lacks. */
  readonly missing: number;
  /** Which; the first hundred ranges. */
  readonly missingRanges: readonly { readonly from: string; readonly to: string }[];
}

/** What a look at the whole record found. */
export interface ChainFindings {
  readonly ok: boolean;
  /** Entries that were recomputed. */
  readonly events: number;
  /** Hash of the last entry (hex): who has noted it can tell later whether the past was rewritten. */
  readonly head: string;
  readonly streams: readonly StreamCompleteness[];
  /** In the order of their positions; the first fifty. */
  readonly faults: readonly ChainFault[];
  /** Entries that are as they were recorded, between the faults. */
  readonly whole: readonly WholeSpan[];
  /** After so many faults the rest is not read; null when everything was. */
  readonly givenUpAt: string | null;
}

/** The answer of `GET /api/audit/verify`, which is kept until the next. */
export interface Verification extends ChainFindings {
  readonly askedAt: string;
  /** Who asked, such as `user:owner`. */
  readonly askedBy: string;
  readonly tookMs: number;
}

/** An event as the record has it, in lists. */
export interface RecordedEvent {
  readonly position: string;
  readonly stream: string;
  readonly sequence: string;
  readonly id: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly storedAt: string;
  readonly recordedAt: string;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly actor: string | null;
  readonly test: boolean;
  readonly hash: string;
  /** The envelope's data; absent when the message is no envelope or too large for a list. */
  readonly data?: unknown;
  readonly payloadCharacters: number;
}
