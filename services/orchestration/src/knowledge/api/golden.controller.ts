import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  keyedRequest,
  PageQuery,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { MeasuredView } from '../../routing/api/routing-views.js';
import { GoldenDesk } from '../golden/golden-desk.js';
import { listQuestions } from '../golden/golden-rows.js';
import { assertPersonKeeps } from '../knowledge-problems.js';
import { GoldenQuestionBody } from './knowledge-requests.js';
import { GoldenQuestionPageView, goldenView } from './knowledge-views.js';

export class MissView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) question!: string;
  @ApiProperty({ type: String }) expected!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null when nothing was found' }) answered!: string | null;
}

export class KnowledgeAccuracyView {
  @ApiProperty({ type: MeasuredView }) all!: MeasuredView;
  @ApiProperty({ type: MeasuredView, description: 'Articles were written with these in view' }) tuned!: MeasuredView;
  @ApiProperty({ type: MeasuredView, description: 'These were only measured' }) heldOut!: MeasuredView;
  @ApiProperty({ type: MeasuredView, description: 'Of those that were answered at all' }) answered!: MeasuredView;
  @ApiProperty({ type: [MissView] }) misses!: MissView[];
}

const PEOPLE_ONLY = { status: 403, description: 'Agents cannot' };
const MEASURERS = 'what it is measured by is for people';

@ApiTags('orchestration')
@Controller('api/orchestration/knowledge')
export class GoldenController {
  constructor(
    private readonly desk: GoldenDesk,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get('accuracy')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary:
      'How often the first article of an answer is the right one, and how many questions stand behind that; for people',
    description: 'Measured now, with what is published, by the golden questions.',
  })
  @ApiOkResponse({ type: KnowledgeAccuracyView })
  @ApiResponse(PEOPLE_ONLY)
  async accuracy(@Req() request: AuthenticatedRequest): Promise<KnowledgeAccuracyView> {
    assertPersonKeeps(request.principal!.actor, MEASURERS);
    return (await this.desk.accuracy()) as unknown as KnowledgeAccuracyView;
  }

  @Get('golden-questions')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Questions of which it is known what answers them, in the order of their ids; for people' })
  @ApiOkResponse({ type: GoldenQuestionPageView })
  @ApiResponse(PEOPLE_ONLY)
  async list(
    @Query() { cursor, limit }: PageQuery,
    @Req() request: AuthenticatedRequest,
  ): Promise<GoldenQuestionPageView> {
    assertPersonKeeps(request.principal!.actor, MEASURERS);
    const page = toPage(await listQuestions(this.dataSource, cursor, limit + 1), limit, ({ id }) => id);
    return { ...page, items: page.items.map(goldenView) };
  }

  @Post('golden-questions')
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Add a question by which answers are measured' })
  @ApiIdempotencyKey()
  @ApiBody({
    type: GoldenQuestionBody,
    examples: {
      least: { value: { id: 'price-lowest-7', question: 'What do I pay at least?', expectedArticle: 'prices-today' } },
    },
  })
  @ApiCreatedResponse({ schema: { type: 'object', properties: { id: { type: 'string' } } } })
  @ApiResponse(PEOPLE_ONLY)
  @ApiResponse({ status: 409, description: 'There is a question of this id already' })
  @ApiResponse({ status: 422, description: 'There is no such article' })
  add(@Body() body: GoldenQuestionBody, @Req() request: WrittenRequest): Promise<{ id: string }> {
    const { id, question, expectedArticle, split } = body;
    return this.desk.add({ id, question, expectedArticle, split }, changing(request));
  }

  @Post('golden-questions/:id/retire')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Let a question count no more' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ schema: { type: 'object', properties: { id: { type: 'string' } } } })
  @ApiResponse(PEOPLE_ONLY)
  @ApiResponse({ status: 404, description: 'There is no such question' })
  retire(@Param('id') id: string, @Req() request: WrittenRequest): Promise<{ id: string }> {
    return this.desk.retire(id, changing(request));
  }
}

const changing = (request: WrittenRequest) => ({ actor: request.principal!.actor, keyed: keyedRequest(request) });
