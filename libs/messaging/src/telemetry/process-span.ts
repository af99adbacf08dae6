import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { Attributes, Span, SpanContext, Tracer } from '@opentelemetry/api';
import type { Delivery } from '../consume/consumer-definition.js';
import type { EventEnvelope } from '../envelope.js';
import { withBatchScope, type BatchScope } from './batch-scope.js';
import { linksOf, soleOf } from './batches.js';
import { ATTRIBUTE, SYSTEM } from './semantics.js';
import { parseTraceparent } from './traceparent.js';
import { isSampled, markFailed, type MessagingTracing } from './tracing.js';

/** A delivery, decoded or not: of a raw one the headers tell its id and its trace. */
export type ProcessedDelivery = Pick<Delivery, 'stream' | 'subject' | 'headers'> & {
  readonly envelope?: EventEnvelope;
};

/** One attempt to handle a batch: one transaction. */
export interface BatchAttempt {
  readonly consumer: string;
  readonly deliveries: readonly ProcessedDelivery[];
  /** How often the batch was halved on the way here; 0 for a whole one. */
  readonly depth: number;
}

export interface BatchSpan {
  /** Says which of the deliveries are new to the consumer, before they are handled. */
  handling(due: readonly ProcessedDelivery[]): void;
}

const UNTRACED: BatchSpan = { handling: () => undefined };

/**
 * Runs one attempt at a batch inside a span of its own, which is active meanwhile: what handlers do appears below it.
 *
 * The batch's span is a trace of its own, linked to the messages' create spans. Each event whose own trace is sampled also
 * gets a span in that trace, child of its create span and linked to the batch's, and is the parent of what the event's
 * handler appends; so a trace reads from the first cause to the last effect without the batches in between.
 *
 * Spans of events and of what they led to are recorded when the attempt commits. If it fails, nothing of it happened, and
 * halving tries the same events again: then only the batch's span tells, and the span of an event that stood alone.
 */
export async function processSpan<T>(
  tracing: MessagingTracing,
  attempt: BatchAttempt,
  work: (batch: BatchSpan) => Promise<T>,
): Promise<T> {
  const { tracer } = tracing;
  if (!tracer) return work(UNTRACED);
  const attributes = batchAttributes(attempt);
  const options = { kind: SpanKind.CONSUMER, root: true, attributes };
  const span = tracer.startSpan(`process ${attempt.consumer}`, options);
  if (span.isRecording()) span.addLinks(linksOf(attempt.deliveries, createContextOf, messageAttributes));
  const scope: BatchScope = { processing: new Map(), created: [] };
  const own: Span[] = [];
  const handling = (due: readonly ProcessedDelivery[]): void => {
    span.setAttribute(ATTRIBUTE.repeatCount, attempt.deliveries.length - due.length);
    for (const delivery of due) {
      const event = eventSpan(tracer, attempt.consumer, delivery, span.spanContext());
      if (!event) continue;
      own.push(event);
      if (delivery.envelope) scope.processing.set(delivery.envelope.id, event);
    }
  };
  try {
    const active = withBatchScope(trace.setSpan(ROOT_CONTEXT, span), scope);
    const result = await context.with(active, work, undefined, { handling });
    for (const one of [...own, ...scope.created]) one.end();
    return result;
  } catch (error) {
    markFailed(span, error);
    if (attempt.deliveries.length === 1) for (const event of own) endFailed(event, error);
    throw error;
  } finally {
    span.end();
  }
}

function endFailed(event: Span, error: unknown): void {
  markFailed(event, error);
  event.end();
}

/** The span of one event in its own trace; none where that trace is not sampled. */
function eventSpan(
  tracer: Tracer,
  consumer: string,
  delivery: ProcessedDelivery,
  batch: SpanContext,
): Span | undefined {
  const created = createContextOf(delivery);
  if (!created || !isSampled(created)) return undefined;
  const attributes = {
    ...processAttributes(consumer),
    [ATTRIBUTE.destination]: delivery.subject,
    ...messageAttributes(delivery),
  };
  const links = [{ context: created }, { context: batch }];
  const parent = trace.setSpanContext(ROOT_CONTEXT, created);
  return tracer.startSpan(`process ${delivery.subject}`, { kind: SpanKind.CONSUMER, attributes, links }, parent);
}

function createContextOf({ envelope, headers }: ProcessedDelivery): SpanContext | undefined {
  return parseTraceparent(envelope?.traceparent ?? headers['traceparent']);
}

function batchAttributes({ consumer, deliveries, depth }: BatchAttempt): Attributes {
  const stream = soleOf(deliveries, (delivery) => delivery.stream);
  return {
    ...processAttributes(consumer),
    [ATTRIBUTE.batchCount]: deliveries.length,
    ...(stream && { [ATTRIBUTE.destination]: stream }),
    ...(depth > 0 && { [ATTRIBUTE.bisectDepth]: depth }),
  };
}

function processAttributes(consumer: string): Attributes {
  return {
    [ATTRIBUTE.system]: SYSTEM,
    [ATTRIBUTE.operation]: 'process',
    [ATTRIBUTE.operationType]: 'process',
    [ATTRIBUTE.consumer]: consumer,
  };
}

function messageAttributes({ envelope, headers }: ProcessedDelivery): Attributes {
  if (!envelope) return { [ATTRIBUTE.messageId]: headers['Nats-Msg-Id'] };
  const { id, type, correlationid } = envelope;
  return { [ATTRIBUTE.messageId]: id, [ATTRIBUTE.eventType]: type, [ATTRIBUTE.conversation]: correlationid };
}
