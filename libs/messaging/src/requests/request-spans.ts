import { context, propagation, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import type { MsgHdrs } from '@nats-io/nats-core';
import { contractName, type RequestContract } from './contract.js';
import type { RequestError } from './request-errors.js';
import type { AnswerMessage } from './wire.js';

/** Spans by OpenTelemetry's semantic conventions for RPC; without an SDK they cost next to nothing. */
const tracer = trace.getTracer('@vividwalls/messaging');

const ERROR_TYPE = 'error.type';
const STATUS_CODE = 'rpc.status_code';

const attributesOf = (contract: RequestContract) => ({
  'rpc.system.name': 'nats',
  'rpc.method': contractName(contract),
});

/** Runs the asking of a question within a span of kind CLIENT. */
export function withClientSpan<T>(contract: RequestContract, ask: () => Promise<T>): Promise<T> {
  const options = { kind: SpanKind.CLIENT, attributes: attributesOf(contract) };
  return tracer.startActiveSpan(contractName(contract), options, async (span) => {
    try {
      const answer = await ask();
      span.setAttribute(STATUS_CODE, 'ok');
      return answer;
    } catch (error) {
      fail(span, (error as { code?: unknown }).code, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** What came of a question at the answerer. */
export interface AnswerResult {
  /** Left out when nobody waits for one any more. */
  readonly answer?: AnswerMessage;
  /** What the handler threw. */
  readonly error?: unknown;
  /** Why nobody waits. */
  readonly abandoned?: RequestError;
}

/** Runs the answering of a question within a span of kind SERVER, as a child of the asker's. */
export function withServerSpan(
  contract: RequestContract,
  headers: MsgHdrs | undefined,
  answer: () => Promise<AnswerResult>,
): Promise<void> {
  const options = { kind: SpanKind.SERVER, attributes: attributesOf(contract) };
  return tracer.startActiveSpan(contractName(contract), options, askerContext(headers), async (span) => {
    try {
      const { answer: sent, error, abandoned } = await answer();
      if (abandoned) fail(span, abandoned.code, abandoned);
      else if (sent?.status === 'failed') fail(span, sent.body.code, error);
      // An asker's mistake, or too many of them, is no error of the answerer.
      else span.setAttribute(STATUS_CODE, sent?.status ?? 'ok');
    } finally {
      span.end();
    }
  });
}

/** Writes the active trace context into a question's headers. */
export function injectTrace(headers: MsgHdrs): void {
  propagation.inject(context.active(), headers, { set: (carrier, key, value) => carrier.set(key, value) });
}

function askerContext(headers: MsgHdrs | undefined): Context {
  if (!headers) return context.active();
  return propagation.extract(context.active(), headers, {
    get: (carrier, key) => carrier.get(key) || undefined,
    keys: (carrier) => carrier.keys(),
  });
}

function fail(span: Span, code: unknown, error: unknown): void {
  const type = typeof code === 'string' ? code : '_OTHER';
  span.setAttributes({ [STATUS_CODE]: type, [ERROR_TYPE]: type });
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
}
