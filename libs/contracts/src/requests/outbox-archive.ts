import { defineRequest, type RequestContract } from '@vividwalls/messaging';
import { ArrayMaxSize, IsArray, IsInt, IsISO8601, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';

/** Messages in one page at most. */
export const ARCHIVE_PAGE_MESSAGES = 500;

/** Subjects asked for at most: a read model reads a few dozen. */
const SUBJECTS_MAX = 200;

export class OutboxArchiveQuestion {
  /** Exact subjects, without wildcards; none means all. */
  @IsArray()
  @ArrayMaxSize(SUBJECTS_MAX)
  @MaxLength(200, { each: true })
  @Matches(/^[^\s.*>]+(\.[^\s.*>]+)*$/, { each: true, message: 'must be subjects without wildcards' })
  readonly subjects!: readonly string[];

  /** Outbox id after which to begin: `next` of the page before, '0' for the first. */
  // No more digits than a bigint surely holds.
  @Matches(/^(0|[1-9]\d{0,17})$/, { message: 'must be an outbox id as text' })
  readonly after!: string;

  /** Only what was appended at or after this time, ISO 8601 with an offset; all that is kept when left out. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/T.+(Z|[+-]\d\d:\d\d)$/, { message: 'must be a time with an offset' })
  readonly from?: string;

  /** Messages wanted, at most {@link ARCHIVE_PAGE_MESSAGES}. Fewer come when they are large. */
  @IsInt()
  @Min(1)
  @Max(ARCHIVE_PAGE_MESSAGES)
  readonly limit!: number;
}

/** A published event as the outbox keeps it. */
export interface OutboxArchiveMessage {
  /** Outbox id, a decimal number as text; grows in the order in which events were appended. */
  readonly id: string;
  /** The broker's message id: the event's own. */
  readonly messageId: string;
  readonly subject: string;
  /** The headers it was published with, beside the message id. */
  readonly headers: Readonly<Record<string, string>>;
  /** The envelope as it was published, JSON in text. */
  readonly payload: string;
  /** When it was appended, ISO 8601. */
  readonly storedAt: string;
}

export interface OutboxArchivePage {
  readonly messages: readonly OutboxArchiveMessage[];
  /** `after` of the next page; absent on the last one. */
  readonly next?: string;
}

const faultsOf = faultsByClass(OutboxArchiveQuestion);

/**
 * `<service>/outbox.archive`: a page of a service's published events from its outbox archive, oldest first. Every service answers
 * it for itself, so there is one contract for each. It is read when a stream no longer has what a read model is to be
 * rebuilt from; what the archive no longer has either is not in the answer.
 *
 * A page ends before it would be too large for the broker (`max_payload`, 8 MB), so it may be shorter than wanted; it has one
 * message at least. An event that alone is too large once it is wrapped in an answer fails its page (`answer-too-large`):
 * such a one is published again from the archive, not asked for.
 */
export function outboxArchive(service: string): RequestContract<OutboxArchiveQuestion, OutboxArchivePage> {
  // Half a million rows looked through take about a second; a page asked for on the way is waited for behind others.
  return defineRequest({ service, name: 'outbox.archive', deadlineMs: 10_000, faultsOf });
}
