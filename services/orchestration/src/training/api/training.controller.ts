import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  Clock,
  keyedRequest,
  PageQuery,
  Problem,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { assertPerson } from '../../registry/assert-person.js';
import { Rosters } from '../../registry/roster.js';
import { expertiseList } from '../expertise/expertise-list.js';
import { allEvidence } from '../expertise/expertise-rows.js';
import type { Exercise } from '../modules/exercise.js';
import { noModule, TrainingDesk } from '../modules/training-desk.js';
import { findModule, listModules, listRuns } from '../modules/training-rows.js';
import { ExpertiseQuery, RunsQuery, SLUG, TrainingModuleBody, TrainingRunBody } from './training-requests.js';
import {
  ExpertiseListView,
  moduleView,
  runView,
  TrainingModulePageView,
  TrainingModuleView,
  TrainingRunPageView,
  TrainingRunView,
} from './training-views.js';

const isAgent = (actor: string): boolean => actor.startsWith('agent:');

@ApiTags('orchestration')
@Controller('api/orchestration/training')
export class TrainingController {
  constructor(
    private readonly desk: TrainingDesk,
    private readonly rosters: Rosters,
    private readonly clock: Clock,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get('modules')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Training modules in the order of their ids; agents see exercises without their solutions' })
  @ApiOkResponse({ type: TrainingModulePageView })
  async list(
    @Query() { cursor, limit }: PageQuery,
    @Req() request: AuthenticatedRequest,
  ): Promise<TrainingModulePageView> {
    const page = toPage(await listModules(this.dataSource, cursor, limit + 1), limit, ({ id }) => id);
    const withGraders = !isAgent(request.principal!.actor);
    return { ...page, items: page.items.map((module) => moduleView(module, withGraders)) };
  }

  @Get('modules/:id')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'One training module' })
  @ApiOkResponse({ type: TrainingModuleView })
  @ApiResponse({ status: 404, description: 'There is no such module' })
  async show(@Param('id') id: string, @Req() request: AuthenticatedRequest): Promise<TrainingModuleView> {
    const module = await findModule(this.dataSource, id);
    if (!module) throw noModule(id);
    return moduleView(module, !isAgent(request.principal!.actor));
  }

  @Put('modules/:id')
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Make a training module, or a further version of it' })
  @ApiIdempotencyKey()
  @ApiBody({
    type: TrainingModuleBody,
    examples: {
      quote: {
        value: {
          ...{ title: 'Quoting', capability: 'sales.quote', source: 'price_ladder.csv' },
          exercises: [
            {
              ...{ id: 'cheapest', prompt: 'What does a 24x36 canvas roll cost?' },
              grader: { kind: 'rule', when: 'double(answer.price) == 153.0' },
            },
          ],
        },
      },
    },
  })
  @ApiOkResponse({ type: TrainingModuleView })
  @ApiResponse({ status: 403, description: 'Agents cannot' })
  @ApiResponse({ status: 409, description: 'It was changed meanwhile' })
  @ApiResponse({ status: 422, description: 'No such capability, an id twice, a rule that cannot be read' })
  async put(
    @Param('id') id: string,
    @Body() body: TrainingModuleBody,
    @Req() request: WrittenRequest,
  ): Promise<TrainingModuleView> {
    const { actor } = request.principal!;
    assertPerson(actor);
    if (!SLUG.test(id) || id.length > 100) {
      throw new Problem(422, 'Not acceptable', 'The id must be lower case words with hyphens, at most 100 characters.');
    }
    const { title, capability, exercises, source, expectedVersion } = body;
    const text = { title, capability, exercises: exercises as Exercise[], source, expectedVersion };
    return moduleView(await this.desk.put(id, text, { actor, keyed: keyedRequest(request) }), true);
  }

  @Post('modules/:id/runs')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Grade what an agent answered to the exercises',
    description:
      'It moves the agent’s expertise in the module’s capability, once a day. An agent answers for itself alone.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: TrainingRunBody,
    examples: {
      quote: { value: { agentId: 'b2b-sales-agent', answers: { cheapest: { price: 153 }, quantity: '15' } } },
    },
  })
  @ApiOkResponse({ type: TrainingRunView })
  @ApiResponse({ status: 403, description: 'An agent answers for another one' })
  @ApiResponse({ status: 404, description: 'There is no such module' })
  @ApiResponse({ status: 422, description: 'There is no such agent, or it has no such persona' })
  async run(
    @Param('id') id: string,
    @Body() body: TrainingRunBody,
    @Req() request: WrittenRequest,
  ): Promise<TrainingRunView> {
    const { actor } = request.principal!;
    const { agentId, personaId = null, answers } = body;
    if (isAgent(actor) && actor !== `agent:${agentId}`) {
      throw new Problem(403, 'Not allowed', `${actor} answers for itself alone.`);
    }
    return runView(await this.desk.run(id, { agentId, personaId, answers, actor, keyed: keyedRequest(request) }));
  }

  @Get('modules/:id/runs')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Who did a module and how well, newest first, paged by cursor' })
  @ApiOkResponse({ type: TrainingRunPageView })
  async runs(@Param('id') id: string, @Query() { cursor, limit }: RunsQuery): Promise<TrainingRunPageView> {
    const page = toPage(await listRuns(this.dataSource, id, cursor, limit + 1), limit, (run) => run.id);
    return { ...page, items: page.items.map(runView) };
  }

  @Get('expertise')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'How good agents are at what they do, with an interval',
    description:
      'The registry’s figure as a prior, moved by training and by the outcomes of tasks; what is old weighs less.',
  })
  @ApiOkResponse({ type: ExpertiseListView })
  async expertise(@Query() { agentId, capability }: ExpertiseQuery): Promise<ExpertiseListView> {
    const roster = await this.rosters.current();
    return {
      items: expertiseList(roster, await allEvidence(this.dataSource), { agentId, capability }, this.clock.now()),
    };
  }
}
