import httpProxy from '@fastify/http-proxy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Clock,
  Principals,
  Problem,
  PROBLEM_TYPE,
  problemDocument,
  signInternalToken,
  type AuthenticatedRequest,
  type Log,
} from '@vividwalls/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway.config.js';
import { RateLimit } from './rate-limit.js';
import { upstreamsOf } from './upstreams.js';

/** Verifying a long audit chain is the slowest answer there is. */
const UPSTREAM_TIMEOUT_MS = 10 * 60_000;

const INTERNAL_TOKEN = Symbol('internal token');
type ProxiedRequest = FastifyRequest & AuthenticatedRequest & { [INTERNAL_TOKEN]?: string };

/** Puts every service behind the one door: `/api/<service>/…`, with the caller's key exchanged for a signed token. */
export async function proxyServices(app: NestFastifyApplication, config: GatewayConfig, log: Log): Promise<void> {
  limitRate(app);
  const principals = app.get(Principals);
  const clock = app.get(Clock);
  for (const { name, url } of upstreamsOf(config.VW_UPSTREAMS)) {
    await app.register(httpProxy as never, {
      upstream: url,
      prefix: `/api/${name}`,
      rewritePrefix: `/api/${name}`,
      undici: { headersTimeout: UPSTREAM_TIMEOUT_MS, bodyTimeout: UPSTREAM_TIMEOUT_MS },
      preHandler: async (request: ProxiedRequest, reply: FastifyReply) => {
        const principal = await principals.of(request);
        if (!principal) {
          const problem = new Problem(401, 'Not signed in', 'Send a valid key as "Authorization: Bearer KEY".');
          return answer(request, reply, problem);
        }
        request[INTERNAL_TOKEN] = await signInternalToken(principal, config.VW_INTERNAL_SECRET, clock.now());
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

/** Every call of the API is counted, the gateway's own routes included. */
function limitRate(app: NestFastifyApplication): void {
  const limit = app.get(RateLimit);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    try {
      await limit.admit({ authorization: request.headers.authorization, address: request.ip });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answer(request, reply, error);
      return reply;
    }
  });
}

function answer(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .status(problem.getStatus())
    .headers({ 'content-type': PROBLEM_TYPE, ...problem.responseHeaders })
    .send(problemDocument(problem, request.url.split('?')[0]!));
}
