import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiIdempotencyKey, keyedRequest, RequiresScope, toPage, type WrittenRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { Rosters } from '../../registry/roster.js';
import { gateEvidence } from '../gates/gate-evidence.js';
import { findingsOf } from '../gates/gates.js';
import { findMigration, listMigrations, listMoves } from '../migration-rows.js';
import { readSettings } from '../migration-settings.js';
import { listComparisons } from '../outcomes/shadow-rows.js';
import { found, MigrationDesk, type AskedBy } from './migration-desk.js';
import {
  AdvanceBody,
  ChangeSettingsBody,
  ComparisonsQuery,
  MigrationSettingsBody,
  MigrationsQuery,
  MoveBody,
  PlanMigrationBody,
} from './migration-requests.js';
import {
  ComparisonPageView,
  comparisonView,
  MigrationDetailView,
  migrationDetailView,
  MigrationPageView,
  MigrationView,
  migrationView,
  PlannedView,
} from './migration-view.js';
import { assertExcludedKinds } from './excluded-faults.js';
import { listSettingsChanges } from './settings-change-rows.js';

/** Steps, and changes of settings, that are shown with a migration. */
const MOVES_SHOWN = 50;

const NOT_FOUND = { status: 404, description: 'There is no such migration' };
const NO_AGENTS = { status: 403, description: 'Agents decide on no migration' };

