import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiIdempotencyKey, keyedRequest, RequiresScope, toPage, type WrittenRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { assertPerson } from '../../registry/assert-person.js';
import { LabelledMeasurements } from '../labelled/labelled-measurements.js';
import { PersonaRuleDesk } from '../rules/persona-rule-desk.js';
import { noRule } from '../rules/rule-faults.js';
import {
  PersonaRuleBodyRequest,
  PersonaRuleVersionRequest,
  RulesQuery,
  type PersonaRuleText,
} from '../rules/rule-requests.js';
import { personaRuleView, PersonaRulePageView, PersonaRuleView } from '../rules/rule-views.js';
import { DraftTestView } from './routing-views.js';

/** Versions that are shown of a rule. */
const VERSIONS_SHOWN = 100;

const NOT_SOUND = 'The condition cannot be read, or agent, persona or capability are none; each fault with its place';

@ApiTags('orchestration')
@Controller('api/orchestration/persona-rules')
export class PersonaRulesController {
  constructor(
    private readonly desk: PersonaRuleDesk,
    private readonly measurements: LabelledMeasurements,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Persona rules in the order of their ids, paged by cursor' })
  @ApiOkResponse({ type: PersonaRulePageView })
  async list(@Query() { state, cursor, limit }: RulesQuery): Promise<PersonaRulePageView> {
    const rules = await this.desk.rules.list(this.dataSource, { state, cursor, limit: limit + 1 });
    const page = toPage(rules, limit, ({ id }) => id);
    return { ...page, items: page.items.map(personaRuleView) };
  }

  @Get(':id')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'One persona rule' })
  @ApiOkResponse({ type: PersonaRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  async show(@Param('id') id: string): Promise<PersonaRuleView> {
    const rule = await this.desk.rules.find(this.dataSource, id);
    if (!rule) throw noRule(id);
    return personaRuleView(rule);
  }

  @Get(':id/versions')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What the rule said in its versions, newest first' })
  @ApiOkResponse({ type: [PersonaRuleView] })
  async versions(@Param('id') id: string): Promise<PersonaRuleView[]> {
    return (await this.desk.rules.versions(this.dataSource, id, VERSIONS_SHOWN)).map(personaRuleView);
  }

  @Post()
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Make a persona rule; a draft, which decides nothing yet' })
  @ApiIdempotencyKey()
  @ApiBody({
    type: PersonaRuleBodyRequest,
    examples: {
      weddings: {
        value: {
          ...{ id: 'hospitality-weddings', name: 'hospitality: weddings', source: 'sales director' },
          when: 'mentions(text, ["wedding venue*", "banquet*"])',
          ...{ agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', weight: 0.9, priority: 10 },
        },
      },
    },
  })
  @ApiCreatedResponse({ type: PersonaRuleView })
  @ApiResponse({ status: 409, description: 'There is a rule of this id already' })
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async create(@Body() body: PersonaRuleBodyRequest, @Req() request: WrittenRequest): Promise<PersonaRuleView> {
    return personaRuleView(await this.desk.create(body.id, draftOf(body), changing(request)));
  }

  @Put(':id')
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Change a persona rule: a new version, a draft',
    description: 'The version that is live goes on deciding until this one goes live.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: PersonaRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  @ApiResponse({ status: 409, description: 'It was changed meanwhile' })
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async change(
    @Param('id') id: string,
    @Body() body: PersonaRuleVersionRequest,
    @Req() request: WrittenRequest,
  ): Promise<PersonaRuleView> {
    const draft = { ...draftOf(body), change: body.change };
    return personaRuleView(await this.desk.change(id, body.expectedVersion, draft, changing(request)));
  }

  @Post(':id/test')
  @HttpCode(200)
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What of the labelled set would be decided otherwise if the newest version went live' })
  @ApiOkResponse({ type: DraftTestView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  test(@Param('id') id: string): Promise<DraftTestView> {
    return this.measurements.test(id) as Promise<DraftTestView>;
  }

  @Post(':id/live')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Let the newest version decide, from the next batch of work on' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: PersonaRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  @ApiResponse({ status: 422, description: 'It is not sound any more: the registry has changed' })
  async goLive(@Param('id') id: string, @Req() request: WrittenRequest): Promise<PersonaRuleView> {
    return personaRuleView(await this.desk.goLive(id, changing(request)));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Let the rule decide nothing any more' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: PersonaRuleView })
  @ApiResponse({ status: 404, description: 'There is no such rule' })
  async retire(@Param('id') id: string, @Req() request: WrittenRequest): Promise<PersonaRuleView> {
    return personaRuleView(await this.desk.retire(id, changing(request)));
  }
}

const draftOf = ({ name, when, source, agentId, personaId, capability, weight, priority }: PersonaRuleText) => ({
  ...{ name, when, source },
  body: { agentId, personaId, capability, weight, priority },
});

/** Rules are kept by people. @throws Problem 403 for an agent */
export function changing(request: WrittenRequest) {
  const { actor } = request.principal!;
  assertPerson(actor);
  return { actor, keyed: keyedRequest(request) };
}
