import type { EventEnvelope } from '../envelope.js';
import { letterFactsOf, type LetterFacts } from './letter-facts.js';
import type { LetterChange } from './letter-progress.js';

/** Data of `<namespace>.dlq.event.dead_lettered.v1`; the envelope's id is the letter's. */
export interface DeadLetteredData {
  readonly consumer: string;
  /** Why it was given up: `permanent`, `attempts exhausted`, … */
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
  readonly origin: {
    readonly stream: string;
    readonly streamCreatedAt: string;
    readonly sequence: number;
    readonly subject: string;
    readonly eventId?: string | null;
    readonly eventType?: string | null;
  };
  /** The message as it was, as UTF-8 text or base64. */
  readonly payload: string;
  readonly encoding: 'utf8' | 'base64';
  /** How often the event had been redriven before this failure. */
  readonly redrives: number;
  /** The letter of the failure before. */
  readonly previousLetterId?: string | null;
}

/** Data of `<namespace>.dlq.letter.redriven.v1`. */
export interface LetterRedrivenData {
  readonly letterId: string;
  readonly consumer: string;
  readonly reason: string;
  readonly edited: boolean;
  /** SHA-256 of the message that was sent, hex. */
  readonly payloadSha256: string;
  /** 1 for the first redrive of this event. */
  readonly count: number;
  readonly jobId?: string | null;
}

/** Data of `<namespace>.dlq.letter.discarded.v1`. */
export interface LetterDiscardedData {
  readonly letterId: string;
  readonly consumer: string;
  readonly reason: string;
  readonly jobId?: string | null;
}

/** Data of `<namespace>.dlq.letter.handled.v1`, told by the consumer's own service. */
export interface LetterHandledData {
  readonly letterId: string;
  readonly consumer: string;
  readonly count: number;
}

export type LetterEventData = DeadLetteredData | LetterRedrivenData | LetterDiscardedData | LetterHandledData;

/** What an event says about letters: the facts of a new one, and changes to known ones. */
export interface LetterNews {
  readonly facts: LetterFacts[];
  readonly changes: { readonly letterId: string; readonly change: LetterChange }[];
}

/** Reads envelopes of letters' events. Throws for a type that is none of them: a fault of whoever subscribed to it. */
export function newsOf(namespace: string, envelopes: readonly EventEnvelope[]): LetterNews {
  const news: LetterNews = { facts: [], changes: [] };
  for (const envelope of envelopes) read(namespace, envelope, news);
  return news;
}

function read(namespace: string, envelope: EventEnvelope, { facts, changes }: LetterNews): void {
  switch (envelope.type) {
    case `${namespace}.dlq.event.dead_lettered.v1`: {
      const letter = letterFactsOf(envelope as EventEnvelope<DeadLetteredData>);
      facts.push(letter);
      if (letter.previousLetterId === null) return;
      const change = {
        kind: 'outcome',
        outcome: 'failed again',
        atMs: msOf(envelope),
        nextLetterId: letter.id,
      } as const;
      changes.push({ letterId: letter.previousLetterId, change });
      return;
    }
    case `${namespace}.dlq.letter.redriven.v1`: {
      const { letterId, ...data } = envelope.data as LetterRedrivenData;
      changes.push({ letterId, change: actOf('redriven', envelope, data) });
      return;
    }
    case `${namespace}.dlq.letter.discarded.v1`: {
      const { letterId, ...data } = envelope.data as LetterDiscardedData;
      changes.push({ letterId, change: actOf('discarded', envelope, data) });
      return;
    }
    case `${namespace}.dlq.letter.handled.v1`: {
      const { letterId } = envelope.data as LetterHandledData;
      const change = { kind: 'outcome', outcome: 'handled', atMs: msOf(envelope), nextLetterId: null } as const;
      changes.push({ letterId, change });
      return;
    }
    default:
      throw new Error(`${envelope.type} tells nothing of dead letters in the namespace ${namespace}`);
  }
}

/** The change that an operator's act makes, read from the event that tells of it. */
export function actOf(
  kind: 'redriven' | 'discarded',
  envelope: EventEnvelope,
  data: { readonly reason: string; readonly edited?: boolean; readonly jobId?: string | null },
): LetterChange {
  const { reason, edited = false, jobId = null } = data;
  const { id: eventId, actor: by } = envelope;
  return { kind: 'act', act: { kind, eventId, atMs: msOf(envelope), by, reason, edited, jobId } };
}

const msOf = ({ time }: EventEnvelope): number => Date.parse(time);