@ApiTags('consolidation')
@Controller('api/orchestration/migrations')
export class MigrationsController {
  constructor(
    private readonly desk: MigrationDesk,
    private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Migrations, oldest first, paged by cursor' })
  @ApiOkResponse({ type: MigrationPageView })
  async list(@Query() { limit, ...filter }: MigrationsQuery): Promise<MigrationPageView> {
    const page = toPage(await listMigrations(this.dataSource, filter, limit + 1), limit, ({ id }) => id);
    return { ...page, items: page.items.map(migrationView) };
  }

  @Get(':id')
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'One migration: its figures, what every gate says now, its steps, changes of its settings',
    description: 'A gate that is unknown has too little evidence, and is not passed.',
  })
  @ApiOkResponse({ type: MigrationDetailView })
  @ApiResponse(NOT_FOUND)
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<MigrationDetailView> {
    const migration = found(id, await findMigration(this.dataSource, id));
    const evidence = await gateEvidence(this.dataSource, migration, await this.rosters.current());
    const findings = findingsOf(migration.state, evidence, readSettings(migration.settings).gates);
    const moves = await listMoves(this.dataSource, id, MOVES_SHOWN);
    const settingsChanges = await listSettingsChanges(this.dataSource, id, MOVES_SHOWN);
    return migrationDetailView(migration, evidence, findings, { moves, settingsChanges });
  }

  @Get(':id/comparisons')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What was compared in shadow, newest first, paged by cursor' })
  @ApiOkResponse({ type: ComparisonPageView })
  @ApiResponse(NOT_FOUND)
  async comparisons(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { limit, ...filter }: ComparisonsQuery,
  ): Promise<ComparisonPageView> {
    found(id, await findMigration(this.dataSource, id));
    const rows = await listComparisons(this.dataSource, { migrationId: id, ...filter }, limit + 1);
    const page = toPage(rows, limit, (row) => row.id);
    return { ...page, items: page.items.map(comparisonView) };
  }

  @Post()
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Plan a migration, or plan one again that was rolled back' })
  @ApiIdempotencyKey()
  @ApiBody({
    type: PlanMigrationBody,
    examples: {
      persona: {
        value: {
          targetAgentId: 'b2b-sales-agent',
          personaId: 'hospitality-sales-agent',
          legacyAgentIds: ['hospitality-sales-agent'],
          reason: 'First of the commercial team',
        },
      },
    },
  })
  @ApiCreatedResponse({ type: MigrationView })
  @ApiResponse(NO_AGENTS)
  @ApiResponse({ status: 409, description: 'It is planned, or under way' })
  @ApiResponse({ status: 422, description: 'An agent or the persona is not in the registry' })
  async plan(@Body() { reason, ...asked }: PlanMigrationBody, @Req() request: WrittenRequest): Promise<MigrationView> {
    return migrationView(await this.desk.plan(asked, reason, askedBy(request)));
  }

  @Post('plan-all')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Plan every migration that the roster asks for and that there is not yet',
    description: 'The body has settings that the new ones begin with; an empty one is for the usual.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: MigrationSettingsBody,
    examples: { usual: { value: {} }, byThemselves: { value: { advanceUpTo: 'active' } } },
  })
  @ApiOkResponse({ type: PlannedView })
  @ApiResponse(NO_AGENTS)
  planAll(@Body() body: MigrationSettingsBody, @Req() request: WrittenRequest): Promise<PlannedView> {
    assertExcludedKinds(body.excluded ?? []);
    return this.desk.planAll(askedBy(request), body);
  }

  @Post(':id/advance')
  @HttpCode(200)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Take the next step, if every gate is passed or overruled' })
  @ApiIdempotencyKey()
  @ApiBody({
    type: AdvanceBody,
    examples: {
      passed: { value: { from: 'shadow' } },
      overruled: { value: { from: 'shadow', overrule: true, reason: 'Too little traffic in this segment' } },
    },
  })
  @ApiOkResponse({ type: MigrationView })
  @ApiResponse(NO_AGENTS)
  @ApiResponse(NOT_FOUND)
  @ApiResponse({ status: 409, description: 'Gates say no, it moved meanwhile, or the state leads nowhere' })
  @ApiResponse({ status: 422, description: 'To overrule needs a reason' })
  async advance(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AdvanceBody,
    @Req() request: WrittenRequest,
  ): Promise<MigrationView> {
    return migrationView(await this.desk.advance(id, body, askedBy(request)));
  }

  @Post(':id/rollback')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Give the work back to the legacy agent',
    description: 'From the next claim of work on. What runs ends with the agent it began with; nothing is lost.',
  })
  @ApiIdempotencyKey()
  @ApiBody({ type: MoveBody, examples: { complaints: { value: { reason: 'Two complaints since noon' } } } })
  @ApiOkResponse({ type: MigrationView })
  @ApiResponse(NO_AGENTS)
  @ApiResponse(NOT_FOUND)
  @ApiResponse({ status: 409, description: 'The legacy agent acts already' })
  async rollBack(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: MoveBody,
    @Req() request: WrittenRequest,
  ): Promise<MigrationView> {
    return migrationView(await this.desk.rollBack(id, reason, askedBy(request)));
  }

  @Put(':id/settings')
  @RequiresScope('orchestration:approve')
  @ApiOperation({
    summary: 'Change gates, thresholds, excluded work, or what it does by itself',
    description: 'What is left out stays. Recorded with who did it, and what it was before.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: ChangeSettingsBody,
    examples: {
      stricter: { value: { gates: { matchShare: 0.99 } } },
      byHand: { value: { isAutomatic: false } },
      byItself: { value: { advanceUpTo: 'active' } },
    },
  })
  @ApiOkResponse({ type: MigrationView })
  @ApiResponse(NO_AGENTS)
  @ApiResponse(NOT_FOUND)
  @ApiResponse({ status: 409, description: 'It is another version than expectedVersion' })
  @ApiResponse({ status: 422, description: 'A rule can’t be read' })
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { expectedVersion, ...body }: ChangeSettingsBody,
    @Req() request: WrittenRequest,
  ): Promise<MigrationView> {
    assertExcludedKinds(body.excluded ?? []);
    return migrationView(await this.desk.change(id, body, askedBy(request), expectedVersion));
  }
}

const askedBy = (request: WrittenRequest): AskedBy => ({
  ...{ actor: request.principal!.actor, keyed: keyedRequest(request) },
});
