import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Attributes,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import type { EventEnvelope } from '../envelope.js';
import { batchScopeOf, type BatchScope } from './batch-scope.js';
import { ATTRIBUTE, SYSTEM } from './semantics.js';
import { formatTraceparent, parseTraceparent } from './traceparent.js';
import type { MessagingTracing } from './tracing.js';

/** An event about to be appended. */
export interface CreatedMessage {
  readonly id: string;
  /** NATS subject. */
  readonly subject: string;
  readonly correlationid: string;
  /** The trace to go on with as the caller says; wins over the cause's. */
  readonly traceparent?: string;
  readonly cause?: EventEnvelope;
}

/**
 * Records that an event is created, and returns the `traceparent` its envelope carries, so that everything that follows from
 * the event is in the trace of what led to it.
 *
 * The parent is, in this order: what the caller says; the span in which the cause is being handled; the cause's own trace;
 * the active span. In a handler the last is the batch's, in which many traces meet: it is the parent of nothing but an event
 * without a cause.
 *
 * When nobody traces, a trace that came from outside is passed on as it is, and none is invented. When a sampler decides
 * against a trace that begins here, its decision is passed on.
 */
export function createSpan(tracing: MessagingTracing, message: CreatedMessage): string | undefined {
  const text = message.traceparent ?? message.cause?.traceparent;
  const given = parseTraceparent(text);
  const { tracer } = tracing;
  if (!tracer) return given && text;
  const active = context.active();
  const scope = batchScopeOf(active);
  const options = { kind: SpanKind.PRODUCER, attributes: attributesOf(message) };
  const span = tracer.startSpan(`create ${message.subject}`, options, parentOf(message, given, active, scope));
  const carried = span.isRecording() || !given ? formatTraceparent(span.spanContext()) : text;
  if (scope) scope.created.push(span);
  else span.end();
  return carried;
}

function parentOf(
  { traceparent, cause }: CreatedMessage,
  given: SpanContext | undefined,
  active: Context,
  scope: BatchScope | undefined,
): Context {
  const handling = cause && traceparent === undefined ? scope?.processing.get(cause.id) : undefined;
  if (handling) return trace.setSpan(ROOT_CONTEXT, handling);
  if (given) return trace.setSpanContext(ROOT_CONTEXT, given);
  // A cause that nobody traced: what follows begins a trace of its own rather than joining the batch's.
  return scope && cause ? ROOT_CONTEXT : active;
}

function attributesOf({ id, subject, correlationid }: CreatedMessage): Attributes {
  return {
    [ATTRIBUTE.system]: SYSTEM,
    [ATTRIBUTE.operation]: 'create',
    [ATTRIBUTE.operationType]: 'create',
    [ATTRIBUTE.destination]: subject,
    [ATTRIBUTE.messageId]: id,
    [ATTRIBUTE.conversation]: correlationid,
  };
}
