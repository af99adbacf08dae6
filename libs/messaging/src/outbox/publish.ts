import { JetStreamApiError, type JetStreamClient } from '@nats-io/jetstream';
import { headers as createHeaders, InvalidSubjectError, PermissionViolationError } from '@nats-io/nats-core';
import { PUBLISH_TIMEOUT_MS } from '../limits.js';

export interface OutgoingMessage {
  readonly messageId: string;
  readonly subject: string;
  readonly payload: string | Uint8Array;
  readonly headers: Record<string, string>;
}

/** A message for the outbox; its payload is text, because a column of text holds it. */
export type OutboxMessage = OutgoingMessage & { readonly payload: string };

export type PublishOutcome =
  | { readonly kind: 'acknowledged'; readonly stream: string; readonly sequence: number; readonly duplicate: boolean }
  /** The broker refuses this very message, now and later. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Not now; the message is fine. The broker is away, or no stream takes this one subject: yet, any more, or just now. */
  | { readonly kind: 'unavailable'; readonly error: string; readonly only?: 'this subject' };

/** Server errors that speak of the message itself: too large, wrong expectation, bad header. */
const REFUSING_CODES = new Set([10_054, 10_060, 10_070, 10_071, 10_164, 10_052]);

export const isRefusingCode = (code: number): boolean => REFUSING_CODES.has(code);

/** Publishes one message with its id and says what became of it. Never throws. */
export async function publish(
  client: JetStreamClient,
  message: OutgoingMessage,
  timeoutMs: number = PUBLISH_TIMEOUT_MS,
): Promise<PublishOutcome> {
  try {
    const headers = createHeaders();
    for (const [name, value] of Object.entries(message.headers)) headers.set(name, value);
    const ack = await client.publish(message.subject, message.payload, {
      msgID: message.messageId,
      headers,
      timeout: timeoutMs,
    });
    return { kind: 'acknowledged', stream: ack.stream, sequence: ack.seq, duplicate: ack.duplicate };
  } catch (error) {
    const text = `${(error as Error).name}: ${(error as Error).message}`;
    return isRefusal(error) ? { kind: 'refused', error: text } : { kind: 'unavailable', error: text };
  }
}

/** True when an error thrown by the client is about the message and not about the way to the broker. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return REFUSING_CODES.has(error.code);
  if (error instanceof InvalidSubjectError || error instanceof PermissionViolationError) return true;
  return error instanceof Error && /max.?payload|maximum payload|cannot contain/i.test(error.message);
}
