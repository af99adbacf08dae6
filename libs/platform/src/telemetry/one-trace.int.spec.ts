import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { context, SpanKind } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { startOtlpReceiver, type OtlpReceiver } from './testing/otlp-receiver.js';
import { traceFrom, type TreeSpan } from './testing/span-tree.js';
import { tracedJourney } from './testing/traced-journey.js';

const ROOT = 'POST /webhooks/shop';

/** From the request to the last effect: one trace, without the batches in between. */
const TRACE = [
  'POST /webhooks/shop (server)',
  '  create acme.intake.delivery.received (producer)',
  '    process acme.intake.delivery.received (consumer)',
  '      create acme.shop.order.paid (producer)',
  '        process acme.shop.order.paid (consumer)',
];

/** The batches, each a trace of its own. */
const BATCHES = ['process door', 'process record', 'send acme.intake.delivery.received', 'send acme.shop.order.paid'];

/** A program loads the framework first, which takes seconds on a machine that runs other specs. */
const PROGRAM_TIMEOUT_MS = 60_000;

const PROGRAM = fileURLToPath(new URL('../../dist/telemetry/testing/traced-program.js', import.meta.url));

/** Spans that begin a trace and are not the request. */
const batchesOf = (spans: readonly TreeSpan[]): string[] =>
  spans.flatMap(({ name, parentSpanId }) => (parentSpanId === undefined && name !== ROOT ? [name] : [])).sort();

describe('a webhook and what follows from it', () => {
  it('is one trace; the batches it shares with others link to it', async () => {
    const exporter = new InMemorySpanExporter();
    const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    await tracedJourney({ tracerProvider });
    context.disable();
    const spans = exporter.getFinishedSpans();
    const tree = spans.map(treeSpanOf);
    expect(traceFrom(ROOT, tree)).toEqual(TRACE);
    expect(batchesOf(tree)).toEqual(BATCHES);
    const created = spans.filter(({ kind }) => kind === SpanKind.PRODUCER).map((span) => span.spanContext().spanId);
    for (const name of BATCHES) {
      const batch = spans.find((span) => span.name === name)!;
      expect(batch.links.map((link) => link.context.spanId)).toHaveLength(1);
      expect(created).toContain(batch.links[0]!.context.spanId);
    }
  });
});

describe('a program in plain ES modules', () => {
  let collector: OtlpReceiver;
  beforeEach(async () => void (collector = await startOtlpReceiver()));
  afterEach(() => collector.close());

  /** Runs the compiled program to its end. @returns what arrived at the collector */
  async function received(env: Record<string, string> = {}): Promise<TreeSpan[]> {
    const child = spawn(process.execPath, [PROGRAM], {
      env: { PATH: process.env['PATH'], OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`${PROGRAM} ended with ${code}; is it built?\n${output}`);
    return collector.spans.map((span) => ({ ...span, kind: KINDS[span.kind]! }));
  }

  it(
    'emits that trace too',
    async () => {
      const spans = await received();
      expect(traceFrom(ROOT, spans)).toEqual(TRACE);
      expect(batchesOf(spans)).toEqual(BATCHES);
      expect(new Set(collector.spans.map(({ service }) => service))).toEqual(new Set(['vividwalls-door']));
      expect(new Set(collector.spans.map(({ scope }) => scope))).toEqual(
        new Set(['@vividwalls/messaging', '@vividwalls/platform']),
      );
      expect(collector.metrics.map(({ name }) => name)).toContain('http.server.request.duration');
    },
    PROGRAM_TIMEOUT_MS,
  );

  it(
    'bears the name and the attributes that the operator gives',
    async () => {
      await received({ OTEL_SERVICE_NAME: 'our-door', OTEL_RESOURCE_ATTRIBUTES: 'service.name=theirs' });
      expect(new Set(collector.spans.map(({ service }) => service))).toEqual(new Set(['our-door']));
    },
    PROGRAM_TIMEOUT_MS,
  );

  it(
    'that is silent is found out',
    async () => {
      const spans = await received({ OTEL_SDK_DISABLED: 'true' });
      expect(() => traceFrom(ROOT, spans)).toThrow('among the spans: none at all');
    },
    PROGRAM_TIMEOUT_MS,
  );
});

/** OTLP's numbers of kinds. */
const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

function treeSpanOf(span: ReadableSpan): TreeSpan {
  const { traceId, spanId } = span.spanContext();
  const kind = SpanKind[span.kind].toLowerCase();
  return { name: span.name, kind, traceId, spanId, parentSpanId: span.parentSpanContext?.spanId };
}
