import { Body, Controller, Get, Param, Put, Query, Req } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  keyedRequest,
  Problem,
  RequiresScope,
  toPage,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { VersionsQuery } from '../agents/agent-requests.js';
import { assertPerson } from '../assert-person.js';
import type { Capability } from '../capability.js';
import { noCapability } from '../registry-problems.js';
import { Rosters, type Roster } from '../roster.js';
import { CapabilityDesk } from './capability-desk.js';
import { CapabilitiesQuery, CapabilityBody } from './capability-requests.js';
import { listCapabilityVersions } from './capability-versions.js';
import { CapabilityPageView, CapabilityVersionPageView, CapabilityView } from './capability-view.js';

const CAPABILITY_NAME = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const LONGEST_NAME = 64;

@ApiTags('orchestration')
@Controller('api/orchestration/capabilities')
export class CapabilitiesController {
  constructor(
    private readonly desk: CapabilityDesk,
    private readonly rosters: Rosters,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What can be done, in the order of names, paged by cursor' })
  @ApiOkResponse({ type: CapabilityPageView })
  async list(@Query() { effects, cursor = '', limit }: CapabilitiesQuery): Promise<CapabilityPageView> {
    const roster = await this.rosters.current();
    const chosen = [...roster.capabilities.values()].filter(
      (one) => one.name > cursor && (effects === undefined || one.effects === effects),
    );
    const page = toPage(chosen.slice(0, limit + 1), limit, ({ name }) => name);
    return { ...page, items: page.items.map((one) => capabilityView(one, roster)) };
  }

  @Get(':name')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'One capability, with the schemas of what goes in and comes out' })
  @ApiOkResponse({ type: CapabilityView })
  @ApiNotFoundResponse({ description: 'There is no such capability' })
  async show(@Param('name') name: string): Promise<CapabilityView> {
    const roster = await this.rosters.current();
    const capability = roster.capabilities.get(name);
    if (!capability) throw noCapability(name);
    return capabilityView(capability, roster);
  }

  @Get(':name/versions')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What a capability was, who changed it and how; newest first, paged by cursor' })
  @ApiOkResponse({ type: CapabilityVersionPageView })
  @ApiNotFoundResponse({ description: 'There is no such capability' })
  async versions(
    @Param('name') name: string,
    @Query() { cursor, limit }: VersionsQuery,
  ): Promise<CapabilityVersionPageView> {
    const below = cursor === undefined ? null : Number(cursor);
    const rows = await listCapabilityVersions(this.dataSource, name, below, limit + 1);
    if (rows.length === 0 && below === null) throw noCapability(name);
    const page = toPage(rows, limit, ({ version }) => String(version));
    return { ...page, items: page.items.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })) };
  }

  @Put(':name')
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Make a capability, or change all of it' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: CapabilityView })
  @ApiResponse({ status: 409, description: 'It was changed meanwhile' })
  @ApiResponse({
    status: 422,
    description: 'A schema is none, or the rule cannot be read; each fault with its pointer',
  })
  async put(
    @Param('name') name: string,
    @Body() body: CapabilityBody,
    @Req() request: WrittenRequest,
  ): Promise<CapabilityView> {
    const { actor } = request.principal!;
    assertPerson(actor);
    if (!CAPABILITY_NAME.test(name) || name.length > LONGEST_NAME)
      throw new Problem(
        400,
        'Bad name',
        'A capability is called by words in lower case with dots and hyphens: order.triage.',
      );
    const capability = await this.desk.put(name, body, { actor, keyed: keyedRequest(request) });
    return capabilityView(capability, await this.rosters.current());
  }
}

function capabilityView(capability: Capability, { targetAgentsByCapability }: Roster): CapabilityView {
  return { ...capability, targetAgents: targetAgentsByCapability.get(capability.name) ?? [] } as CapabilityView;
}
