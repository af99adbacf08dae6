import { newId } from './outbox/new-id.js';
import type { EventEnvelope } from './envelope.js';
import { messageOf } from './outbox/outbox.js';
import type { OutboxMessage } from './outbox/publish.js';

/** What is needed to speak of the core's own doings: dead letters, and what became of them. */
export interface CoreIdentity {
  /** First word of all subjects and types. */
  readonly namespace: string;
  /** CloudEvents source. */
  readonly source: string;
  readonly now: () => Date;
  /** The project's extension attributes with their defaults. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface CoreEvent {
  /** Type without namespace and version: `dlq.letter.handled`. */
  readonly name: string;
  readonly subject: string;
  readonly data: object;
  readonly id?: string;
  /** `system` when left out. */
  readonly actor?: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly traceparent?: string;
  /** Values of extension attributes that are known, for instance from a message that is no valid event. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An event of the messaging core as a message, ready for the outbox or the broker. All are in their first version. */
export function coreMessage(identity: CoreIdentity, event: CoreEvent): OutboxMessage {
  const { namespace, source, now } = identity;
  const id = event.id ?? newId();
  const envelope = {
    specversion: '1.0',
    id,
    source,
    type: `${namespace}.${event.name}.v1`,
    subject: event.subject,
    time: now().toISOString(),
    version: 0,
    correlationid: event.correlationid ?? id,
    causationid: event.causationid ?? event.correlationid ?? id,
    actor: event.actor ?? 'system',
    ...identity.extensions,
    ...event.extensions,
    ...(event.traceparent && { traceparent: event.traceparent }),
    datacontenttype: 'application/json',
    data: event.data,
  } as EventEnvelope;
  return messageOf(envelope, `${namespace}.${event.name}`);
}
