import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@vividwalls/testing';
import { drained } from './drained.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

/** Services send what they recorded this often here, instead of every few seconds and every minute. */
const SPANS_EVERY_MS = 200;
const METRICS_EVERY_MS = 500;
const ARRIVES_WITHIN_MS = 20_000;

const ROOT = 'POST /webhooks/shopify';

/** What a paid order is to every service that hears of it, from the request to the record of the last effect. */
const TRACE = [
  'POST /webhooks/shopify (gateway)',
  'create vw.intake.shopify.received (gateway)',
  'process vw.intake.shopify.received (gateway)',
  'create vw.shop.order.paid (gateway)',
  'process vw.shop.order.paid (finance)',
  'create vw.finance.order.booked (finance)',
  'process vw.finance.order.booked (audit)',
];

interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** The parts of OTLP's JSON that are read here. */
interface Resource {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}
interface Export {
  readonly resourceSpans?: readonly {
    readonly resource: Resource;
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly resource: Resource;
    readonly scopeMetrics: readonly { readonly metrics: readonly { readonly name: string }[] }[];
  }[];
}

const serviceOf = ({ attributes }: Resource): string =>
  (attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '').replace(/^vividwalls-/, '');

describe.each([
  { name: 'every service in a process of its own', single: false },
  { name: '--single', single: true },
])('telemetry, $name', ({ single }) => {
  const spans: Span[] = [];
  const metrics = new Set<string>();
  let collector: Server;
  let system: System;

  function take({ resourceSpans = [], resourceMetrics = [] }: Export): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = serviceOf(resource);
      spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
    }
    for (const { resource, scopeMetrics } of resourceMetrics) {
      for (const { name } of scopeMetrics.flatMap((scope) => scope.metrics))
        metrics.add(`${name} of ${serviceOf(resource)}`);
    }
  }

  beforeAll(async () => {
    collector = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        take(JSON.parse(Buffer.concat(parts).toString('utf8')) as Export);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    system = await startSystem({
      single,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
        OTEL_BSP_SCHEDULE_DELAY: String(SPANS_EVERY_MS),
        OTEL_METRIC_EXPORT_INTERVAL: String(METRICS_EVERY_MS),
      },
    });
  }, 120_000);

  afterAll(async () => {
    await stopSystems();
    collector.closeAllConnections();
    collector.close();
  }, 60_000);

  it('follows one webhook from its request to the record of the last effect, in one trace', async () => {
    const { topic, bytes } = shopBodies().find(({ file }) => file === 'orders_paid.json')!;
    expect((await system.post(topic, bytes)).status).toBe(200);
    await drained(system);
    const paths = await eventually(
      () => {
        const roots = spans.filter(({ name }) => name === ROOT);
        if (roots.length !== 1) throw new Error(`${roots.length} requests among ${spans.map(({ name }) => name)}`);
        const found = pathsFrom(roots[0]!, spans);
        if (!found.includes(TRACE.join(' → '))) throw new Error(`the trace has only:\n${found.join('\n')}`);
        return found;
      },
      { timeoutMs: ARRIVES_WITHIN_MS },
    );
    // The record hears every event, each in the trace of its cause.
    for (const subject of ['vw.intake.shopify.received', 'vw.shop.order.paid']) {
      expect(paths.filter((path) => path.endsWith(`process ${subject} (audit)`))).toHaveLength(1);
    }
  }, 90_000);

  it('has every batch as a trace of its own', async () => {
    const senders = ['finance', 'gateway', 'governance', 'orchestration'];
    const handlers = ['audit', 'finance', 'gateway', 'orchestration'];
    const sent = () => spans.filter(({ name }) => name.startsWith('send vw.') || name === 'send');
    const handled = () => spans.filter(({ name }) => handlers.some((handler) => name === `process ${handler}`));
    const servicesOf = (some: readonly Span[]) => [...new Set(some.map(({ service }) => service))].sort();
    // The trace above ends with the record: the batches of other services may still be on their way.
    await eventually(
      () => {
        expect(servicesOf(sent())).toEqual(senders);
        expect(servicesOf(handled())).toEqual(handlers);
      },
      { timeoutMs: ARRIVES_WITHIN_MS },
    );
    for (const { parentSpanId } of [...sent(), ...handled()]) expect(parentSpanId || undefined).toBeUndefined();
  }, 30_000);

  it('measures what the services do', async () => {
    await eventually(
      () => {
        for (const expected of [
          'http.server.request.duration of gateway',
          'messaging.client.sent.messages of gateway',
          'messaging.client.consumed.messages of finance',
          'messaging.process.duration of finance',
          'messaging.event.age of finance',
          'messaging.message.age of audit',
          'messaging.consumer.lag of finance',
          'messaging.relay.state of finance',
          'messaging.outbox.backlog of finance',
        ]) {
          if (!metrics.has(expected)) throw new Error(`no ${expected} among:\n${[...metrics].join('\n')}`);
        }
      },
      { timeoutMs: ARRIVES_WITHIN_MS },
    );
  }, 30_000);
});

/** Every way down from a span, as its names; the span itself is the first. */
function pathsFrom(span: Span, spans: readonly Span[], above: readonly string[] = []): string[] {
  const path = [...above, `${span.name} (${span.service})`];
  const children = spans.filter(({ traceId, parentSpanId }) => {
    return traceId === span.traceId && parentSpanId === span.spanId;
  });
  return [path.join(' → '), ...children.flatMap((child) => pathsFrom(child, spans, path))];
}
