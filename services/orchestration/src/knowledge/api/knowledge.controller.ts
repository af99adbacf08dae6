import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  Clock,
  keyedRequest,
  Problem,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { ReadLog } from '../access/read-log.js';
import { ContradictionDesk } from '../contradictions/contradiction-desk.js';
import { DomainDesk } from '../domains/domain-desk.js';
import { listDomains } from '../domains/domain-rows.js';
import { assertPersonKeeps } from '../knowledge-problems.js';
import { cursorOf, positionOf } from '../search/search-cursor.js';
import { KnowledgeReader } from './knowledge-reader.js';
import { ContradictionsQuery, DomainBody, ReadsQuery, ResolveBody, SearchQuery, SLUG } from './knowledge-requests.js';
import {
  ContradictionPageView,
  contradictionView,
  DomainPageView,
  domainView,
  DomainView,
  foundView,
  ReadPageView,
  SearchView,
} from './knowledge-views.js';
import { PageQuery } from '@vividwalls/platform';

const PEOPLE_ONLY = { status: 403, description: 'Agents cannot' };

@ApiTags('orchestration')
@Controller('api/orchestration/knowledge')
export class KnowledgeController {
  constructor(
    private readonly reader: KnowledgeReader,
    private readonly domains: DomainDesk,
    private readonly contradictions: ContradictionDesk,
    private readonly readLog: ReadLog,
    private readonly clock: Clock,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get('search')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'Search what is published and you may read, best first, paged by cursor',
    description:
      'By the words of a question, by words that are spelt like unknown ones, and by meaning where embeddings are configured. ' +
      'An agent is known by its key, and finds what its name, department or level is on the list for. Every search is logged.',
  })
  @ApiOkResponse({ type: SearchView })
  async search(@Query() query: SearchQuery, @Req() request: AuthenticatedRequest): Promise<SearchView> {
    const { q, domain, cursor, limit } = query;
    const after = cursor === undefined ? undefined : positionOf(cursor);
    const answer = await this.reader.search(request.principal!.actor, { q, domain, after, limit });
    const page = toPage(answer.found, limit, cursorOf);
    const now = this.clock.now();
    const items = page.items.map((found) => foundView(found, answer.warnings.get(found.id) ?? [], now));
    return { ...page, items, embeddings: answer.embeddings };
  }

  @Get('domains')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Domains and who may read them, in the order of their ids, paged by cursor; for people' })
  @ApiOkResponse({ type: DomainPageView })
  @ApiResponse(PEOPLE_ONLY)
  async listDomains(
    @Query() { cursor, limit }: PageQuery,
    @Req() request: AuthenticatedRequest,
  ): Promise<DomainPageView> {
    assertPersonKeeps(request.principal!.actor, 'lists of readers are for people');
    const page = toPage(await listDomains(this.dataSource, cursor, limit + 1), limit, ({ id }) => id);
    return { ...page, items: page.items.map(domainView) };
  }

  @Put('domains/:id')
  @RequiresScope('orchestration:approve')
  @ApiOperation({
    summary: 'Make a domain, or change who keeps and who may read it',
    description: 'It holds at once for every article of it that has no list of its own.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: DomainBody,
    examples: {
      pricing: {
        value: {
          title: 'Prices and discounts',
          owner: 'sales-director',
          readers: ['department:Sales', 'level:director'],
        },
      },
    },
  })
  @ApiOkResponse({ type: DomainView })
  @ApiResponse(PEOPLE_ONLY)
  @ApiResponse({ status: 409, description: 'It was changed meanwhile' })
  async putDomain(
    @Param('id') id: string,
    @Body() body: DomainBody,
    @Req() request: WrittenRequest,
  ): Promise<DomainView> {
    if (!SLUG.test(id) || id.length > 64) {
      throw new Problem(422, 'Not acceptable', 'The id must be lower case words with hyphens, at most 64 characters.');
    }
    return domainView(await this.domains.put(id, body, changing(request)));
  }

  @Get('contradictions')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'Where two published articles say different things, with both sources, newest first, paged by cursor',
    description: 'An agent sees those of which it may read both articles.',
  })
  @ApiOkResponse({ type: ContradictionPageView })
  async listContradictions(
    @Query() { state, cursor, limit }: ContradictionsQuery,
    @Req() request: AuthenticatedRequest,
  ): Promise<ContradictionPageView> {
    const found = await this.reader.contradictions(request.principal!.actor, { state, cursor, limit: limit + 1 });
    const page = toPage(found, limit, ({ id }) => id);
    return { ...page, items: page.items.map(contradictionView) };
  }

  @Post('contradictions/:id/resolve')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({
    summary: 'Say which of the two holds',
    description:
      'The other one carries it as a warning from then on, until it is changed. It holds as long as both say the same.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: ResolveBody,
    examples: { live: { value: { holds: 'prices-today', reason: 'The live prices of the shop.' } } },
  })
  @ApiOkResponse({ schema: { type: 'object', properties: { id: { type: 'string' }, state: { type: 'string' } } } })
  @ApiResponse(PEOPLE_ONLY)
  @ApiResponse({ status: 404, description: 'There is no such contradiction' })
  @ApiResponse({ status: 409, description: 'It is past' })
  @ApiResponse({ status: 422, description: 'The article is neither of the two' })
  async resolve(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { holds, reason }: ResolveBody,
    @Req() request: WrittenRequest,
  ): Promise<{ id: string; state: string }> {
    const { state } = await this.contradictions.resolve(id, { holds, reason, ...changing(request) });
    return { id, state };
  }

  @Get('reads')
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Who read or searched what, newest first, paged by cursor; kept for 90 days; for people' })
  @ApiOkResponse({ type: ReadPageView })
  @ApiResponse(PEOPLE_ONLY)
  async listReads(
    @Query() { actor, cursor, limit }: ReadsQuery,
    @Req() request: AuthenticatedRequest,
  ): Promise<ReadPageView> {
    assertPersonKeeps(request.principal!.actor, 'who read what is for people');
    const page = toPage(await this.readLog.list({ actor, cursor, limit: limit + 1 }), limit, ({ id }) => id);
    return {
      ...page,
      items: page.items.map(({ at, found, ...read }) => ({ ...read, found: [...found], at: at.toISOString() })),
    };
  }
}

const changing = (request: WrittenRequest) => ({ actor: request.principal!.actor, keyed: keyedRequest(request) });
