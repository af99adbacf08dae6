import type { MessagingLog } from '../../log.js';
import type { ArchivedMessage, ArchiveReader } from '../archive-reader.js';
import { ARCHIVE_PAGE_MESSAGES } from '../replay-limits.js';
import type { EventSource, SourcedMessage } from './event-source.js';
import { patiently } from './patience.js';

export interface ArchiveSourceSettings {
  readonly reader: ArchiveReader;
  readonly stream: string;
  readonly subjects: readonly string[];
  readonly from?: Date;
  /** From here on the stream itself has everything. */
  readonly until: Date;
  readonly log: MessagingLog;
  readonly signal: AbortSignal;
}

/**
 * How much later than the stream's oldest message an archived one may say it was appended and still be older: clocks of two
 * machines differ, and rows lie in the order of their numbers, not quite in that of their time.
 */
const OVERLAP_MS = 10 * 60_000;

const encoder = new TextEncoder();

/** What the archive holds and the stream no longer does. Ends for good. */
export class ArchiveSource implements EventSource {
  readonly part = 'archive';
  readonly remaining = 0;
  private messages: readonly ArchivedMessage[] = [];
  private index = 0;
  private next: string | undefined;
  private hasMore = true;

  constructor(private readonly settings: ArchiveSourceSettings) {}

  async peek(): Promise<SourcedMessage | undefined> {
    while (this.index >= this.messages.length && this.hasMore) await this.turnPage();
    const message = this.messages[this.index];
    return message && this.found(message);
  }

  advance(): void {
    this.index += 1;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async turnPage(): Promise<void> {
    const { reader, stream, subjects, from, until } = this.settings;
    const query = {
      subjects,
      limit: ARCHIVE_PAGE_MESSAGES,
      ...(from && { from }),
      ...(this.next && { after: this.next }),
    };
    const page = await patiently({ ...this.settings, what: `archive of ${stream}` }, () => reader.page(query));
    this.index = 0;
    const end = until.getTime() + OVERLAP_MS;
    this.messages = page.messages.filter(({ createdAt }) => createdAt.getTime() <= end);
    this.next = page.next;
    this.hasMore = page.next !== undefined && this.messages.length > 0;
  }

  private found({ row, subject, headers, payload, createdAt }: ArchivedMessage): SourcedMessage {
    const { stream } = this.settings;
    return {
      place: `archive of ${stream}, row ${row}`,
      delivery: {
        stream,
        // It has no sequence any more, or never had one.
        streamCreatedAt: '',
        sequence: 0,
        subject,
        storedAt: createdAt,
        deliveryCount: 1,
        bytes: encoder.encode(payload),
        headers,
      },
    };
  }
}
