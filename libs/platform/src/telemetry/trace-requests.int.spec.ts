import { connect } from 'node:net';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider } from '@opentelemetry/sdk-metrics';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { formatTraceparent, parseTraceparent } from '@vividwalls/messaging';
import { eventually } from '@vividwalls/testing';
import Fastify, { type FastifyInstance } from 'fastify';
import { traceRequests } from './trace-requests.js';

const CALLER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const exporter = new InMemorySpanExporter();
const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: measured })] });

let server: FastifyInstance;
let url: string;

/** The span that is active where this is called, as the text that would carry it on. */
const activeHere = () => formatTraceparent(trace.getActiveSpan()!.spanContext());

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  server = Fastify();
  traceRequests(server, { tracerProvider, meterProvider });
  server.get('/orders/:id', async ({ headers }) => ({ active: activeHere(), header: headers['traceparent'] }));
  server.post('/orders', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { active: activeHere() };
  });
  server.get('/broken', async () => {
    throw new Error('out of order');
  });
  server.get('/slow', () => new Promise(() => undefined));
  server.get('/health/live', async () => ({}));
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  await server.close();
  await meterProvider.shutdown();
  context.disable();
});

beforeEach(() => exporter.reset());

/** The only span of the test; it ends when the connection has seen the end of the answer. */
function soleSpan(): Promise<ReadableSpan> {
  return eventually(() => {
    const spans = exporter.getFinishedSpans();
    if (spans.length !== 1) throw new Error(`${spans.length} spans`);
    return spans[0]!;
  });
}

describe('a request', () => {
  it('has a server span named by its route, active in the handler', async () => {
    const { active } = (await (await fetch(`${url}/orders/4711?secret=1`)).json()) as { active: string };
    const span = await soleSpan();
    expect(span.name).toBe('GET /orders/:id');
    expect(span.kind).toBe(SpanKind.SERVER);
    expect(formatTraceparent(span.spanContext())).toBe(active);
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.attributes).toEqual({
      'http.request.method': 'GET',
      'url.scheme': 'http',
      'url.path': '/orders/4711',
      'http.route': '/orders/:id',
      'http.response.status_code': 200,
    });
  });

  it('keeps its span active after a body was read', async () => {
    const body = JSON.stringify({ lines: 'x'.repeat(200_000) });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/orders`, { method: 'POST', headers, body });
    const { active } = (await answer.json()) as { active: string };
    expect(formatTraceparent((await soleSpan()).spanContext())).toBe(active);
  });

  it("goes on with its caller's trace, and hands its own span on with the headers", async () => {
    const answer = await fetch(`${url}/orders/1`, { headers: { traceparent: CALLER } });
    const { active, header } = (await answer.json()) as { active: string; header: string };
    const span = await soleSpan();
    expect(span.parentSpanContext).toMatchObject(parseTraceparent(CALLER)!);
    expect(header).toBe(active);
  });

  it('begins a trace when what the caller sends is none', async () => {
    await fetch(`${url}/orders/1`, { headers: { traceparent: 'nonsense' } });
    expect((await soleSpan()).parentSpanContext).toBeUndefined();
  });

  it('that fails here is an error; one that fails there is not', async () => {
    await fetch(`${url}/broken`);
    const broken = await soleSpan();
    expect(broken.status.code).toBe(SpanStatusCode.ERROR);
    expect(broken.attributes).toMatchObject({ 'http.response.status_code': 500, 'error.type': '500' });
    exporter.reset();
    await fetch(`${url}/nowhere/4711`);
    const unknown = await soleSpan();
    expect(unknown.name).toBe('GET');
    expect(unknown.status.code).toBe(SpanStatusCode.UNSET);
    expect(unknown.attributes).toMatchObject({ 'http.response.status_code': 404 });
    expect(unknown.attributes).not.toHaveProperty(['http.route']);
  });

  it('ends its span when the client goes away before the answer', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
    setTimeout(() => socket.destroy(), 50);
    const span = await soleSpan();
    expect(span.name).toBe('GET /slow');
    expect(span.attributes).not.toHaveProperty(['http.response.status_code']);
  });

  it('for the health of the service has none', async () => {
    await fetch(`${url}/health/live`);
    await fetch(`${url}/orders/1`);
    expect((await soleSpan()).name).toBe('GET /orders/:id');
  });

  it('is measured by route and outcome, never by its path', async () => {
    await meterProvider.forceFlush();
    const scopes = measured.getMetrics().at(-1)!.scopeMetrics;
    const duration = scopes[0]!.metrics.find(({ descriptor }) => descriptor.name === 'http.server.request.duration')!;
    const attributes = duration.dataPoints.map((point) => point.attributes);
    expect(attributes).toContainEqual({
      'http.request.method': 'GET',
      'url.scheme': 'http',
      'http.route': '/orders/:id',
      'http.response.status_code': 200,
    });
    expect(JSON.stringify(attributes)).not.toContain('4711');
  });
});
