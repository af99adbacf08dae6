import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  keyedRequest,
  Problem,
  RequiresScope,
  toPage,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { assertPerson } from '../assert-person.js';
import { noAgent } from '../registry-problems.js';
import { Rosters } from '../roster.js';
import { AgentDesk, type Changing } from './agent-desk.js';
import { AGENT_EXAMPLES } from './agent-examples.js';
import { AgentCapabilityBody } from './agent-parts.js';
import { AgentBody, AgentsQuery, StatusBody, VersionsQuery } from './agent-requests.js';
import { listAgentVersions } from './agent-versions.js';
import { AgentPageView, AgentVersionPageView, AgentView, agentView } from './agent-view.js';
import { chooseAgents } from './choose-agents.js';

const NOT_SOUND =
  'A circle, a second root, a manager, department or capability that there is not, a persona without a name or for what the ' +
  'agent cannot do, a status it cannot get; every fault is listed under errors with its pointer, and nothing is changed';

/** An agent's id: its name in lower case with hyphens. */
const AGENT_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_ID = 64;

@ApiTags('orchestration')
@Controller('api/orchestration/agents')
export class AgentsController {
  constructor(
    private readonly desk: AgentDesk,
    private readonly rosters: Rosters,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Agents of both rosters, in the order of their ids, paged by cursor' })
  @ApiOkResponse({ type: AgentPageView })
  async list(@Query() query: AgentsQuery): Promise<AgentPageView> {
    const chosen = chooseAgents(await this.rosters.current(), query);
    const page = toPage(chosen.slice(0, query.limit + 1), query.limit, ({ id }) => id);
    return { ...page, items: page.items.map(agentView) };
  }

  @Get(':id')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'One agent, with its personas and capabilities' })
  @ApiOkResponse({ type: AgentView })
  @ApiNotFoundResponse({ description: 'There is no such agent' })
  async show(@Param('id') id: string): Promise<AgentView> {
    const agent = (await this.rosters.current()).agents.get(id);
    if (!agent) throw noAgent(id);
    return agentView(agent);
  }

  @Get(':id/versions')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What an agent was, who changed it and how; newest first, paged by cursor' })
  @ApiOkResponse({ type: AgentVersionPageView })
  @ApiNotFoundResponse({ description: 'There is no such agent' })
  async versions(@Param('id') id: string, @Query() { cursor, limit }: VersionsQuery): Promise<AgentVersionPageView> {
    const below = cursor === undefined ? null : Number(cursor);
    const rows = await listAgentVersions(this.dataSource, id, below, limit + 1);
    if (rows.length === 0 && below === null) throw noAgent(id);
    const page = toPage(rows, limit, ({ version }) => String(version));
    const items = page.items.map((row) => ({
      ...row,
      recordedAt: row.recordedAt.toISOString(),
      agent: agentView(row.agent),
    }));
    return { ...page, items };
  }

  @Put(':id')
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Make an agent, or change it',
    description:
      'expectedVersion is the version that was read; a new agent has none. What is left out stays as it was, or gets its ' +
      'default. It takes effect with the next piece of work.',
  })
  @ApiIdempotencyKey()
  @ApiBody({ type: AgentBody, examples: AGENT_EXAMPLES })
  @ApiOkResponse({ type: AgentView })
  @ApiResponse({ status: 409, description: 'It was changed meanwhile' })
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async put(@Param('id') id: string, @Body() body: AgentBody, @Req() request: WrittenRequest): Promise<AgentView> {
    if (!AGENT_ID.test(id) || id.length > LONGEST_ID)
      throw new Problem(400, 'Bad id', `An agent's id is lower case with hyphens, ${LONGEST_ID} characters at most.`);
    return agentView(await this.desk.put(id, body, changing(request)));
  }

  @Patch(':id')
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Activate, pause or retire an agent', description: 'Retired is for good.' })
  @ApiIdempotencyKey()
  @ApiBody({ type: StatusBody, examples: { pause: { value: { status: 'paused', reason: 'The partner is closed' } } } })
  @ApiOkResponse({ type: AgentView })
  @ApiNotFoundResponse({ description: 'There is no such agent' })
  @ApiResponse({ status: 422, description: 'It cannot become that, or others report to it' })
  async setStatus(
    @Param('id') id: string,
    @Body() { status, reason }: StatusBody,
    @Req() request: WrittenRequest,
  ): Promise<AgentView> {
    return agentView(await this.desk.setStatus(id, status, reason, changing(request)));
  }

  @Post(':id/capabilities')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Give an agent a capability, or change how it has it',
    description: 'It is routed to with the next piece of work; nothing is started anew.',
  })
  @ApiIdempotencyKey()
  @ApiBody({ type: AgentCapabilityBody, examples: { add: { value: { name: 'copy.edit', expertise: 0.8 } } } })
  @ApiOkResponse({ type: AgentView })
  @ApiNotFoundResponse({ description: 'There is no such agent' })
  @ApiResponse({ status: 422, description: 'There is no such capability' })
  async addCapability(
    @Param('id') id: string,
    @Body() body: AgentCapabilityBody,
    @Req() request: WrittenRequest,
  ): Promise<AgentView> {
    return agentView(await this.desk.addCapability(id, plain(body), changing(request)));
  }

  @Delete(':id/capabilities/:name')
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Take a capability from an agent; one that it has not is no fault' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: AgentView })
  @ApiNotFoundResponse({ description: 'There is no such agent' })
  @ApiResponse({ status: 422, description: 'A persona is for nothing else' })
  async removeCapability(
    @Param('id') id: string,
    @Param('name') name: string,
    @Req() request: WrittenRequest,
  ): Promise<AgentView> {
    return agentView(await this.desk.removeCapability(id, name, changing(request)));
  }
}

/** @throws Problem 403 for an agent, 400 for a key that is none */
function changing(request: WrittenRequest): Changing {
  const { actor } = request.principal!;
  assertPerson(actor);
  return { actor, keyed: keyedRequest(request) };
}

/** As it is kept: without the classes it was read into, and without what was left out. */
const plain = (body: AgentCapabilityBody): AgentCapabilityBody => JSON.parse(JSON.stringify(body));
