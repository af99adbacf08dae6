import { context, metrics, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { defaultTextMapGetter, defaultTextMapSetter, type Attributes, type Span } from '@opentelemetry/api';
import type { TelemetryProviders } from '@vividwalls/messaging';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { traceContext } from './trace-context.js';

const SCOPE_NAME = '@vividwalls/platform';
const SCOPE_VERSION = '0.1.0';
/** The conventions for HTTP are stable; this is the version they were read in. */
const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.45.0';

/** Buckets of durations in s, as the conventions say. */
const DURATION_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** RFC 9110 and RFC 5789; anything else somebody sends must not become a name of its own. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

/** Asked every second by whoever watches; their spans would bury the others. */
const UNTRACED_ROUTES = /^\/health\//;

const MS_PER_S = 1_000;

/**
 * Gives every request a server span, active while it is answered, and measures how long that takes. To be called before
 * routes and other hooks are registered.
 *
 * A caller's `traceparent` is gone on with. In the request it is then replaced by this span's own, so that whoever hands
 * headers on — the proxy, a webhook's intake — hands on this span.
 */
export function traceRequests(server: FastifyInstance, providers: TelemetryProviders): void {
  const options = { schemaUrl: SCHEMA_URL };
  const tracer = (providers.tracerProvider ?? trace).getTracer(SCOPE_NAME, SCOPE_VERSION, options);
  const meter = (providers.meterProvider ?? metrics).getMeter(SCOPE_NAME, SCOPE_VERSION, options);
  const duration = meter.createHistogram('http.server.request.duration', {
    unit: 's',
    description: 'From the arrival of a request to the end of its answer',
    advice: { explicitBucketBoundaries: DURATION_BUCKETS_S },
  });

  server.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url;
    if (route !== undefined && UNTRACED_ROUTES.test(route)) return done();
    const began = performance.now();
    const attributes = attributesOf(request, route);
    const path = { 'url.path': request.url.split('?', 1)[0] };
    const method = attributes['http.request.method'] === '_OTHER' ? 'HTTP' : request.method;
    const span = tracer.startSpan(
      route === undefined ? method : `${method} ${route}`,
      { kind: SpanKind.SERVER, attributes: { ...attributes, ...path } },
      traceContext.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter),
    );
    // Also when the client went away before the end, which Fastify's own hook for the response does not tell.
    reply.raw.once('close', () => {
      const outcome = outcomeOf(reply);
      duration.record((performance.now() - began) / MS_PER_S, { ...attributes, ...outcome });
      end(span, outcome);
    });
    const active = trace.setSpan(ROOT_CONTEXT, span);
    traceContext.inject(active, request.headers, defaultTextMapSetter);
    context.with(active, done);
  });
}

/** Few different values, for the metric's sake. */
function attributesOf({ method, protocol }: FastifyRequest, route: string | undefined): Attributes {
  return {
    'http.request.method': METHODS.includes(method) ? method : '_OTHER',
    'url.scheme': protocol,
    ...(route !== undefined && { 'http.route': route }),
  };
}

function outcomeOf({ raw }: FastifyReply): Attributes {
  if (!raw.headersSent) return {};
  const { statusCode } = raw;
  return {
    'http.response.status_code': statusCode,
    ...(statusCode >= 500 && { 'error.type': String(statusCode) }),
  };
}

function end(span: Span, outcome: Attributes): void {
  span.setAttributes(outcome);
  if (outcome['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
