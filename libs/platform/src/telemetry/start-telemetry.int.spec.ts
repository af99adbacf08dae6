import { context, metrics, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { TracerProvider } from '@opentelemetry/sdk-trace';
import { eventually, freePort } from '@vividwalls/testing';
import type { Log } from '../logging/log.js';
import { startTelemetry, type Telemetry } from './start-telemetry.js';
import type { TelemetryConfig } from './telemetry-config.js';
import { startOtlpReceiver, type OtlpReceiver } from './testing/otlp-receiver.js';

const said: string[] = [];
const say = (message: string, { collector = '' }: Record<string, unknown> = {}) =>
  void said.push(`${message} ${String(collector)}`.trim());
const log: Log = { debug: () => undefined, info: say, warn: say, error: say };
const AWAY = 'telemetry is not delivered and is dropped until the collector answers';

/** Short waits, so that a spec sees what takes seconds and minutes otherwise. */
const config = (OTEL_EXPORTER_OTLP_ENDPOINT?: string): TelemetryConfig => ({
  OTEL_EXPORTER_OTLP_ENDPOINT,
  OTEL_BSP_SCHEDULE_DELAY: 20,
  OTEL_METRIC_EXPORT_INTERVAL: 100,
});

const open: { stop?(): Promise<void>; close?(): Promise<void> }[] = [];
const started = (service: string, url?: string): Telemetry => {
  const telemetry = startTelemetry(service, config(url), log);
  open.push(telemetry);
  return telemetry;
};
const receiver = async (port?: number): Promise<OtlpReceiver> => {
  const one = await startOtlpReceiver(port);
  open.push(one);
  return one;
};

// The SDK's own variable, read when an exporter is made: a delivery is retried for this long.
beforeAll(() => void (process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '300'));
afterAll(() => void delete process.env['OTEL_EXPORTER_OTLP_TIMEOUT']);
beforeEach(() => void said.splice(0));
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

const record = (telemetry: Telemetry, name: string): void => {
  telemetry.providers.tracerProvider!.getTracer('spec').startSpan(name).end();
  telemetry.providers.meterProvider!.getMeter('spec').createCounter('spec.count').add(1);
};

describe('telemetry of a service', () => {
  it('is off without an endpoint: nothing is registered', () => {
    const telemetry = started('finance');
    expect(telemetry).toMatchObject({ isOn: false, providers: {} });
    expect(trace.getTracer('spec').startSpan('nothing').isRecording()).toBe(false);
    expect(said).toEqual([]);
  });

  it('is posted to the collector as OTLP, spans and metrics, under the name of the service', async () => {
    const collector = await receiver();
    record(started('finance', collector.url), 'one');
    await eventually(() => collector.spans.length > 0 && collector.metrics.length > 0);
    expect(collector.spans).toMatchObject([{ service: 'vividwalls-finance', scope: 'spec', name: 'one' }]);
    expect(collector.metrics[0]).toMatchObject({ service: 'vividwalls-finance', name: 'spec.count' });
    expect(said).toEqual(['telemetry']); // Nothing of trouble.
  });

  it('is what the API hands out in this process until it stops', async () => {
    const collector = await receiver();
    const telemetry = started('finance', collector.url);
    const span = trace.getTracer('library').startSpan('from a library');
    const headers: Record<string, string> = {};
    context.with(trace.setSpan(context.active(), span), () => propagation.inject(context.active(), headers));
    expect(headers['traceparent']).toContain(span.spanContext().spanId);
    expect(trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers))?.spanId).toBe(span.spanContext().spanId);
    span.end();
    metrics.getMeter('library').createCounter('library.count').add(1);
    await telemetry.stop();
    expect(collector.spans).toMatchObject([{ name: 'from a library' }]);
    expect(collector.metrics.map(({ name }) => name)).toContain('library.count');
    expect(trace.getTracer('library').startSpan('afterwards').isRecording()).toBe(false);
  });

  it('of several services in one process bears the name of each', async () => {
    const collector = await receiver();
    const services = ['finance', 'audit'].map((name) => started(name, collector.url));
    for (const telemetry of services) record(telemetry, 'one');
    for (const telemetry of services) await telemetry.stop();
    expect(collector.spans.map(({ service }) => service).sort()).toEqual(['vividwalls-audit', 'vividwalls-finance']);
  });

  it('sends what is queued before it ends', async () => {
    const collector = await receiver();
    const telemetry = startTelemetry('finance', { ...config(collector.url), OTEL_BSP_SCHEDULE_DELAY: 60_000 }, log);
    for (let index = 0; index < 300; index += 1) record(telemetry, `span ${index}`);
    await telemetry.stop();
    expect(collector.spans).toHaveLength(300);
  });

  it('says once that the collector is away, and once that it is back', async () => {
    const port = await freePort();
    const telemetry = started('finance', `http://127.0.0.1:${port}`);
    const deliver = async (): Promise<void> => {
      record(telemetry, 'one');
      const provider = telemetry.providers.tracerProvider as TracerProvider;
      await provider.forceFlush().catch(() => undefined); // What it says of its failure is what is looked at.
    };
    for (let index = 0; index < 3; index += 1) await deliver();
    const away = `${AWAY} http://127.0.0.1:${port}/v1/traces`;
    expect(said.filter((message) => message === away)).toHaveLength(1);
    const collector = await receiver(port);
    const back = `telemetry is delivered again http://127.0.0.1:${port}/v1/traces`;
    await eventually(async () => {
      await deliver();
      return said.includes(back) && collector.spans.length > 0;
    });
    expect(said.filter((message) => message === away)).toHaveLength(1);
  });

  it('that cannot be delivered is bounded in memory, and in the time its end takes', async () => {
    const telemetry = started('finance', `http://127.0.0.1:${await freePort()}`);
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 20_000; index += 1) record(telemetry, 'a span that goes nowhere');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    const began = performance.now();
    await telemetry.stop();
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('does not repeat the last value of a gauge that can no longer be read', async () => {
    const collector = await receiver();
    const telemetry = started('finance', collector.url);
    let isAway = false;
    const gauge = telemetry.providers.meterProvider!.getMeter('spec').createObservableGauge('spec.lag');
    gauge.addCallback((result) => {
      if (!isAway) result.observe(7);
    });
    await eventually(() => collector.metrics.some(({ name }) => name === 'spec.lag'));
    isAway = true;
    record(telemetry, 'so that there is something to tell');
    await new Promise((resolve) => setTimeout(resolve, 150));
    collector.metrics.splice(0);
    await eventually(() => collector.metrics.some(({ name }) => name === 'spec.count'));
    expect(collector.metrics.filter(({ name, points }) => name === 'spec.lag' && points.length > 0)).toEqual([]);
  });
});
