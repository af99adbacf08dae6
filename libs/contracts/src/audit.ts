/** Where the record stops being what was recorded. */
export interface ChainFault {
  readonly position: string;
  readonly reason: 'missing' | 'changed' | 'relinked' | 'beyond the head' | 'head differs';
  readonly message: string;
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

/** The answer of `GET /api/audit/verify`. */
export interface Verification {
  readonly ok: boolean;
  /** Entries that were recomputed. */
  readonly events: number;
  /** Hash of the last entry (hex): who has noted it can tell later whether the past was rewritten. */
  readonly head: string;
  readonly streams: readonly StreamCompleteness[];
  readonly faults: readonly ChainFault[];
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
