import { isSpanContextValid, trace, type TextMapPropagator } from '@opentelemetry/api';
import { formatTraceparent, parseTraceparent } from '@vividwalls/messaging';

const HEADER = 'traceparent';

/**
 * W3C Trace Context between processes, as the header `traceparent`. There is no `tracestate`: it serves several tracing
 * systems in one trace, and an event's envelope has no place for it.
 */
export const traceContext: TextMapPropagator = {
  inject(context, carrier, setter) {
    const spanContext = trace.getSpanContext(context);
    if (spanContext && isSpanContextValid(spanContext)) setter.set(carrier, HEADER, formatTraceparent(spanContext));
  },
  extract(context, carrier, getter) {
    const text = getter.get(carrier, HEADER);
    const caller = typeof text === 'string' ? parseTraceparent(text) : undefined;
    return caller ? trace.setSpanContext(context, caller) : context;
  },
  fields: () => [HEADER],
};
