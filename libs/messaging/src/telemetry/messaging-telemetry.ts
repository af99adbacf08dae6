import { MessagingMetrics } from './messaging-metrics.js';
import { MessagingTracing, type TelemetryProviders } from './tracing.js';

/** Spans and measurements of one service's messaging. Costs next to nothing while no provider is registered. */
export class MessagingTelemetry {
  readonly tracing: MessagingTracing;
  readonly metrics: MessagingMetrics;

  constructor({ tracerProvider, meterProvider }: TelemetryProviders = {}) {
    this.tracing = new MessagingTracing(tracerProvider);
    this.metrics = new MessagingMetrics(meterProvider);
  }
}
