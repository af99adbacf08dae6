import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  keyedRequest,
  RequiresScope,
  type AuthenticatedRequest,
  type Page,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { askedBeneficiary } from './asked-beneficiary.js';
import { found, PlanDesk } from './plan-desk.js';
import { EndBody, PlanBody, PlansQuery, VersionBody } from './plan-requests.js';
import { findPlans } from './plan-store.js';
import { PlanPageView, PlanView, planView } from './plan-view.js';
import { listPlans } from './plans.queries.js';

const NOT_SOUND =
  'Overlapping tiers or a gap between them, a rate below 0 or above 100 %, shares that do not sum to 100 %, a floor above the ' +
  'cap, an unknown currency, an end before the beginning, a plan of the same beneficiary and name at the same time; every ' +
  'fault is listed under errors, and nothing is made';

@ApiTags('finance')
@Controller('api/finance/commissions/plans')
export class CommissionPlansController {
  constructor(
    private readonly desk: PlanDesk,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Commission plans with all their versions; newest first, paged by cursor' })
  @ApiOkResponse({ type: PlanPageView })
  async list(@Query() { beneficiary, cursor, limit }: PlansQuery): Promise<Page<PlanView>> {
    const page = await listPlans(this.dataSource, { beneficiary: askedBeneficiary(beneficiary), cursor, limit });
    return { ...page, items: page.items.map(planView) };
  }

  @Get(':id')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One commission plan' })
  @ApiOkResponse({ type: PlanView })
  @ApiResponse({ status: 404, description: 'There is no such plan' })
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<PlanView> {
    return planView(found(id, await findPlans(this.dataSource, [id])));
  }

  @Post()
  @RequiresScope('finance:approve')
  @ApiOperation({
    summary: 'Make a commission plan',
    description:
      'Orders that were placed since validFrom, and credited already, are caught up with within a minute. Ask the preview first ' +
      'what it would have cost.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: PlanBody,
    examples: {
      plain: {
        summary: '10 % for an agent',
        value: { beneficiary: { kind: 'agent', id: 'sales-director' }, name: 'Standard', validFrom: '2026-11-01' },
      },
      partner: {
        summary: 'Tiers for a designer, who shares with an affiliate',
        value: {
          beneficiary: { kind: 'partner', id: 'ada-lindqvist' },
          name: 'Spring drop',
          currency: 'USD',
          validFrom: '2026-11-01',
          validTo: '2027-04-30',
          tiers: {
            mode: 'marginal',
            steps: [
              { fromMinor: '0', toMinor: '1000000', ratePpm: 80_000 },
              { fromMinor: '1000000', ratePpm: 120_000 },
            ],
          },
          split: [
            { kind: 'partner', id: 'ada-lindqvist', sharePpm: 700_000 },
            { kind: 'partner', id: 'wall-weekly', sharePpm: 300_000 },
          ],
          capMinor: '500000',
          floorMinor: '10000',
          holdDays: 30,
          match: { campaigns: ['spring-drop'] },
        },
      },
    },
  })
  @ApiCreatedResponse({ type: PlanView })
  @ApiResponse({ status: 422, description: NOT_SOUND })
  async create(@Body() body: PlanBody, @Req() request: WrittenRequest): Promise<PlanView> {
    return planView(await this.desk.create(body, request.principal!.actor, keyedRequest(request)));
  }

  @Post(':id/versions')
  @RequiresScope('finance:approve')
  @ApiOperation({
    summary: 'Change a plan from a period on',
    description: 'What is left out stays as it was. Orders that are accrued keep the version they were accrued under.',
  })
  @ApiIdempotencyKey()
  @ApiBody({ type: VersionBody, examples: { rate: { value: { validFrom: '2026-12-01', ratePpm: 120_000 } } } })
  @ApiCreatedResponse({ type: PlanView })
  @ApiResponse({ status: 404, description: 'There is no such plan' })
  @ApiResponse({ status: 422, description: 'The terms are not sound, or the period counts already' })
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: VersionBody,
    @Req() request: WrittenRequest,
  ): Promise<PlanView> {
    return planView(await this.desk.change(id, body, request.principal!.actor, keyedRequest(request)));
  }

  @Post(':id/end')
  @HttpCode(200)
  @RequiresScope('finance:approve')
  @ApiOperation({ summary: 'End a plan: orders placed after a day bring nothing; what was accrued stays' })
  @ApiBody({ type: EndBody, examples: { end: { value: { on: '2026-12-31' } } } })
  @ApiOkResponse({ type: PlanView })
  @ApiResponse({ status: 404, description: 'There is no such plan' })
  @ApiResponse({ status: 422, description: 'The day is before the plan begins, or after it has ended' })
  async end(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { on }: EndBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<PlanView> {
    return planView(await this.desk.end(id, on, request.principal!.actor));
  }
}
