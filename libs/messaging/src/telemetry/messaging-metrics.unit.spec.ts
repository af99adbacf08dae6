import { AggregationTemporality, InMemoryMetricExporter, MeterProvider } from '@opentelemetry/sdk-metrics';
import { PeriodicExportingMetricReader, type DataPoint, type Histogram } from '@opentelemetry/sdk-metrics';
import { MessagingMetrics } from './messaging-metrics.js';

const NOW = new Date('2026-03-04T05:06:07.000Z');
const secondsAgo = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);

type Points = DataPoint<unknown>[];

/** Delta: what was not observed since the last collection is not told again, as a platform must have it for gauges. */
const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
const metrics = new MessagingMetrics(provider);
afterAll(() => provider.shutdown());

/** One collection; what it holds of each metric. */
async function collected(): Promise<(name: string) => Points> {
  exporter.reset();
  await provider.forceFlush();
  const scopes = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
  const all = scopes.flatMap((scope) => scope.metrics);
  return (name) => all.filter(({ descriptor }) => descriptor.name === name).flatMap<Points[0]>((one) => one.dataPoints);
}

/** Values by the one attribute that tells them apart. */
const by = (attribute: string, points: Points) =>
  Object.fromEntries(points.map(({ attributes, value }) => [attributes[attribute], value]));

describe('messaging metrics', () => {
  it('count what the relay sent by what became of it', async () => {
    metrics.sent({ published: 5, duplicates: 2, parked: 1, unavailable: 0 }, 0.02);
    metrics.sent({ published: 0, duplicates: 0, parked: 0, unavailable: 3 }, 5);
    const points = await collected();
    const sent = by('error.type', points('messaging.client.sent.messages'));
    expect(sent).toEqual({ undefined: 5, refused: 1, unavailable: 3 });
    expect(points('messaging.relay.duplicates')).toMatchObject([{ value: 2 }]);
    const durations = by('error.type', points('messaging.client.operation.duration'));
    expect(durations).toMatchObject({ refused: { sum: 0.02 }, unavailable: { sum: 5 } });
  });

  it('measure how old events and messages are when their handling begins', async () => {
    const storedAt = secondsAgo(2);
    metrics.begun(
      'shelf',
      [
        { stream: 'SHELF', storedAt, envelope: { time: secondsAgo(40).toISOString() } },
        { stream: 'SHELF', storedAt: secondsAgo(-5), envelope: { time: 'no time' } },
        { stream: 'OTHER', storedAt },
      ],
      NOW,
    );
    const points = await collected();
    const ages = by('messaging.destination.name', points('messaging.message.age'));
    expect(ages).toMatchObject({ SHELF: { sum: 2, count: 2, min: 0 }, OTHER: { sum: 2, count: 1 } });
    const [eventAge] = points('messaging.event.age');
    expect(eventAge).toMatchObject({ value: { sum: 40, count: 1 } });
    expect((eventAge!.value as Histogram).buckets.boundaries.at(-1)).toBe(86_400);
    const consumed = by('messaging.destination.name', points('messaging.client.consumed.messages'));
    expect(consumed).toEqual({ SHELF: 2, OTHER: 1 });
  });

  it('count retries, repeats and dead letters, and time every attempt', async () => {
    metrics.retried('shelf', 'SHELF');
    metrics.repeated('shelf', 'SHELF', 4);
    metrics.deadLettered('shelf', 'SHELF', 'permanent');
    metrics.processed('shelf', 0.1);
    metrics.processed('shelf', 0.2, new TypeError('no'));
    const points = await collected();
    expect(points('messaging.consumer.retries')).toMatchObject([{ value: 1 }]);
    expect(points('messaging.consumer.repeats')).toMatchObject([{ value: 4 }]);
    expect(points('messaging.consumer.dead_letters')).toMatchObject([
      { value: 1, attributes: { 'messaging.dead_letter.reason': 'permanent', 'messaging.destination.name': 'SHELF' } },
    ]);
    const durations = by('error.type', points('messaging.process.duration'));
    expect(durations).toMatchObject({ undefined: { sum: 0.1 }, TypeError: { sum: 0.2 } });
  });

  it('ask for lag, buffers and the waiting room at each collection, and no longer once stopped', async () => {
    let pending = 7;
    const stop = metrics.observeConsumer('shelf', {
      lag: async () => [{ stream: 'SHELF', pending, unacknowledged: 3 }],
      inFlight: () => 2,
      bufferedBytes: () => 1_024,
      waiting: async () => 1,
    });
    const first = await collected();
    expect(first('messaging.consumer.lag')).toMatchObject([
      { value: 10, attributes: { 'messaging.consumer.group.name': 'shelf', 'messaging.destination.name': 'SHELF' } },
    ]);
    expect(first('messaging.consumer.in_flight')).toMatchObject([{ value: 2 }]);
    expect(first('messaging.consumer.buffer.size')).toMatchObject([{ value: 1_024 }]);
    expect(first('messaging.consumer.waiting')).toMatchObject([{ value: 1 }]);
    pending = 0;
    expect((await collected())('messaging.consumer.lag')).toMatchObject([{ value: 3 }]);
    stop();
    expect((await collected())('messaging.consumer.lag')).toEqual([]);
  });

  it('leave out what cannot be read, and still tell the rest', async () => {
    const stop = metrics.observeConsumer('shelf', {
      lag: () => Promise.reject(new Error('the broker is away')),
      inFlight: () => 2,
      bufferedBytes: () => 0,
      waiting: () => Promise.reject(new Error('the database is away')),
    });
    const points = await collected();
    expect(points('messaging.consumer.lag')).toEqual([]);
    expect(points('messaging.consumer.waiting')).toEqual([]);
    expect(points('messaging.consumer.in_flight')).toMatchObject([{ value: 2 }]);
    stop();
  });

  it('show the state of the relay as 1 among zeros, and the outbox where it leads', async () => {
    let leads = false;
    const stop = metrics.observeRelay({
      state: () => (leads ? 'publishing' : 'following'),
      outbox: async () => (leads ? { backlog: 12, oldestAgeS: 1.5, parked: 1 } : undefined),
    });
    expect((await collected())('messaging.outbox.backlog')).toEqual([]);
    leads = true;
    const points = await collected();
    const states = by('messaging.relay.state', points('messaging.relay.state'));
    expect(states).toEqual({ following: 0, publishing: 1 });
    expect(points('messaging.outbox.backlog')).toMatchObject([{ value: 12 }]);
    expect(points('messaging.outbox.oldest.age')).toMatchObject([{ value: 1.5 }]);
    expect(points('messaging.outbox.parked')).toMatchObject([{ value: 1 }]);
    stop();
  });

  it('are nothing without a provider', () => {
    const none = new MessagingMetrics();
    expect(none.enabled).toBe(false);
    none.sent({ published: 1, duplicates: 0, parked: 0, unavailable: 0 }, 1);
    none.begun('shelf', [{ stream: 'SHELF', storedAt: NOW }], NOW);
    none.observeRelay({ state: () => 'idle', outbox: async () => undefined })();
  });
});
