/**
 * CloudEvents extension attributes of the project that uses this package, by declaration merging. An event takes them over
 * from its cause; their defaults are a setting of the outbox.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- empty until a project declares its own
export interface EnvelopeExtensions {}

/** A CloudEvents 1.0 event in structured JSON, with the extension attributes of this package and of its project. */
export interface EventEnvelope<T = unknown> extends EnvelopeExtensions {
  readonly specversion: '1.0';
  /** UUIDv7, or UUIDv5 when derived from a delivery; also the broker's message id. */
  readonly id: string;
  /** Who published it: `<namespace>/<service>`. */
  readonly source: string;
  /** Type with its schema version as the last part: `acme.ledger.entry.booked.v1`. */
  readonly type: string;
  /** The aggregate's id. */
  readonly subject: string;
  /** When it happened, ISO 8601. */
  readonly time: string;
  /** The aggregate's version; a higher one is newer. */
  readonly version: number;
  /** The first cause. */
  readonly correlationid: string;
  /** The event or request that caused this one. */
  readonly causationid: string;
  /** Who: `agent:<id>`, `user:<id>`, `system`, … */
  readonly actor: string;
  readonly traceparent?: string;
  readonly datacontenttype: 'application/json';
  readonly data: T;
}

/** A message that is not an envelope: broken JSON or missing attributes. It can never be handled. */
export class MalformedEnvelope extends Error {
  override readonly name = 'MalformedEnvelope';
}

const TEXT_ATTRIBUTES = ['id', 'source', 'type', 'subject', 'time', 'correlationid', 'causationid', 'actor'] as const;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads an envelope from a message's bytes. Throws {@link MalformedEnvelope} naming what is missing. */
export function decodeEnvelope(bytes: Uint8Array): EventEnvelope {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    throw new MalformedEnvelope(`not JSON in UTF-8: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null) throw new MalformedEnvelope('not a JSON object');
  const attributes = value as Record<string, unknown>;
  const missing = TEXT_ATTRIBUTES.filter((name) => typeof attributes[name] !== 'string' || attributes[name] === '');
  if (missing.length > 0) throw new MalformedEnvelope(`missing attributes: ${missing.join(', ')}`);
  if (typeof attributes['data'] !== 'object' || attributes['data'] === null)
    throw new MalformedEnvelope('missing data');
  return value as EventEnvelope;
}
