import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  Clock,
  keyedRequest,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { ArticleDesk } from '../articles/article-desk.js';
import type { ArticleStep } from '../articles/article-machine.js';
import { listVersions } from '../articles/article-rows.js';
import { assertPersonKeeps, noArticle } from '../knowledge-problems.js';
import { KnowledgeReader } from './knowledge-reader.js';
import {
  ArticleBody,
  ArticleRevisionBody,
  ArticlesQuery,
  articleText,
  ArticleVersionsQuery,
  ArticleReasonBody,
} from './knowledge-requests.js';
import { ArticlePageView, articleView, ArticleView, versionView } from './knowledge-views.js';

const NOT_SOUND =
  'No such domain, validity that ends before it begins, a claim twice; every fault is listed under errors';

const NOT_NOW = { status: 409, description: 'Its state does not allow it, or it was changed meanwhile' };
const NOT_THERE = { status: 404, description: 'There is no such article, or you may not read it' };
const PEOPLE_ONLY = { status: 403, description: 'Agents cannot' };

const EXAMPLE = {
  ...{ domain: 'pricing', title: 'What prints cost today', questions: ['What is the cheapest print?'] },
  ...{ body: 'A 24x36 canvas roll costs $153.00.', owner: 'sales-director', source: 'price_ladder.csv' },
  ...{ dataClass: 'public', claims: [{ key: 'price.lowest', value: '153', unit: 'USD' }] },
};

@ApiTags('orchestration')
@Controller('api/orchestration/knowledge/articles')
export class ArticlesController {
  constructor(
    private readonly desk: ArticleDesk,
    private readonly reader: KnowledgeReader,
    private readonly clock: Clock,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'Articles in the order of their ids, paged by cursor',
    description: 'People see newest versions in every state, an agent what is published and it may read.',
  })
  @ApiOkResponse({ type: ArticlePageView })
  async list(@Query() query: ArticlesQuery, @Req() request: AuthenticatedRequest): Promise<ArticlePageView> {
    const { state, domain, isDue, cursor, limit } = query;
    const asked = { state, domain, cursor, limit: limit + 1, ...(isDue && { dueBy: this.clock.now() }) };
    return toPage(
      await this.reader.articles(request.principal!.actor, asked),
      limit,
      ({ id }) => id,
    ) as ArticlePageView;
  }

  @Get(':id')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'One article, with what contradicts it',
    description: 'People see the newest version, an agent the one that is published. An answer names its citation.',
  })
  @ApiOkResponse({ type: ArticleView })
  @ApiResponse(NOT_THERE)
  show(@Param('id') id: string, @Req() request: AuthenticatedRequest): Promise<ArticleView> {
    return this.reader.article(request.principal!.actor, id);
  }

  @Get(':id/versions')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What the article said in its versions, newest first, paged by cursor; for people' })
  @ApiOkResponse({ type: ArticlePageView })
  @ApiResponse(NOT_THERE)
  @ApiResponse(PEOPLE_ONLY)
  async versions(
    @Param('id') id: string,
    @Query() { cursor, limit }: ArticleVersionsQuery,
    @Req() request: AuthenticatedRequest,
  ): Promise<ArticlePageView> {
    assertPersonKeeps(request.principal!.actor, 'agents read what is published');
    const below = cursor === undefined ? null : Number(cursor);
    const rows = await listVersions(this.dataSource, id, below, limit + 1);
    if (rows.length === 0 && below === null) throw noArticle(id);
    const page = toPage(rows, limit, ({ version }) => String(version));
    return { ...page, items: page.items.map(versionView) };
  }

  @Post()
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Write an article: a draft, which nobody finds yet. Agents may propose one' })
  @ApiIdempotencyKey()
  @ApiBody({ type: ArticleBody, examples: { prices: { value: { id: 'prices-today', ...EXAMPLE } } } })
  @ApiCreatedResponse({ type: ArticleView })
  @ApiResponse({ status: 409, description: 'There is an article of this id already' })
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async create(@Body() body: ArticleBody, @Req() request: WrittenRequest): Promise<ArticleView> {
    return articleView(await this.desk.create(body.id, articleText(body, this.clock.now()), changing(request)));
  }

  @Put(':id')
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Write a further version of an article, a draft',
    description: 'What is published stays so until this version is. An agent may propose one of what it may read.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: ArticleRevisionBody,
    examples: { june: { value: { ...EXAMPLE, expectedVersion: 1, change: 'the ladder of June' } } },
  })
  @ApiOkResponse({ type: ArticleView })
  @ApiResponse(NOT_THERE)
  @ApiResponse(NOT_NOW)
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async revise(
    @Param('id') id: string,
    @Body() body: ArticleRevisionBody,
    @Req() request: WrittenRequest,
  ): Promise<ArticleView> {
    const { expectedVersion, change } = body;
    const text = { ...articleText(body, this.clock.now()), expectedVersion, change };
    return articleView(await this.desk.revise(id, text, changing(request)));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Ask for a review of the draft' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ArticleView })
  @ApiResponse(NOT_THERE)
  @ApiResponse(NOT_NOW)
  submit(
    @Param('id') id: string,
    @Body() { reason }: ArticleReasonBody,
    @Req() request: WrittenRequest,
  ): Promise<ArticleView> {
    return this.move(id, 'submit', reason, request);
  }

  @Post(':id/send-back')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Send what is in review back to its writer' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ArticleView })
  @ApiResponse(NOT_THERE)
  @ApiResponse(NOT_NOW)
  sendBack(
    @Param('id') id: string,
    @Body() { reason }: ArticleReasonBody,
    @Req() request: WrittenRequest,
  ): Promise<ArticleView> {
    return this.move(id, 'send_back', reason, request);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({
    summary: 'Publish what is in review: it is found from now on, in the place of what was published before',
    description: 'What it contradicts is looked for at once.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ArticleView })
  @ApiResponse(NOT_THERE)
  @ApiResponse(NOT_NOW)
  publish(
    @Param('id') id: string,
    @Body() { reason }: ArticleReasonBody,
    @Req() request: WrittenRequest,
  ): Promise<ArticleView> {
    return this.move(id, 'publish', reason, request);
  }

  @Post(':id/retire')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Let nobody find it any more; its versions stay' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ArticleView })
  @ApiResponse(NOT_THERE)
  @ApiResponse(NOT_NOW)
  retire(
    @Param('id') id: string,
    @Body() { reason }: ArticleReasonBody,
    @Req() request: WrittenRequest,
  ): Promise<ArticleView> {
    return this.move(id, 'retire', reason, request);
  }

  private async move(
    id: string,
    step: Exclude<ArticleStep, 'revise'>,
    reason: string | undefined,
    request: WrittenRequest,
  ): Promise<ArticleView> {
    return articleView(await this.desk.move(id, step, reason, changing(request)));
  }
}

const changing = (request: WrittenRequest) => ({ actor: request.principal!.actor, keyed: keyedRequest(request) });
