import { decodeEnvelope, MalformedEnvelope, type EventEnvelope } from '../envelope.js';
import { LetterRefused, type RequestFault } from './letter-refused.js';

/** What of a letter decides what can be sent. */
export interface LetterMessage {
  readonly consumer: string;
  readonly eventId: string | null;
  readonly payload: Buffer;
  readonly encoding: 'utf8' | 'base64';
}

/** How an operator mends a message before it is sent: nothing, the event's data, or the whole envelope. */
export interface Mending {
  readonly data?: unknown;
  readonly envelope?: unknown;
}

export interface MendingRules {
  /**
   * Faults of an event's data; pointers are relative to it.
   * @param before the data as it failed, where there was any
   */
  readonly faultsOf: (type: string, data: unknown, before: unknown) => readonly RequestFault[];
  /** Consumers that record messages as they are: a mended one would be a forged record. */
  readonly verbatim: readonly string[];
}

/** A mended message is typed by hand or by a script for one event; larger ones belong to a new event of their source. */
export const LARGEST_MENDED_CHARACTERS = 1_000_000;

/**
 * The text that is sent for a letter: its message as it was, or as an operator mended it. The id of the event stays, so that
 * the consumer's inbox knows it. Throws {@link LetterRefused} naming every fault by its pointer into `{ data, envelope }`.
 */
export function messageToSend(letter: LetterMessage, mending: Mending, rules: MendingRules): string {
  const { data, envelope } = mending;
  if (data === undefined && envelope === undefined) return asItWas(letter);
  if (data !== undefined && envelope !== undefined) {
    throw invalid([{ pointer: '/data', message: 'must not be given together with envelope' }]);
  }
  if (rules.verbatim.includes(letter.consumer)) {
    throw new LetterRefused(
      'unsendable',
      `${letter.consumer} records messages as they are, so a mended one would be a forged record. Redrive it as it was.`,
    );
  }
  const before = envelopeOf(letter.payload);
  const mended = envelope === undefined ? withData(before, data) : checkedEnvelope(envelope, letter);
  const pointer = envelope === undefined ? '/data' : '/envelope/data';
  const faults = rules.faultsOf(mended.type, mended.data, before?.data);
  if (faults.length > 0) throw invalid(faults.map((one) => ({ ...one, pointer: pointer + one.pointer })));
  const text = JSON.stringify(mended);
  if (text.length > LARGEST_MENDED_CHARACTERS) {
    throw invalid([{ pointer, message: `makes a message of more than ${LARGEST_MENDED_CHARACTERS} characters` }]);
  }
  return text;
}

/** The outbox keeps text; bytes that are none cannot go through it. A message too large for a letter is not in it. */
function asItWas({ payload, encoding }: LetterMessage): string {
  if (payload.length === 0) {
    throw new LetterRefused(
      'unsendable',
      'The letter has no message: it was empty, or too large to be kept here, and then its error says so. Give the whole ' +
        'envelope, or discard it.',
    );
  }
  if (encoding === 'utf8' && !payload.includes(0)) return payload.toString('utf8');
  throw new LetterRefused(
    'unsendable',
    'The message is no text, so it cannot be sent as it was. Give the whole envelope that it should have been, or discard it.',
  );
}

function withData(before: EventEnvelope | undefined, data: unknown): EventEnvelope {
  if (before) return { ...before, data };
  throw invalid([{ pointer: '/data', message: 'is not enough: the message was no envelope. Give a whole envelope' }]);
}

function checkedEnvelope(given: unknown, { eventId }: LetterMessage): EventEnvelope {
  const envelope = readEnvelope(Buffer.from(JSON.stringify(given), 'utf8'));
  if (envelope instanceof MalformedEnvelope) throw invalid([{ pointer: '/envelope', message: envelope.message }]);
  if (eventId !== null && envelope.id !== eventId) {
    throw invalid([{ pointer: '/envelope/id', message: `must stay ${eventId}: this event is mended, not made up` }]);
  }
  return envelope;
}

function envelopeOf(payload: Buffer): EventEnvelope | undefined {
  const envelope = readEnvelope(payload);
  return envelope instanceof MalformedEnvelope ? undefined : envelope;
}

function readEnvelope(bytes: Uint8Array): EventEnvelope | MalformedEnvelope {
  try {
    return decodeEnvelope(bytes);
  } catch (error) {
    if (error instanceof MalformedEnvelope) return error;
    throw error;
  }
}

const invalid = (faults: readonly RequestFault[]): LetterRefused =>
  new LetterRefused('invalid', 'The mended event has faults', faults);
