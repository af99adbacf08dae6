import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemorySpanExporter,
  ParentBasedSampler,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { AlwaysOffSampler, type ReadableSpan } from '@opentelemetry/sdk-trace';
import type { EventEnvelope } from '../envelope.js';
import { NotYet } from '../errors.js';
import {
  createSpan,
  MessagingTracing,
  parseTraceparent,
  processSpan,
  sendSpan,
  type ProcessedDelivery,
} from './index.js';
import { ATTRIBUTE, MAX_LINKS } from './semantics.js';

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const tracing = new MessagingTracing(provider);
const tracer = provider.getTracer('test');
const contexts = new AsyncLocalStorageContextManager();
const unsampled = new MessagingTracing(
  new TracerProvider({ sampler: new ParentBasedSampler({ root: new AlwaysOffSampler() }) }),
);

beforeAll(() => void context.setGlobalContextManager(contexts.enable()));
afterAll(() => context.disable());
beforeEach(() => exporter.reset());

const spans = (): ReadableSpan[] => exporter.getFinishedSpans();
const named = (name: string): ReadableSpan => {
  const found = spans().filter((span) => span.name === name);
  if (found.length !== 1) throw new Error(`${found.length} spans ${name} among: ${spans().map((span) => span.name)}`);
  return found[0]!;
};
const traceOf = (traceparent: string | undefined): string | undefined => parseTraceparent(traceparent)?.traceId;
const message = (id: string, more: object = {}) => ({
  id,
  subject: 'acme.shelf.book.added',
  correlationid: 'c',
  ...more,
});
const event = (id: string, traceparent?: string): EventEnvelope =>
  ({ id, type: 'acme.shelf.book.added.v1', correlationid: 'c', traceparent }) as EventEnvelope;
const delivery = (envelope: EventEnvelope): ProcessedDelivery => {
  return { stream: 'SHELF', subject: 'acme.shelf.book.added', headers: {}, envelope };
};

/** Appends an event in a trace of its own, as a request would. */
function appended(id: string): EventEnvelope {
  const root = tracer.startSpan('request', { root: true });
  const active = trace.setSpan(ROOT_CONTEXT, root);
  const traceparent = context.with(active, () => createSpan(tracing, message(id)));
  root.end();
  return event(id, traceparent);
}

describe('creating an event', () => {
  it('is a producer span below the active one, and the trace the envelope carries on', () => {
    const { traceparent } = appended('e1');
    const span = named('create acme.shelf.book.added');
    expect(span.kind).toBe(SpanKind.PRODUCER);
    expect(span.parentSpanContext?.spanId).toBe(named('request').spanContext().spanId);
    expect(parseTraceparent(traceparent)).toMatchObject({ ...idsOf(span), traceFlags: TraceFlags.SAMPLED });
    expect(span.attributes).toEqual({
      'messaging.system.name': 'nats',
      'messaging.operation.name': 'create',
      'messaging.operation.type': 'create',
      'messaging.destination.name': 'acme.shelf.book.added',
      'messaging.message.id': 'e1',
      'messaging.message.conversation_id': 'c',
    });
  });

  it('goes on with the cause rather than with whatever is active, and with what the caller says before all', () => {
    const cause = appended('e1');
    const other = appended('e2');
    const active = trace.setSpan(ROOT_CONTEXT, tracer.startSpan('other'));
    context.with(active, () => {
      expect(traceOf(createSpan(tracing, message('e3', { cause })))).toBe(traceOf(cause.traceparent));
      const said = message('e4', { cause, traceparent: other.traceparent });
      expect(traceOf(createSpan(tracing, said))).toBe(traceOf(other.traceparent));
    });
  });

  it.each([
    ['what the caller says', (traceparent: string) => ({ traceparent })],
    ['its cause', (traceparent: string) => ({ cause: event('e1', traceparent) })],
  ])('hands its own span on when it goes on with %s', (_what, more) => {
    const { traceparent } = appended('e1');
    exporter.reset();
    const own = createSpan(tracing, message('e2', more(traceparent!)));
    const span = named('create acme.shelf.book.added');
    expect(parseTraceparent(own)).toMatchObject(idsOf(span));
    expect(span.parentSpanContext).toMatchObject(parseTraceparent(traceparent)!);
  });

  it('begins a trace where there is none, and does not go on with one that cannot be read', () => {
    expect(traceOf(createSpan(tracing, message('e1')))).toBeDefined();
    expect(traceOf(createSpan(tracing, message('e2', { traceparent: 'nonsense' })))).toBeDefined();
  });

  it("passes a sampler's refusal on, so that nobody records the rest of a trace that has no beginning", () => {
    const traceparent = createSpan(unsampled, message('e1'));
    expect(parseTraceparent(traceparent)?.traceFlags).toBe(TraceFlags.NONE);
    expect(createSpan(tracing, message('e2', { cause: event('e1', traceparent) }))).toBe(traceparent);
    expect(spans()).toEqual([]);
  });
});

