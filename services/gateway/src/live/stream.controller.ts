import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  Clock,
  CONFIG,
  InternalTokens,
  LOG,
  Principals,
  Problem,
  RequiresScope,
  type AuthenticatedRequest,
  type Log,
} from '@vividwalls/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { upstreamsOf } from '../door/upstreams.js';
import type { GatewayConfig } from '../gateway.config.js';
import { OpenStreams } from './open-streams.js';
import { openUpstream } from './upstream-stream.js';

/** Who records everything, and tells it as it comes. */
const RECORDER = 'audit';

/** Whether the caller is still known is looked at this often: a stream outlives its session, or its key, by no more. */
const LOOK_MS = 15_000;

const AWAY = new Problem(503, 'Not available', `The service ${RECORDER} does not answer.`, {}, { 'retry-after': '2' });

/** The one stream of a tab: what the record tells as it comes, for as long as the caller may hear it. */
@ApiTags('gateway')
@Controller('api/stream')
export class StreamController {
  constructor(
    private readonly principals: Principals,
    private readonly tokens: InternalTokens,
    private readonly streams: OpenStreams,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get()
  @RequiresScope('audit:read')
  @ApiOperation({
    summary: 'Everything that happens, as server-sent events: the console’s line',
    description: 'The same as `/api/audit/stream`. It ends with the session or the key that opened it.',
  })
  @ApiQuery({ name: 'topics', required: false, type: String, example: 'shop.order,finance' })
  @ApiQuery({ name: 'since', required: false, type: String, description: 'The id seen last' })
  @ApiHeader({ name: 'last-event-id', required: false, description: 'The id seen last; it wins over `since`' })
  @ApiOkResponse({ description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 400, description: 'Topics or a position that are none' })
  @ApiResponse({ status: 503, description: 'The record is away, or too many listen' })
  async stream(@Req() request: FastifyRequest & AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const recorder = upstreamsOf(this.config.VW_UPSTREAMS).find(({ name }) => name === RECORDER);
    if (!recorder) throw AWAY;
    const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const upstream = await openUpstream(
      new URL(`${recorder.url}/api/${RECORDER}/stream${query}`),
      await this.headersFor(request),
      left.signal,
    ).catch((error: Error) => {
      this.log.warn('the live stream could not be opened', { error: error.message });
      throw AWAY;
    });
    const { raw } = reply.hijack();
    const { 'content-type': type = 'text/plain', 'retry-after': retry } = upstream.headers;
    raw.writeHead(upstream.statusCode ?? 502, {
      ...{ 'content-type': type, 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      ...(retry !== undefined && { 'retry-after': retry }),
    });
    // Whoever leaves, leaves; what was still to be written is told to it when it comes back.
    raw.on('error', () => undefined);
    this.streams.add(raw);
    this.endWithTheCaller(request, left);
    upstream.once('close', () => raw.end());
    upstream.pipe(raw, { end: false });
  }

  private async headersFor(request: FastifyRequest & AuthenticatedRequest): Promise<Record<string, string>> {
    const token = await this.tokens.for(request.principal!, this.clock.now());
    const last = request.headers['last-event-id'];
    return { authorization: `Bearer ${token}`, ...(typeof last === 'string' && { 'last-event-id': last }) };
  }

  private endWithTheCaller(request: FastifyRequest & AuthenticatedRequest, left: AbortController): void {
    const look = setInterval(() => {
      // A database that is away says nothing about the caller.
      this.principals.of(request).then(
        (principal) => principal ?? left.abort(),
        () => undefined,
      );
    }, LOOK_MS).unref();
    left.signal.addEventListener('abort', () => clearInterval(look));
  }
}
