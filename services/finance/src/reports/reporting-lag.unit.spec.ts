import { AggregationTemporality, InMemoryMetricExporter, MeterProvider } from '@opentelemetry/sdk-metrics';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { LAG_REMEMBERED, LAG_WINDOW, ReportingLag } from './reporting-lag.js';

const RECEIVED = '2026-03-01T10:00:00.000Z';
const after = (ms: number): Date => new Date(Date.parse(RECEIVED) + ms);

describe('the reporting lag', () => {
  it('is unknown before the first order', () => expect(new ReportingLag().summary()).toBeUndefined());

  it('is told by median, tail and worst case', () => {
    const lag = new ReportingLag();
    for (let ms = 200; ms >= 1; ms -= 1) lag.observe(RECEIVED, after(ms));
    expect(lag.summary()).toEqual({
      measured: 200,
      unmeasured: 0,
      window: 200,
      p50Ms: 100,
      p95Ms: 190,
      p99Ms: 198,
      maxMs: 200,
    });
  });

  it('remembers the latest orders only, and counts all', () => {
    const lag = new ReportingLag();
    lag.observe(RECEIVED, after(60_000));
    for (let n = 0; n < LAG_WINDOW; n += 1) lag.observe(new Date(RECEIVED), after(5));
    expect(lag.summary()).toMatchObject({ measured: LAG_WINDOW + 1, window: LAG_WINDOW, maxMs: 5 });
  });

  it('was at a moment what the latest orders by then say', () => {
    const lag = new ReportingLag();
    expect(lag.p95By(after(0))).toEqual({ p95Ms: null, reason: 'No order was booked since the start.' });
    for (let ms = 1; ms <= 20; ms += 1) lag.observe(RECEIVED, after(ms));
    lag.observe(after(1_000), after(61_000));
    expect(lag.p95By(after(0))).toEqual({ p95Ms: null, reason: 'No order was booked by then since the start.' });
    expect(lag.p95By(after(20))).toEqual({ p95Ms: 19, reason: null });
    expect(lag.p95By(after(70_000))).toEqual({ p95Ms: 20, reason: null });
  });

  it('is told for a moment only while the whole window of then is remembered', () => {
    const lag = new ReportingLag();
    const told = (ms: number, times: number) => {
      for (let n = 0; n < times; n += 1) lag.observe(after(ms - 5), after(ms));
    };
    lag.observe(after(-60_000), after(0));
    told(100, LAG_WINDOW);
    expect(lag.p95By(after(50)).p95Ms).toBe(60_000);
    told(200, LAG_REMEMBERED - LAG_WINDOW);
    expect(lag.p95By(after(50))).toEqual({
      ...{ p95Ms: null, reason: 'The orders of that time are not remembered any more.' },
    });
    expect(lag.p95By(after(100))).toEqual({ p95Ms: 5, reason: null });
    expect(lag.summary()).toMatchObject({ window: LAG_WINDOW, measured: LAG_REMEMBERED + 1 });
  });

  it('counts apart what nobody told the receipt of, and is never negative', () => {
    const lag = new ReportingLag();
    lag.observe(undefined, after(5));
    lag.observe('some time', after(5));
    expect(lag.summary()).toBeUndefined();
    expect(lag.untold).toBe(2);
    lag.observe(RECEIVED, after(-40));
    expect(lag.summary()).toMatchObject({ measured: 1, unmeasured: 2, maxMs: 0 });
  });

  it('is published as a histogram of seconds', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
    const lag = new ReportingLag(provider);
    lag.observe(RECEIVED, after(250));
    lag.observe(RECEIVED, after(1_500));
    await provider.forceFlush();
    const [metric] = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    expect(metric).toMatchObject({
      descriptor: { name: 'vw.finance.reporting.lag', unit: 's' },
      dataPoints: [{ value: { count: 2, sum: 1.75 } }],
    });
    await provider.shutdown();
  });
});
