import type { EventEnvelope } from '../envelope.js';
import type { DeadLetteredData } from './letter-events.js';

/** Everything a dead letter says about its failure. It never changes. */
export interface LetterFacts {
  readonly id: string;
  readonly consumer: string;
  /** Why it was given up: `permanent`, `attempts exhausted`, … */
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
  readonly stream: string;
  readonly streamCreatedAt: string;
  readonly sequence: number;
  readonly natsSubject: string;
  readonly eventId: string | null;
  readonly eventType: string | null;
  /** The aggregate's id, where the message tells one. */
  readonly subject: string | null;
  readonly correlationId: string;
  readonly failedAt: Date;
  /** The message's own bytes. */
  readonly payload: Buffer;
  readonly encoding: 'utf8' | 'base64';
  readonly redrives: number;
  readonly previousLetterId: string | null;
  /** What a search looks through. */
  readonly words: string;
}

/** A search looks at the beginning of an error, where its message is, and not at the stack. */
const SEARCHED_ERROR_CHARACTERS = 600;

/** Ids and types come out of messages that nobody could read; longer ones are cut, and an index holds what is left. */
const LONGEST_NAME = 255;

/** What one letter adds to a search, so that a search over a hundred thousand letters stays below a second. */
const SEARCHED_CHARACTERS = 1_000;

/** The facts of a letter from the event that brings it; the event's id is the letter's. */
export function letterFactsOf(envelope: EventEnvelope<DeadLetteredData>): LetterFacts {
  const { id, time, correlationid, data } = envelope;
  const { consumer, reason, attempts, origin, encoding, redrives } = data;
  const payload = Buffer.from(data.payload, encoding);
  const error = storable(data.error);
  const eventId = nameOf(origin.eventId);
  const eventType = nameOf(origin.eventType);
  const subject = nameOf(subjectOf(payload));
  return {
    ...{ id, consumer, reason, error, attempts, encoding, redrives, payload, eventId, eventType, subject },
    stream: origin.stream,
    streamCreatedAt: origin.streamCreatedAt,
    sequence: origin.sequence,
    natsSubject: origin.subject,
    correlationId: storable(correlationid).slice(0, LONGEST_NAME),
    failedAt: new Date(time),
    previousLetterId: data.previousLetterId ?? null,
    words: wordsOf([eventId, subject, eventType, error.slice(0, SEARCHED_ERROR_CHARACTERS)]),
  };
}

/** How a search compares: without case. */
export const searchable = (text: string): string => text.toLowerCase();

const wordsOf = (parts: readonly (string | null)[]): string =>
  searchable(parts.filter((part) => part !== null).join(' ')).slice(0, SEARCHED_CHARACTERS);

/** A message that failed may hold anything, and an error may quote it; PostgreSQL's text holds no NUL. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

const nameOf = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : storable(text.slice(0, LONGEST_NAME));

function subjectOf(payload: Buffer): string | null {
  try {
    const { subject } = (JSON.parse(payload.toString('utf8')) ?? {}) as { subject?: unknown };
    return typeof subject === 'string' ? subject : null;
  } catch (error) {
    // Not being JSON is one of the reasons to be here.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
