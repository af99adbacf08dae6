import { ProxyTracer, trace, TraceFlags, type MeterProvider, type Span, type SpanContext } from '@opentelemetry/api';
import { SpanStatusCode, type Tracer, type TracerProvider } from '@opentelemetry/api';
import { NotYet } from '../errors.js';
import { ATTRIBUTE, SCHEMA_URL, SCOPE_NAME, SCOPE_VERSION, STATUS_TEXT_LIMIT } from './semantics.js';

/** Where spans and measurements go: the API's global providers when left out, and nowhere when there are none. */
export interface TelemetryProviders {
  readonly tracerProvider?: TracerProvider;
  readonly meterProvider?: MeterProvider;
}

/** Tells whether anybody traces, so that nothing is computed for nobody. */
export class MessagingTracing {
  private found: Tracer | undefined;

  constructor(private readonly provider?: TracerProvider) {}

  /** Undefined until a provider is registered, which may happen at any time. */
  get tracer(): Tracer | undefined {
    if (this.found) return this.found;
    const provider = this.provider ?? trace.getTracerProvider();
    const tracer = provider.getTracer(SCOPE_NAME, SCOPE_VERSION, { schemaUrl: SCHEMA_URL });
    // Until then the API hands out a stand-in that records nothing.
    if (tracer instanceof ProxyTracer) return undefined;
    return (this.found = tracer);
  }
}

export const isSampled = (spanContext: SpanContext): boolean => (spanContext.traceFlags & TraceFlags.SAMPLED) !== 0;

/** Marks a span as failed. An event that waits for its cause has not failed. */
export function markFailed(span: Span, error: unknown): void {
  if (error instanceof NotYet) {
    span.setAttribute(ATTRIBUTE.outcome, 'waiting');
    return;
  }
  span.setAttribute(ATTRIBUTE.errorType, errorTypeOf(error));
  const message = error instanceof Error ? error.message : String(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: message.slice(0, STATUS_TEXT_LIMIT) });
}

/** The class of an error: few different values, unlike its message. */
export const errorTypeOf = (error: unknown): string => (error instanceof Error ? error.name : '_OTHER');
