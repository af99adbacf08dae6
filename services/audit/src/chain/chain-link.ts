import { createHash } from 'node:crypto';

/** One event as the record keeps it. Everything here is covered by the hash. */
export interface ChainEntry {
  /** 1, 2, 3 … without a gap. */
  readonly position: bigint;
  readonly stream: string;
  /** When the stream was created: one life of a stream counts its sequences once. */
  readonly streamCreatedAt: string;
  readonly sequence: bigint;
  readonly natsSubject: string;
  /** Attributes of the envelope; null where the message is none. */
  readonly eventId: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly actor: string | null;
  readonly test: boolean;
  /** When the stream stored it, ms since 1970. */
  readonly storedAtMs: bigint;
  /** When this record took it, ms since 1970. */
  readonly recordedAtMs: bigint;
  /** The message as it was: UTF-8 text, or base64 where it is not text. */
  readonly payload: string;
  readonly encoding: 'utf8' | 'base64';
  /** SHA-256 (hex) of `payload`. The chain covers this, so that a payload could go and its entry still be proven. */
  readonly payloadHash: string;
}

/** What the first entry follows. */
export const GENESIS = Buffer.alloc(32);

export const hashOfPayload = (payload: string): string => createHash('sha256').update(payload, 'utf8').digest('hex');

/**
 * The hash of an entry: SHA-256 over the previous hash and the entry's canonical form, a JSON array of all its fields in
 * fixed order, the payload by its own SHA-256. A changed byte, a removed entry or two exchanged ones each
 * break the chain at their place (S. Haber, W. S. Stornetta, How to time-stamp a digital document, 1991).
 */
export function linkHash(previous: Uint8Array, entry: ChainEntry): Buffer {
  const canonical = JSON.stringify([
    entry.position.toString(),
    entry.stream,
    entry.streamCreatedAt,
    entry.sequence.toString(),
    entry.natsSubject,
    entry.eventId,
    entry.type,
    entry.subject,
    entry.time,
    entry.correlationId,
    entry.causationId,
    entry.actor,
    entry.test,
    entry.storedAtMs.toString(),
    entry.recordedAtMs.toString(),
    entry.encoding,
    entry.payloadHash,
  ]);
  return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
}
