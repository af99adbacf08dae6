export { createSpan, type CreatedMessage } from './create-span.js';
export { MessagingTelemetry } from './messaging-telemetry.js';
export { MessagingMetrics, type BegunDelivery } from './messaging-metrics.js';
export { type ConsumerReadings, type OutboxReading, type RelayReadings, type StreamLag } from './observed.js';
export { processSpan, type BatchAttempt, type BatchSpan, type ProcessedDelivery } from './process-span.js';
export { sendSpan, type SendOutcome, type SendSpan, type SentMessage } from './send-span.js';
export { formatTraceparent, parseTraceparent } from './traceparent.js';
export { MessagingTracing, type TelemetryProviders } from './tracing.js';
