import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { eventually } from '@vividwalls/testing';
import type { AnswerContext } from './answerers.js';
import { add, addition, answering, startRequestTrial, type RequestTrial } from './testing/request-trial.js';

const exporter = new InMemorySpanExporter();
let trial: RequestTrial;
beforeAll(async () => {
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trial = await startRequestTrial();
});
afterEach(async () => {
  exporter.reset();
  await trial.stopAnswerers();
});
afterAll(async () => {
  await trial.close();
  for (const api of [trace, context, propagation]) api.disable();
});

const question = { a: 2, b: 3 };
const spans = (n: number): Promise<ReadableSpan[]> =>
  eventually(() => {
    const finished = exporter.getFinishedSpans();
    expect(finished).toHaveLength(n);
    return finished;
  });
const ofKind = (found: readonly ReadableSpan[], kind: SpanKind): ReadableSpan =>
  found.find((span) => span.kind === kind)!;

it('carries the trace from the asker into the handler and what it does', async () => {
  const seen: AnswerContext[] = [];
  await trial.answerer([
    answering(addition, async (sum, answerContext) => {
      seen.push(answerContext);
      await Promise.resolve();
      trace.getTracer('trial').startSpan('look it up').end();
      return add(sum, answerContext);
    }),
  ]);
  const requests = await trial.asker();
  await trace.getTracer('trial').startActiveSpan('use case', async (span) => {
    await requests.ask(addition, question);
    span.end();
  });
  const found = await spans(4);
  const [useCase, inner] = ['use case', 'look it up'].map((name) => found.find((span) => span.name === name)!);
  const [client, server] = [ofKind(found, SpanKind.CLIENT), ofKind(found, SpanKind.SERVER)];
  expect(new Set(found.map((span) => span.spanContext().traceId)).size).toBe(1);
  expect(client.parentSpanContext?.spanId).toBe(useCase!.spanContext().spanId);
  expect(server.parentSpanContext?.spanId).toBe(client.spanContext().spanId);
  expect(inner!.parentSpanContext?.spanId).toBe(server.spanContext().spanId);
  const { traceId, spanId } = client.spanContext();
  expect(seen[0]!.traceparent).toBe(`00-${traceId}-${spanId}-01`);
  for (const span of [client, server]) {
    expect(span.name).toBe('sums/numbers.add');
    expect(span.attributes).toEqual({
      'rpc.system.name': 'nats',
      'rpc.method': 'sums/numbers.add',
      'rpc.status_code': 'ok',
    });
  }
});

it('says on both sides what went wrong', async () => {
  await trial.answerer([answering(addition, () => Promise.reject(Object.assign(new Error('no'), { code: 'closed' })))]);
  const requests = await trial.asker();
  await requests.ask(addition, question).catch(() => undefined);
  const found = await spans(2);
  expect(ofKind(found, SpanKind.CLIENT)).toMatchObject({
    status: { code: SpanStatusCode.ERROR },
    attributes: { 'error.type': 'answer-failed' },
  });
  expect(ofKind(found, SpanKind.SERVER)).toMatchObject({
    status: { code: SpanStatusCode.ERROR },
    attributes: { 'error.type': 'closed' },
  });
});

it('takes a question that is not valid for the asker’s error, not the answerer’s', async () => {
  await trial.answerer([answering(addition, add)]);
  const requests = await trial.asker();
  await requests.ask(addition, {} as never).catch(() => undefined);
  const found = await spans(2);
  expect(ofKind(found, SpanKind.CLIENT).attributes['error.type']).toBe('question-invalid');
  const server = ofKind(found, SpanKind.SERVER);
  expect([server.status.code, server.attributes['rpc.status_code']]).toEqual([SpanStatusCode.UNSET, 'invalid']);
});
