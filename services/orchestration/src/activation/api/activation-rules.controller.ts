import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  PageQuery,
  Problem,
  RequiresScope,
  toPage,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { changing } from '../../routing/api/persona-rules.controller.js';
import { noRule } from '../../routing/rules/rule-faults.js';
import { RulesQuery } from '../../routing/rules/rule-requests.js';
import { ActivationLog } from '../activation-log.js';
import { DryRunDesk } from '../dry-run/dry-run-desk.js';
import { ActivationRuleDesk } from '../rules/activation-rule-desk.js';
import {
  ActivationRuleBodyRequest,
  ActivationRuleVersionRequest,
  DryRunBody,
  type ActivationRuleText,
} from './activation-requests.js';
import {
  ActivationCountsView,
  ActivationPageView,
  ActivationRulePageView,
  activationRuleView,
  ActivationRuleView,
  activationView,
  ActivationDryRunView,
} from './activation-views.js';

const VERSIONS_SHOWN = 100;
const LOG_CURSOR = /^\d{1,18}$/;
const NOT_SOUND = 'Condition or template cannot be read, or name what is not there; each fault with its place';

@ApiTags('orchestration')
@Controller('api/orchestration/activation-rules')
export class ActivationRulesController {
  constructor(
    private readonly desk: ActivationRuleDesk,
    private readonly dryRuns: DryRunDesk,
    private readonly log: ActivationLog,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Rules that make tasks of events, in the order of their ids, paged by cursor' })
  @ApiOkResponse({ type: ActivationRulePageView })
  async list(@Query() { state, cursor, limit }: RulesQuery): Promise<ActivationRulePageView> {
    const rules = await this.desk.rules.list(this.dataSource, { state, cursor, limit: limit + 1 });
    const page = toPage(rules, limit, ({ id }) => id);
    return { ...page, items: page.items.map(activationRuleView) };
  }

  @Get(':id')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'One activation rule' })
  @ApiOkResponse({ type: ActivationRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  async show(@Param('id') id: string): Promise<ActivationRuleView> {
    const rule = await this.desk.rules.find(this.dataSource, id);
    if (!rule) throw noRule(id);
    return activationRuleView(rule);
  }

  @Get(':id/versions')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What the rule said in its versions, newest first' })
  @ApiOkResponse({ type: [ActivationRuleView] })
  async versions(@Param('id') id: string): Promise<ActivationRuleView[]> {
    return (await this.desk.rules.versions(this.dataSource, id, VERSIONS_SHOWN)).map(activationRuleView);
  }

  @Get(':id/activations')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'What the rule did, newest first, paged by cursor',
    description: 'Tasks it made, and events of which it could not be known whether it holds. Kept for 30 days.',
  })
  @ApiOkResponse({ type: ActivationPageView })
  async activations(@Param('id') id: string, @Query() { cursor, limit }: PageQuery): Promise<ActivationPageView> {
    if (cursor !== undefined && !LOG_CURSOR.test(cursor))
      throw new Problem(400, 'Bad cursor', 'There is no such page.');
    const page = toPage(await this.log.list(id, { cursor, limit: limit + 1 }), limit, (row) => row.id);
    return { ...page, items: page.items.map(activationView) };
  }

  @Get(':id/activations/counts')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'How often the rule made a task, was unknown or made none that could be taken, in 30 days' })
  @ApiOkResponse({ type: ActivationCountsView })
  counts(@Param('id') id: string): Promise<ActivationCountsView> {
    return this.log.counts(id);
  }

  @Post()
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Make an activation rule; a draft, which makes no tasks yet' })
  @ApiIdempotencyKey()
  @ApiBody({
    type: ActivationRuleBodyRequest,
    examples: {
      vip: {
        summary: 'A large order from abroad is looked through by support',
        value: {
          ...{ id: 'large-order-abroad', name: 'Large orders from abroad', source: 'support' },
          ...{ eventType: 'vw.shop.order.paid.v1', when: 'int(data.order.totals.totalMinor) > 50000' },
          template: {
            ...{ capability: 'support.triage', priority: 'medium', subject: 'data.order.orderId' },
            input: { text: { cel: '"Order " + data.order.name + " goes abroad"' } },
          },
        },
      },
    },
  })
  @ApiCreatedResponse({ type: ActivationRuleView })
  @ApiResponse({ status: 409, description: 'There is a rule of this id already' })
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async create(@Body() body: ActivationRuleBodyRequest, @Req() request: WrittenRequest): Promise<ActivationRuleView> {
    return activationRuleView(await this.desk.create(body.id, draftOf(body), changing(request)));
  }

  @Put(':id')
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Change an activation rule: a new version, a draft',
    description: 'The version that is live goes on making tasks until this one goes live.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ActivationRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  @ApiResponse({ status: 409, description: 'It was changed meanwhile' })
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async change(
    @Param('id') id: string,
    @Body() body: ActivationRuleVersionRequest,
    @Req() request: WrittenRequest,
  ): Promise<ActivationRuleView> {
    const draft = { ...draftOf(body), change: body.change };
    return activationRuleView(await this.desk.change(id, body.expectedVersion, draft, changing(request)));
  }

  @Post(':id/dry-run')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Try the newest version on past events',
    description: 'Nothing is made. It reads the events as they lie in their stream, oldest first, up to the limit.',
  })
  @ApiOkResponse({ type: ActivationDryRunView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  async dryRun(
    @Param('id') id: string,
    @Body() { from, limit }: DryRunBody,
    @Req() request: WrittenRequest,
  ): Promise<ActivationDryRunView> {
    const since = from === undefined ? undefined : new Date(from);
    return this.dryRuns.run(
      id,
      { from: since, limit },
      changing(request).actor,
    ) as unknown as Promise<ActivationDryRunView>;
  }

  @Post(':id/live')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Let the newest version make tasks, from the next event on' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ActivationRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  @ApiResponse({ status: 409, description: 'This version was not tried on past events, or too many rules are live' })
  @ApiResponse({ status: 422, description: 'It is not sound any more: the registry has changed' })
  async goLive(@Param('id') id: string, @Req() request: WrittenRequest): Promise<ActivationRuleView> {
    return activationRuleView(await this.desk.goLive(id, changing(request)));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Let the rule make no tasks any more' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ActivationRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  async retire(@Param('id') id: string, @Req() request: WrittenRequest): Promise<ActivationRuleView> {
    return activationRuleView(await this.desk.retire(id, changing(request)));
  }
}

const draftOf = ({ name, when, source, eventType, template }: ActivationRuleText) => ({
  ...{ name, when, source },
  body: { eventType, template },
});
