import httpProxy from '@fastify/http-proxy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Clock,
  Principals,
  Problem,
  PROBLEM_TYPE,
  problemDocument,
  InternalTokens,
  type AuthenticatedRequest,
  type Log,
} from '@vividwalls/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway.config.js';
import { OpenStreams } from '../live/open-streams.js';
import { sessionToken } from '../sessions/session-cookie.js';
import { RateLimit } from './rate-limit.js';
import { upstreamsOf, type Upstream } from './upstreams.js';

/** Verifying a long audit chain is the slowest answer there is. */
const UPSTREAM_TIMEOUT_MS = 10 * 60_000;

const INTERNAL_TOKEN = Symbol('internal token');
type ProxiedRequest = FastifyRequest & AuthenticatedRequest & { [INTERNAL_TOKEN]?: string };

/** Where agents call tools; the service that serves them does so under the same path. */
const MCP_PATH = '/mcp';
const MCP_SERVICE = 'orchestration';

/** Paths that are counted: the gateway's own routes included, webhooks not. */
const COUNTED = /^\/(api\/|mcp(?![^/?]))/;

/**
 * Puts every service behind the one door: `/api/<service>/…`, and `/mcp`, with the caller's key exchanged for a signed token.
 */
export async function proxyServices(app: NestFastifyApplication, config: GatewayConfig, log: Log): Promise<void> {
  limitRate(app);
  endStreamsWithTheDoor(app);
  const principals = app.get(Principals);
  const clock = app.get(Clock);
  const tokens = app.get(InternalTokens);
  for (const { name, url, path } of upstreamsOf(config.VW_UPSTREAMS).flatMap(pathsOf)) {
    await app.register(httpProxy as never, {
      upstream: url,
      prefix: path,
      rewritePrefix: path,
      undici: { headersTimeout: UPSTREAM_TIMEOUT_MS, bodyTimeout: UPSTREAM_TIMEOUT_MS },
      preHandler: async (request: ProxiedRequest, reply: FastifyReply) => {
        try {
          const principal = await principals.of(request);
          if (!principal) return answer(request, reply, NOT_SIGNED_IN);
          request[INTERNAL_TOKEN] = await tokens.for(principal, clock.now());
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          return answer(request, reply, error);
        }
      },
      replyOptions: {
        rewriteRequestHeaders: (request: ProxiedRequest, headers: Record<string, unknown>) => ({
          ...headers,
          authorization: `Bearer ${request[INTERNAL_TOKEN]}`,
          cookie: undefined,
        }),
        onError: (reply: FastifyReply, { error }: { error: Error }) => {
          log.warn('service does not answer', { service: name, error: error.message });
          const problem = new Problem(
            503,
            'Not available',
            `The service ${name} does not answer.`,
            {},
            { 'retry-after': '2' },
          );
          answer(reply.request, reply, problem);
        },
      },
    });
  }
}

const NOT_SIGNED_IN = new Problem(
  401,
  'Not signed in',
  'Send a valid key as "Authorization: Bearer KEY".',
  {},
  { 'www-authenticate': 'Bearer' },
);

const pathsOf = (upstream: Upstream): (Upstream & { readonly path: string })[] => [
  { ...upstream, path: `/api/${upstream.name}` },
  ...(upstream.name === MCP_SERVICE ? [{ ...upstream, path: MCP_PATH }] : []),
];

/** Every call of the API is counted, the gateway's own routes included. */
function limitRate(app: NestFastifyApplication): void {
  const limit = app.get(RateLimit);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request, reply) => {
    if (!COUNTED.test(request.url)) return;
    try {
      const { authorization, cookie } = request.headers;
      await limit.admit({ credential: authorization ?? sessionToken(cookie), address: request.ip });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answer(request, reply, error);
      return reply;
    }
  });
}

/** Streams that services send through the door. */
function endStreamsWithTheDoor(app: NestFastifyApplication): void {
  const streams = app.get(OpenStreams);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onSend', async (_request, reply) => {
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) streams.add(reply.raw);
  });
}

function answer(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .status(problem.getStatus())
    .headers({ 'content-type': PROBLEM_TYPE, ...problem.responseHeaders })
    .send(problemDocument(problem, request.url.split('?')[0]!));
}
