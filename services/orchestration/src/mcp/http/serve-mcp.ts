import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { validateOriginHeader } from '@modelcontextprotocol/server';
import { Principals, type AuthenticatedRequest } from '@vividwalls/platform';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OrchestrationConfig } from '../../orchestration.config.js';
import { callerOf, type Caller } from '../caller.js';
import { McpEndpoint, MESSAGE_BYTES_MAX } from '../mcp-endpoint.js';
import { hasAnyScope } from '../scopes.js';

const PATH = '/mcp';

/** JSON-RPC's number for what a server says for itself. */
const SERVER_ERROR = -32_000;

/**
 * Puts `/mcp` before the server listens. It is no controller: the protocol decides over bodies, methods and errors here, and
 * every answer is JSON-RPC. Nobody is served who has no scope of it.
 */
export async function serveMcp(app: NestFastifyApplication, config: OrchestrationConfig): Promise<void> {
  const [endpoint, principals] = [app.get(McpEndpoint, { strict: false }), app.get(Principals, { strict: false })];
  const origins = config.ORCHESTRATION_MCP_ORIGINS;
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await server.register((own, _options, done) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MESSAGE_BYTES_MAX }, (_request, body, parsed) =>
      parsed(null, body),
    );
    own.setErrorHandler<FastifyError>((error, _request, reply) =>
      refuse(
        reply,
        error.statusCode ?? 500,
        (error.statusCode ?? 500) < 500 ? error.message : 'It failed on our side.',
      ),
    );
    own.route({
      method: ['GET', 'POST', 'DELETE'],
      url: PATH,
      handler: async (request, reply) => {
        const origin = validateOriginHeader(request.headers.origin, origins);
        if (!origin.ok) return refuse(reply, 403, `${origin.message}. Pages of this origin may not call.`);
        const caller = await callerFrom(request, principals);
        if (!caller)
          return refuse(reply.header('www-authenticate', 'Bearer'), 401, 'Send a key as "Authorization: Bearer KEY".');
        if (!hasAnyScope(caller)) return refuse(reply, 403, 'This key has no scope of mcp, such as mcp:knowledge.');
        return answer(reply, await endpoint.serve(webRequest(request, reply), caller));
      },
    });
    done();
  });
}

async function callerFrom(request: FastifyRequest, principals: Principals): Promise<Caller | undefined> {
  const principal = await principals.of(request as AuthenticatedRequest);
  return principal && callerOf(principal);
}

/** Headers that the protocol reads; no other one goes on. */
const READ = /^(accept|content-type|last-event-id|traceparent|tracestate|mcp-.*)$/;

function webRequest({ method, headers, body, raw }: FastifyRequest, reply: FastifyReply): Request {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const read = Object.entries(headers).filter(([name, value]) => READ.test(name) && typeof value === 'string');
  return new Request(new URL(raw.url ?? PATH, 'http://mcp'), {
    ...{ method, headers: read as [string, string][], signal: gone.signal },
    ...(Buffer.isBuffer(body) && { body: new Uint8Array(body) }),
  });
}

async function answer(reply: FastifyReply, { status, headers, body }: Response): Promise<FastifyReply> {
  void reply.status(status).headers(Object.fromEntries(headers));
  if (!body) return reply.send();
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
  return reply.send(isStream ? Readable.fromWeb(body as never) : Buffer.from(await new Response(body).arrayBuffer()));
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.status(status).send({ jsonrpc: '2.0', id: null, error: { code: SERVER_ERROR, message } });
}
