import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { AggregationTemporality, InstrumentType, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../logging/log.js';

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];

/** The collector as one service sees it. That it is away is said once, and that it is back. */
export class CollectorLine {
  private away = false;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {}

  note({ error }: Result): void {
    if (error && !this.away) {
      this.log.warn('telemetry is not delivered and is dropped until the collector answers', {
        collector: this.url,
        error: error.message,
      });
    }
    if (!error && this.away) this.log.info('telemetry is delivered again', { collector: this.url });
    this.away = error !== undefined;
  }
}

export function spanExporter(url: string, log: Log): SpanExporter {
  const exporter = new OTLPTraceExporter({ url });
  const line = new CollectorLine(url, log);
  return {
    export: (spans, done) => exporter.export(spans, told(line, done)),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

/**
 * Gauges are exported as deltas: with cumulative ones the SDK goes on telling the last value of a gauge that could not be
 * read, and a lag that nobody knows would look like one that does not change.
 */
export function metricExporter(url: string, log: Log): PushMetricExporter {
  const exporter = new OTLPMetricExporter({ url });
  const line = new CollectorLine(url, log);
  return {
    export: (metrics, done) => exporter.export(metrics, told(line, done)),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
    selectAggregation: (type) => exporter.selectAggregation(type),
    selectAggregationTemporality: (type) =>
      type === InstrumentType.OBSERVABLE_GAUGE
        ? AggregationTemporality.DELTA
        : exporter.selectAggregationTemporality(type),
  };
}

function told(line: CollectorLine, done: (result: Result) => void): (result: Result) => void {
  return (result) => {
    line.note(result);
    done(result);
  };
}
