import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../envelope.js';

/** A message as it lies in its stream. */
export interface Delivery {
  readonly stream: string;
  /** When the stream was created; a stream that was lost and made anew counts from 1 again. */
  readonly streamCreatedAt: string;
  /** Sequence in the stream. */
  readonly sequence: number;
  readonly subject: string;
  /** When the stream stored it. */
  readonly storedAt: Date;
  /** 1 for the first delivery. */
  readonly deliveryCount: number;
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DecodedDelivery extends Delivery {
  readonly envelope: EventEnvelope;
}

export interface ConsumerSource {
  readonly stream: string;
  /** Subjects wanted; empty means all. */
  readonly subjects: readonly string[];
}

interface ConsumerBase {
  /** Name of the durable consumer and of its inbox. */
  readonly name: string;
  readonly sources: readonly ConsumerSource[];
  readonly maxBatch?: number;
  /**
   * Batches under way at once; 1 when left out. More keep the processor busy while the database works, for handlers that replicas
   * may run beside each other: events of one subject can then be handled at the same time, or the later one first.
   */
  readonly batchesAtOnce?: number;
}

/** Takes envelopes, each once: the inbox row commits with the effects. */
export interface EventConsumer extends ConsumerBase {
  readonly kind: 'events';
  /**
   * The envelope to handle, brought to the newest version. Throws Permanent when this event can never be handled here, or
   * came on a subject that is not its type's: the broker watches over who publishes on a subject, and over nothing inside of
   * a message. Runs before the transaction.
   */
  readonly admit: (envelope: EventEnvelope, subject: string) => EventEnvelope;
  readonly handle: (tx: EntityManager, batch: readonly DecodedDelivery[]) => Promise<void>;
  /** Keeps a read model that may be rebuilt and swapped: its transactions can be held up for a moment. */
  readonly isReadModel?: boolean;
}

/** Takes messages as they are, whatever they hold, and recognises repeats by itself. */
export interface RawConsumer extends ConsumerBase {
  readonly kind: 'raw';
  readonly handle: (tx: EntityManager, batch: readonly Delivery[]) => Promise<void>;
}

export type ConsumerDefinition = EventConsumer | RawConsumer;