describe('when nobody traces', () => {
  const nobody = new MessagingTracing();

  it('a trace from outside is passed on as it is, none is invented, and nonsense ends here', () => {
    const { traceparent } = appended('e1');
    expect(createSpan(nobody, message('e2', { cause: event('e1', traceparent) }))).toBe(traceparent);
    expect(createSpan(nobody, message('e3'))).toBeUndefined();
    expect(createSpan(nobody, message('e4', { traceparent: 'nonsense' }))).toBeUndefined();
  });

  it('batches are sent and handled all the same', async () => {
    sendSpan(nobody, []).end({ published: 0, duplicates: 0, parked: 0, unavailable: 0 });
    const work = processSpan(nobody, { consumer: 'shelf', deliveries: [], depth: 0 }, async (batch) => {
      batch.handling([]);
      return 'done';
    });
    await expect(work).resolves.toBe('done');
  });
});

describe('sending a batch', () => {
  const sent = ({ id, traceparent }: EventEnvelope, subject = 'acme.shelf.book.added') => {
    return { messageId: id, subject, headers: traceparent ? { traceparent } : ({} as Record<string, string>) };
  };

  it('is one client span linked to every create span', () => {
    const events = [appended('e1'), appended('e2')];
    sendSpan(
      tracing,
      events.map((one) => sent(one)),
    ).end({ published: 2, duplicates: 1, parked: 0, unavailable: 0 });
    const span = named('send acme.shelf.book.added');
    expect(span.kind).toBe(SpanKind.CLIENT);
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.links.map((link) => link.context.traceId)).toEqual(events.map((one) => traceOf(one.traceparent)));
    expect(span.links[0]!.attributes).toMatchObject({ [ATTRIBUTE.messageId]: 'e1' });
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
    expect(span.attributes).toMatchObject({
      'messaging.operation.type': 'send',
      'messaging.batch.message_count': 2,
      'messaging.batch.published_count': 2,
      'messaging.batch.duplicate_count': 1,
    });
  });

  it('names no destination when there are several, and links to a bounded number', () => {
    const one = appended('e1');
    const many = Array.from({ length: MAX_LINKS + 50 }, (_, index) =>
      sent(one, index === 0 ? 'acme.other' : undefined),
    );
    sendSpan(tracing, many).end({ published: many.length, duplicates: 0, parked: 0, unavailable: 0 });
    const span = named('send');
    expect(span.attributes).not.toHaveProperty([ATTRIBUTE.destination]);
    expect(span.links).toHaveLength(MAX_LINKS);
  });

  it('tells what was refused and what failed', () => {
    sendSpan(tracing, [sent(appended('e1'))]).end({ published: 0, duplicates: 0, parked: 1, unavailable: 0 });
    sendSpan(tracing, []).fail(new TypeError('socket hang up'));
    expect(named('send acme.shelf.book.added')).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: '1 refused, 0 not acknowledged' },
      attributes: { [ATTRIBUTE.errorType]: 'refused' },
    });
    expect(named('send')).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: 'socket hang up' },
      attributes: { [ATTRIBUTE.errorType]: 'TypeError' },
    });
  });
});

