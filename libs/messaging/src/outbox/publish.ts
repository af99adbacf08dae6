import { JetStreamApiError, type JetStreamClient } from '@nats-io/jetstream';
import { headers as createHeaders, InvalidSubjectError, PermissionViolationError } from '@nats-io/nats-core';
import { PUBLISH_TIMEOUT_MS } from '../limits.js';

export interface OutgoingMessage {
  readonly messageId: string;
  readonly subject: string;
  readonly payload: string | Uint8Array;
  readonly headers: Record<string, string>;
}

export type PublishOutcome =
  | { readonly kind: 'acknowledged'; readonly stream: string; readonly sequence: number; readonly duplicate: boolean }
  /** The broker refuses this very message, now and later. */
  | { readonly kind: 'refused'; readonly error: string }
  /** The broker is away or short; the message is fine. */
  | { readonly kind: 'unavailable'; readonly error: string };

/** Server errors that speak of the message itself: too large, wrong expectation, bad header. */
const REFUSING_CODES = new Set([10_054, 10_060, 10_070, 10_071, 10_164, 10_052]);

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

function isRefusal(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return REFUSING_CODES.has(error.code);
  if (error instanceof InvalidSubjectError || error instanceof PermissionViolationError) return true;
  return error instanceof Error && /max.?payload|maximum payload/i.test(error.message);
}
