import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Clock, Problem, RequiresScope } from '@vividwalls/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { LiveClient } from './live-client.js';
import { LiveFeed } from './live-feed.js';
import { LiveQuery, POSITION } from './live-query.js';
import { readTopics } from './live-topics.js';

/** A line lives so long: whoever may not listen any more does not go on for ever, and clients spread over new replicas. */
const LIFE_MS = 15 * 60_000;

/** Tabs that one process serves at a time. */
const CLIENTS_MAX = 500;

@ApiTags('audit')
@Controller('api/audit/stream')
export class LiveController {
  constructor(
    private readonly feed: LiveFeed,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('audit:read')
  @ApiOperation({
    summary: 'Every recorded event as it comes, as server-sent events',
    description:
      'Events `hello`, `fact`, `reset` and `beat`; ids are positions of the chain. `Last-Event-ID` goes on after one, without loss and ' +
      'without repeats; a client too far behind gets `reset`, and loads what it shows anew. Silence is broken every ten seconds. ' +
      'A stream ends after fifteen minutes, and the client comes again.',
  })
  @ApiHeader({ name: 'last-event-id', required: false, description: 'The id seen last; it wins over `since`' })
  @ApiOkResponse({ description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 400, description: 'Topics or a position that are none' })
  @ApiResponse({ status: 503, description: 'Too many listen; Retry-After says when to come again' })
  async stream(
    @Query() { topics, since }: LiveQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = readTopics(topics);
    const position = lastSeen(request.headers['last-event-id']) ?? (since === undefined ? undefined : BigInt(since));
    if (this.feed.size >= CLIENTS_MAX)
      throw new Problem(503, 'Too many listeners', `At most ${CLIENTS_MAX} at a time.`, {}, { 'retry-after': '10' });
    const { raw } = reply.hijack();
    raw.writeHead(200, {
      ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', connection: 'keep-alive' },
      'x-accel-buffering': 'no',
    });
    const drained = (gone: AbortSignal) =>
      once(raw, 'drain', { signal: gone }).then(
        () => undefined,
        () => undefined,
      );
    const client = new LiveClient(this.feed, { write: (text) => raw.write(text), drained }, wanted, this.clock);
    raw.on('close', () => client.gone());
    const end = setTimeout(() => client.gone(), LIFE_MS);
    await client.serve(position).catch(() => undefined);
    clearTimeout(end);
    // Who does not take what was written would keep the line open; it comes back to where it was.
    if (raw.writableNeedDrain) raw.destroy();
    else raw.end();
  }
}

function lastSeen(header: string | string[] | undefined): bigint | undefined {
  if (typeof header !== 'string' || header === '') return undefined;
  if (!POSITION.test(header)) throw new Problem(400, 'Bad Last-Event-ID', 'It must be an id that the stream gave.');
  return BigInt(header);
}