describe('processing a batch', () => {
  const attempt = (events: readonly EventEnvelope[], depth = 0) => {
    return { consumer: 'shelf', deliveries: events.map(delivery), depth };
  };

  it('is one consumer span, active while handlers run, linked to every create span', async () => {
    const events = [appended('e1'), appended('e2'), appended('e3')];
    const batch = attempt(events, 1);
    await processSpan(tracing, batch, async (span) => {
      span.handling(batch.deliveries.slice(1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      tracer.startSpan('query').end();
    });
    const span = named('process shelf');
    expect(span.kind).toBe(SpanKind.CONSUMER);
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.links.map((link) => link.context.traceId)).toEqual(events.map((one) => traceOf(one.traceparent)));
    expect(named('query').parentSpanContext?.spanId).toBe(span.spanContext().spanId);
    expect(span.attributes).toEqual({
      'messaging.system.name': 'nats',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.consumer.group.name': 'shelf',
      'messaging.destination.name': 'SHELF',
      'messaging.batch.message_count': 3,
      'messaging.batch.repeat_count': 1,
      'messaging.batch.bisect_depth': 1,
    });
  });

  it("each new event has a span in its own trace, below its creation, linked to the batch's", async () => {
    const events = [appended('e1'), appended('e2')];
    const batch = attempt(events);
    await processSpan(tracing, batch, async (span) => span.handling(batch.deliveries.slice(0, 1)));
    const span = named('process acme.shelf.book.added');
    expect(span.kind).toBe(SpanKind.CONSUMER);
    expect(span.parentSpanContext).toMatchObject(parseTraceparent(events[0]!.traceparent)!);
    expect(span.links.map((link) => link.context.spanId)).toEqual([
      parseTraceparent(events[0]!.traceparent)!.spanId,
      named('process shelf').spanContext().spanId,
    ]);
    expect(span.attributes).toMatchObject({
      'messaging.message.id': 'e1',
      'messaging.consumer.group.name': 'shelf',
      'messaging.destination.name': 'acme.shelf.book.added',
      'cloudevents.event_type': 'acme.shelf.book.added.v1',
    });
  });

  it('what a handler appends is below the span of its cause, in the trace of its cause', async () => {
    const events = [appended('e1'), appended('e2')];
    exporter.reset();
    const batch = attempt(events);
    const followed = await processSpan(tracing, batch, async (span) => {
      span.handling(batch.deliveries);
      return events.map((cause) => createSpan(tracing, message(`after ${cause.id}`, { cause })));
    });
    expect(followed.map(traceOf)).toEqual(events.map((one) => traceOf(one.traceparent)));
    const created = spans().filter(({ name }) => name.startsWith('create'));
    for (const [index, one] of created.entries()) {
      const processing = spans().find((other) => other.spanContext().spanId === one.parentSpanContext?.spanId);
      expect(processing?.attributes[ATTRIBUTE.messageId]).toBe(events[index]!.id);
    }
    expect(created).toHaveLength(2);
  });

  it('what an untraced event leads to has a trace of its own, not the batch with all its neighbours', async () => {
    const batch = attempt([event('e1')]);
    const followed = await processSpan(tracing, batch, async (span) => {
      span.handling(batch.deliveries);
      return createSpan(tracing, message('e2', { cause: event('e1') }));
    });
    expect(traceOf(followed)).toBeDefined();
    expect(traceOf(followed)).not.toBe(named('process shelf').spanContext().traceId);
  });

  it('of raw messages takes id and trace from the headers', async () => {
    const { traceparent } = appended('e1');
    const headers = { 'Nats-Msg-Id': 'e1', traceparent: traceparent! };
    const deliveries = [{ stream: 'SHELF', subject: 'acme.shelf.book.added', headers }];
    await processSpan(tracing, { consumer: 'record', deliveries, depth: 0 }, async (span) => span.handling(deliveries));
    const span = named('process acme.shelf.book.added');
    expect(span.parentSpanContext).toMatchObject(parseTraceparent(traceparent)!);
    expect(span.attributes).toMatchObject({ [ATTRIBUTE.messageId]: 'e1', [ATTRIBUTE.consumer]: 'record' });
  });

  it('that fails leaves its own span only: nothing of what it appended exists', async () => {
    const events = [appended('e1'), appended('e2')];
    exporter.reset();
    const batch = attempt(events);
    const failing = processSpan(tracing, batch, async (span) => {
      span.handling(batch.deliveries);
      createSpan(tracing, message('e3', { cause: events[0] }));
      throw new RangeError('out of shelf');
    });
    await expect(failing).rejects.toThrow('out of shelf');
    expect(spans().map(({ name }) => name)).toEqual(['process shelf']);
    expect(spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: 'out of shelf' },
      attributes: { [ATTRIBUTE.errorType]: 'RangeError' },
    });
  });

  it.each([
    ['failed', new RangeError('out of shelf'), SpanStatusCode.ERROR, { [ATTRIBUTE.errorType]: 'RangeError' }],
    ['waits', new NotYet('no shelf yet', new Date(0)), SpanStatusCode.UNSET, { [ATTRIBUTE.outcome]: 'waiting' }],
  ])('an event that %s alone says so in its own trace', async (_what, error, code, attributes) => {
    const batch = attempt([appended('e1')]);
    const failing = processSpan(tracing, batch, async (span) => {
      span.handling(batch.deliveries);
      throw error;
    });
    await expect(failing).rejects.toThrow(error.message);
    expect(named('process acme.shelf.book.added')).toMatchObject({ status: { code }, attributes });
  });

  it('records nothing of an event whose trace is not sampled', async () => {
    const traceparent = createSpan(unsampled, message('e1'));
    const batch = attempt([event('e1', traceparent)]);
    await processSpan(tracing, batch, async (span) => span.handling(batch.deliveries));
    expect(spans().map(({ name }) => name)).toEqual(['process shelf']);
    expect(spans()[0]!.links).toEqual([]);
  });
});

function idsOf(span: ReadableSpan): { traceId: string; spanId: string } {
  const { traceId, spanId } = span.spanContext();
  return { traceId, spanId };
}
