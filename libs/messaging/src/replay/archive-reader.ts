/** An event as its producer's outbox keeps it. */
export interface ArchivedMessage {
  /** Number of its row; rows are read in this order. */
  readonly row: string;
  readonly messageId: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The envelope, JSON. */
  readonly payload: string;
  /** When the transaction that appended it began. */
  readonly createdAt: Date;
}

export interface ArchiveQuery {
  /** Exact subjects; none means all. */
  readonly subjects: readonly string[];
  /** Only what was appended then or later. */
  readonly from?: Date;
  /** Goes on after a page; the `next` of the one before. */
  readonly after?: string;
  readonly limit: number;
}

export interface ArchivePage {
  readonly messages: readonly ArchivedMessage[];
  /** Missing on the last page. */
  readonly next?: string;
}

/**
 * The archive that a stream's producer keeps: its outbox. It holds what a stream has dropped by age, or lost, as far as the
 * outbox reaches back. What it shares with the stream does no harm, since the inbox beside knows event ids.
 */
export interface ArchiveReader {
  page(query: ArchiveQuery): Promise<ArchivePage>;
}
