import { createNoopMeter, metrics, type Attributes, type Meter, type MeterProvider } from '@opentelemetry/api';
import type { Delivery } from '../consume/consumer-definition.js';
import { observeConsumer, observeRelay, type ConsumerReadings, type RelayReadings } from './observed.js';
import { ATTRIBUTE, METRIC, SCHEMA_URL, SCOPE_NAME, SCOPE_VERSION, SYSTEM } from './semantics.js';
import type { SendOutcome } from './send-span.js';
import { errorTypeOf } from './tracing.js';

/** Buckets of durations in s, as the conventions advise. */
const DURATION_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Buckets of ages in s: from an idle system's milliseconds to an event that waited for days. */
const AGE_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 86_400];

const SEND: Attributes = {
  [ATTRIBUTE.system]: SYSTEM,
  [ATTRIBUTE.operation]: 'send',
  [ATTRIBUTE.operationType]: 'send',
};

const PROCESS: Attributes = {
  [ATTRIBUTE.system]: SYSTEM,
  [ATTRIBUTE.operation]: 'process',
  [ATTRIBUTE.operationType]: 'process',
};

const MS_PER_S = 1_000;

/** A delivery whose handling begins; of a raw one only the broker's time is known. */
export type BegunDelivery = Pick<Delivery, 'stream' | 'storedAt'> & { readonly envelope?: { readonly time: string } };

/**
 * What relay and consumers count and measure. Attributes have few values (consumer, stream, reason): never an id.
 *
 * Meters, unlike tracers, do not wait for their provider: make this after the provider is registered, or pass it in. Without
 * one every method returns at once.
 */
export class MessagingMetrics {
  private readonly meter: Meter;
  readonly enabled: boolean;
  private readonly sentMessages;
  private readonly consumedMessages;
  private readonly operationDuration;
  private readonly processDuration;
  private readonly eventAge;
  private readonly messageAge;
  private readonly retries;
  private readonly repeats;
  private readonly deadLetters;
  private readonly duplicates;

  constructor(provider: MeterProvider = metrics.getMeterProvider()) {
    const meter = provider.getMeter(SCOPE_NAME, SCOPE_VERSION, { schemaUrl: SCHEMA_URL });
    const counter = (name: string, unit: string, description: string) =>
      meter.createCounter(name, { unit, description });
    const seconds = (name: string, description: string, explicitBucketBoundaries: number[]) =>
      meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries } });
    this.meter = meter;
    this.enabled = meter !== createNoopMeter();
    this.sentMessages = counter(METRIC.sent, '{message}', 'Messages the relay tried to send');
    this.consumedMessages = counter(METRIC.consumed, '{message}', 'Messages given to handlers');
    this.operationDuration = seconds(METRIC.operationDuration, 'Sending one batch', DURATION_BUCKETS_S);
    this.processDuration = seconds(METRIC.processDuration, 'Handling one batch', DURATION_BUCKETS_S);
    this.eventAge = seconds(METRIC.eventAge, 'From when it happened to when its handling begins', AGE_BUCKETS_S);
    this.messageAge = seconds(METRIC.messageAge, 'From when the stream stored it to then', AGE_BUCKETS_S);
    this.retries = counter(METRIC.retries, '{message}', 'Failed attempts that another one follows');
    this.repeats = counter(METRIC.repeats, '{message}', 'Deliveries of events that were handled before');
    this.deadLetters = counter(METRIC.deadLetters, '{message}', 'Events given up');
    this.duplicates = counter(METRIC.duplicates, '{message}', 'Published messages that the broker had before');
  }

  /** A batch of the relay, and how long sending it took. */
  sent({ published, duplicates, parked, unavailable }: SendOutcome, seconds: number): void {
    if (!this.enabled) return;
    const errorType = parked > 0 ? 'refused' : unavailable > 0 ? 'unavailable' : undefined;
    this.operationDuration.record(seconds, errorType ? { ...SEND, [ATTRIBUTE.errorType]: errorType } : SEND);
    if (published > 0) this.sentMessages.add(published, SEND);
    if (parked > 0) this.sentMessages.add(parked, { ...SEND, [ATTRIBUTE.errorType]: 'refused' });
    if (unavailable > 0) this.sentMessages.add(unavailable, { ...SEND, [ATTRIBUTE.errorType]: 'unavailable' });
    if (duplicates > 0) this.duplicates.add(duplicates, SEND);
  }

  /** Deliveries that are new to the consumer, as their handling begins. */
  begun(consumer: string, deliveries: readonly BegunDelivery[], now: Date): void {
    if (!this.enabled) return;
    const byStream = new Map<string, { attributes: Attributes; count: number }>();
    for (const { stream, storedAt, envelope } of deliveries) {
      let group = byStream.get(stream);
      if (!group) {
        const attributes = { [ATTRIBUTE.consumer]: consumer, [ATTRIBUTE.destination]: stream };
        byStream.set(stream, (group = { attributes, count: 0 }));
      }
      group.count += 1;
      this.messageAge.record(ageS(storedAt.getTime(), now), group.attributes);
      const happened = envelope ? Date.parse(envelope.time) : Number.NaN;
      if (!Number.isNaN(happened)) this.eventAge.record(ageS(happened, now), group.attributes);
    }
    for (const { attributes, count } of byStream.values()) {
      this.consumedMessages.add(count, { ...PROCESS, ...attributes });
    }
  }

  /** One attempt at a batch. */
  processed(consumer: string, seconds: number, error?: unknown): void {
    if (!this.enabled) return;
    const attributes: Attributes = { ...PROCESS, [ATTRIBUTE.consumer]: consumer };
    if (error !== undefined) attributes[ATTRIBUTE.errorType] = errorTypeOf(error);
    this.processDuration.record(seconds, attributes);
  }

  repeated(consumer: string, stream: string, count: number): void {
    if (this.enabled && count > 0) this.repeats.add(count, consumerAttributes(consumer, stream));
  }

  retried(consumer: string, stream: string): void {
    if (this.enabled) this.retries.add(1, consumerAttributes(consumer, stream));
  }

  deadLettered(consumer: string, stream: string, reason: string): void {
    if (!this.enabled) return;
    this.deadLetters.add(1, { ...consumerAttributes(consumer, stream), [ATTRIBUTE.reason]: reason });
  }

  /** Has these read whenever metrics are collected, until the returned function is called. */
  observeConsumer(consumer: string, readings: ConsumerReadings): () => void {
    return observeConsumer(this.meter, consumerAttributes(consumer), readings);
  }

  /** Likewise. */
  observeRelay(readings: RelayReadings): () => void {
    return observeRelay(this.meter, { [ATTRIBUTE.system]: SYSTEM }, readings);
  }
}

function consumerAttributes(consumer: string, stream?: string): Attributes {
  return {
    [ATTRIBUTE.system]: SYSTEM,
    [ATTRIBUTE.consumer]: consumer,
    ...(stream !== undefined && { [ATTRIBUTE.destination]: stream }),
  };
}

/** Clocks of different machines differ; nothing is younger than new. */
function ageS(sinceMs: number, now: Date): number {
  return Math.max(0, now.getTime() - sinceMs) / MS_PER_S;
}
