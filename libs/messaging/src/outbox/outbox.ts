import { newId } from './new-id.js';
import type { EntityManager } from 'typeorm';
import type { EventCatalogue, PayloadClass } from '../catalogue.js';
import type { EnvelopeExtensions, EventEnvelope } from '../envelope.js';
import { failpoint } from '../failpoints.js';
import { isSuppressed } from '../replay/suppressed-transactions.js';
import { createSpan } from '../telemetry/create-span.js';
import { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import { Turn } from '../turn.js';
import { CommitFlight } from './commit-flight.js';
import { insertMessages } from './insert-messages.js';
import type { OutboxMessage } from './publish.js';

/** An event about to be appended. Without `id` it gets a UUIDv7. */
export interface NewEvent<T extends object = object> extends Partial<EnvelopeExtensions> {
  readonly event: PayloadClass<T>;
  /** The aggregate's id. */
  readonly subject: string;
  readonly data: T;
  readonly id?: string;
  /** When it happened, ISO 8601; the append's clock otherwise. */
  readonly time?: string;
  /** The aggregate's version; 0 where it has none. */
  readonly version?: number;
  readonly actor?: string;
  /** The event that caused this one: correlation, causation, actor, extensions and trace are taken from it. */
  readonly cause?: EventEnvelope;
  readonly correlationid?: string;
  readonly traceparent?: string;
}

/** A payload broke its class's rules: a fault of the code that made it, so it never reaches the outbox. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
  constructor(
    readonly type: string,
    readonly faults: readonly string[],
  ) {
    super(`${type} is invalid: ${faults.join('; ')}`);
  }
}

export interface OutboxSettings {
  /** CloudEvents source of this service. */
  readonly source: string;
  readonly catalogue: EventCatalogue;
  readonly now: () => Date;
  /** The project's extension attributes with their defaults; none when left out. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly telemetry?: MessagingTelemetry;
}

/** Events as rows of the transaction that changes the state: they are published if, and only if, it commits. */
export class Outbox {
  private readonly telemetry: MessagingTelemetry;

  constructor(private readonly settings: OutboxSettings) {
    this.telemetry = settings.telemetry ?? new MessagingTelemetry();
  }

  /**
   * Validates events and appends them to the transaction. Returns their envelopes. Up to some hundreds are written together with
   * the COMMIT, and more at once: what the database has against a row may be heard only then, and a transaction doesn't find
   * its own events in the outbox.
   */
  async append(tx: EntityManager, events: readonly NewEvent[]): Promise<EventEnvelope[]> {
    if (events.length === 0) return [];
    const envelopes: EventEnvelope[] = [];
    const messages: OutboxMessage[] = [];
    const turn = new Turn();
    for (const event of events) {
      if (turn.isOver) await turn.next();
      const { envelope, subject } = this.seal(event, isSuppressed(tx));
      envelopes.push(envelope);
      messages.push(messageOf(envelope, subject));
    }
    await this.appendMessages(tx, messages);
    return envelopes;
  }

  /** Appends messages that are no new events of this service: redriven ones, or the core's own. */
  async appendMessages(tx: EntityManager, messages: readonly OutboxMessage[]): Promise<void> {
    if (isSuppressed(tx) || messages.length === 0) return;
    const runner = tx.queryRunner;
    const flight = runner?.isTransactionActive ? CommitFlight.of(runner) : undefined;
    if (!flight?.take(messages)) {
      await flight?.land();
      await insertMessages(tx, messages);
    }
    failpoint('outbox.appended');
  }

  /**
   * Makes the envelope of an event without storing it. Throws {@link InvalidEvent}.
   * @param untraced for one that nobody will ever see: its creation leaves no span
   */
  seal(event: NewEvent, untraced = false): { envelope: EventEnvelope; subject: string } {
    const { catalogue, source, now } = this.settings;
    const description = catalogue.describe(event.event);
    const faults = catalogue.faultsOf(description.type, event.data);
    if (faults.length > 0) throw new InvalidEvent(description.type, faults);
    const id = event.id ?? newId();
    const { cause } = event;
    const correlationid = event.correlationid ?? cause?.correlationid ?? id;
    const created = { id, subject: description.subject, correlationid, traceparent: event.traceparent, cause };
    const traceparent = untraced ? cause?.traceparent : createSpan(this.telemetry.tracing, created);
    const envelope = {
      specversion: '1.0',
      id,
      source,
      type: description.type,
      subject: event.subject,
      time: event.time ?? now().toISOString(),
      version: event.version ?? 0,
      correlationid,
      causationid: cause?.id ?? event.correlationid ?? id,
      actor: event.actor ?? cause?.actor ?? 'system',
      ...this.extensionsOf(event),
      ...(traceparent && { traceparent }),
      datacontenttype: 'application/json',
      data: event.data,
    } as EventEnvelope;
    return { envelope, subject: description.subject };
  }

  private extensionsOf(event: NewEvent): Record<string, unknown> {
    const given = event as unknown as Record<string, unknown>;
    const cause = event.cause as unknown as Record<string, unknown> | undefined;
    const extensions: Record<string, unknown> = {};
    for (const [name, otherwise] of Object.entries(this.settings.extensions ?? {})) {
      extensions[name] = given[name] ?? cause?.[name] ?? otherwise;
    }
    return extensions;
  }
}

/** An envelope as the message that carries it. */
export function messageOf(envelope: EventEnvelope, subject: string): OutboxMessage {
  return {
    messageId: envelope.id,
    subject,
    payload: JSON.stringify(envelope),
    headers: envelope.traceparent ? { traceparent: envelope.traceparent } : {},
  };
}
