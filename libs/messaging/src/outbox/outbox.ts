import { v7 as uuidv7 } from 'uuid';
import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { EventCatalogue, PayloadClass } from '../catalogue.js';
import type { EventEnvelope } from '../envelope.js';

/** An event about to be appended. Without `id` it gets a UUIDv7. */
export interface NewEvent<T extends object = object> {
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
  /** The event that caused this one: correlation, causation, actor, test mark, shop and trace are taken from it. */
  readonly cause?: EventEnvelope;
  readonly correlationid?: string;
  readonly test?: boolean;
  readonly shop?: string;
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
}

/** A statement has at most 65,535 parameters, and payloads take one each. */
const ROWS_PER_INSERT = 5_000;

/** Events as rows of the transaction that changes the state: they are published if, and only if, it commits. */
export class Outbox {
  constructor(private readonly settings: OutboxSettings) {}

  /** Validates and appends events through the transaction's own connection, in one insert. Returns their envelopes. */
  async append(tx: EntityManager, events: readonly NewEvent[]): Promise<EventEnvelope[]> {
    if (events.length === 0) return [];
    const ids: string[] = [];
    const subjects: string[] = [];
    const headers: string[] = [];
    const payloads: string[] = [];
    const envelopes = events.map((event) => {
      const { envelope, subject } = this.seal(event);
      ids.push(envelope.id);
      subjects.push(subject);
      headers.push(envelope.traceparent ? JSON.stringify({ traceparent: envelope.traceparent }) : '{}');
      payloads.push(JSON.stringify(envelope));
      return envelope;
    });
    for (let start = 0; start < ids.length; start += ROWS_PER_INSERT) {
      const end = start + ROWS_PER_INSERT;
      const parameters = new Parameters();
      const columns = [
        parameters.array(ids.slice(start, end), 'uuid'),
        parameters.array(subjects.slice(start, end), 'text'),
        parameters.array(headers.slice(start, end), 'jsonb'),
        parameters.longTexts(payloads.slice(start, end)),
      ];
      const insert = `INSERT INTO outbox (event_id, subject, headers, payload) SELECT * FROM unnest(${columns.join(', ')})`;
      await tx.query(insert, parameters.values);
    }
    return envelopes;
  }

  /** Makes the envelope of an event without storing it. Throws {@link InvalidEvent}. */
  seal(event: NewEvent): { envelope: EventEnvelope; subject: string } {
    const { catalogue, source, now } = this.settings;
    const description = catalogue.describe(event.event);
    const faults = catalogue.faultsOf(description.type, event.data);
    if (faults.length > 0) throw new InvalidEvent(description.type, faults);
    const id = event.id ?? uuidv7();
    const { cause } = event;
    const traceparent = event.traceparent ?? cause?.traceparent;
    const envelope: EventEnvelope = {
      specversion: '1.0',
      id,
      source,
      type: description.type,
      subject: event.subject,
      time: event.time ?? now().toISOString(),
      version: event.version ?? 0,
      correlationid: event.correlationid ?? cause?.correlationid ?? id,
      causationid: cause?.id ?? event.correlationid ?? id,
      actor: event.actor ?? cause?.actor ?? 'system',
      test: event.test ?? cause?.test ?? false,
      shop: event.shop ?? cause?.shop ?? '',
      ...(traceparent && { traceparent }),
      datacontenttype: 'application/json',
      data: event.data,
    };
    return { envelope, subject: description.subject };
  }
}
