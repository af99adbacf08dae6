import type { Posting } from './tally.js';

/** Real trade, or test and owner orders, which never count. */
export type Book = 'real' | 'test';

/** An entry as it is written: once, never changed. Its postings sum to zero and are of its one currency. */
export interface JournalEntry {
  /** UUIDv7, so that entries sort in the order of their recording. */
  readonly id: string;
  readonly orderId: string;
  /** What made it due. With order, book and sequence it is unique: the same cause is never booked twice. */
  readonly cause: string;
  readonly book: Book;
  readonly seq: number;
  readonly kind: string;
  readonly currency: string;
  /** When it happened, ISO 8601. */
  readonly occurredAt: string;
  readonly recordedAt: Date;
  readonly eventId: string;
  readonly correlationId: string;
  readonly actor: string;
  readonly postings: readonly Posting[];
}
