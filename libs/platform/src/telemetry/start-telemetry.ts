import { defaultResource, detectResources, resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import {
  resourceAttributesEnvDetector,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { MeterProvider as SdkMeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider as SdkTracerProvider } from '@opentelemetry/sdk-trace';
import { pause, type TelemetryProviders } from '@vividwalls/messaging';
import type { Log } from '../logging/log.js';
import { metricExporter, spanExporter } from './exporters.js';
import { registerGlobally } from './register-globally.js';
import { samplerOf } from './sampler.js';
import { endpointsOf, type TelemetryConfig } from './telemetry-config.js';

/** What is recorded while the collector is away, spans; later ones are dropped. About 5 MB. */
const MAX_QUEUED_SPANS = 2_048;

/** A span waits this long for others before they are sent together. */
const SPAN_DELAY_MS = 5_000;

const METRIC_INTERVAL_MS = 60_000;

/** At the end, what is still queued gets this long to reach the collector; the supervisor kills after ten seconds. */
const FLUSH_WITHIN_MS = 1_500;

/** The telemetry of one service. In a process with several, each has its own providers, so that each has its own name. */
export interface Telemetry {
  readonly isOn: boolean;
  /** For whoever records; without the one whose signal goes nowhere. */
  readonly providers: TelemetryProviders;
  /** Sends what is queued, or gives up after {@link FLUSH_WITHIN_MS}. Never throws. */
  stop(): Promise<void>;
}

/**
 * Starts recording where an endpoint is configured, and does nothing otherwise. Our own code makes its spans itself: patching
 * modules from outside emits nothing, without a word, where they are ES modules.
 */
export function startTelemetry(service: string, config: TelemetryConfig, log: Log): Telemetry {
  const { traces, metrics: measurements } = endpointsOf(config);
  if (!traces && !measurements) return { isOn: false, providers: {}, stop: () => Promise.resolve() };
  const resource = resourceOf(service);
  const tracerProvider = traces ? tracing(traces, resource, config, log) : undefined;
  const meterProvider = measurements ? measuring(measurements, resource, config, log) : undefined;
  const unregister = registerGlobally({ tracerProvider, meterProvider }, log);
  log.info('telemetry', { traces, metrics: measurements });
  return {
    isOn: true,
    providers: { ...(tracerProvider && { tracerProvider }), ...(meterProvider && { meterProvider }) },
    async stop() {
      const grace = new AbortController();
      const flushed = Promise.allSettled([tracerProvider?.shutdown(), meterProvider?.shutdown()]);
      await Promise.race([flushed, pause(FLUSH_WITHIN_MS, grace.signal)]);
      grace.abort();
      unregister();
    },
  };
}

function tracing(url: string, resource: Resource, config: TelemetryConfig, log: Log): SdkTracerProvider {
  const processor = new BatchSpanProcessor({
    exporter: spanExporter(url, log),
    maxQueueSize: MAX_QUEUED_SPANS,
    scheduledDelayMillis: config.OTEL_BSP_SCHEDULE_DELAY ?? SPAN_DELAY_MS,
  });
  return new SdkTracerProvider({ resource, sampler: samplerOf(config), spanProcessors: [processor] });
}

function measuring(url: string, resource: Resource, config: TelemetryConfig, log: Log): SdkMeterProvider {
  const reader = new PeriodicExportingMetricReader({
    exporter: metricExporter(url, log),
    exportIntervalMillis: config.OTEL_METRIC_EXPORT_INTERVAL ?? METRIC_INTERVAL_MS,
  });
  return new SdkMeterProvider({ resource, readers: [reader] });
}

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` win over what we say of ourselves. */
function resourceOf(service: string): Resource {
  const own = resourceFromAttributes({ 'service.name': `vividwalls-${service}`, 'service.namespace': 'vividwalls' });
  const detectors = [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector];
  return defaultResource().merge(own).merge(detectResources({ detectors }));
}
