import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ACT_NAMES, actOf, faultsOfFacts } from '@vividwalls/contracts';
import {
  ApiIdempotencyKey,
  keyedRequest,
  Problem,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { PolicyDesk, type Changing } from './policy-desk.js';
import { noPolicy } from './policy-faults.js';
import {
  PoliciesQuery,
  PolicyBody,
  PolicyDryRunBody,
  PolicyTestBody,
  PolicyVersionBody,
  type PolicyTextBody,
} from './policy-requests.js';
import { findPolicy, listPolicies, policyVersions } from './policy-rows.js';
import { PolicyTrials } from './policy-trials.js';
import {
  ActView,
  PolicyDryRunView,
  PolicyPageView,
  PolicyTestView,
  policyTestView,
  PolicyView,
  policyView,
} from './policy-views.js';

const VERSIONS_SHOWN = 100;
const NOT_FOUND = { status: 404, description: 'There is no such policy' };
const NOT_SOUND = {
  status: 422,
  description: 'The condition can’t be read, or asks for what its act does not tell; each fault with its place',
};
const NO_PERSON = { status: 403, description: 'Policies go live and retire by people' };

const EXAMPLE = {
  ...{ id: 'discount-beyond-25', act: 'discount.grant', name: 'More than 25 % is the owner’s decision' },
  ...{ when: 'percent > 25', approvers: ['user:owner'], source: 'the owner, 2026-11' },
};

@ApiTags('governance')
@Controller('api/governance')
export class PoliciesController {
  constructor(
    private readonly desk: PolicyDesk,
    private readonly trials: PolicyTrials,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get('acts')
  @RequiresScope('governance:read')
  @ApiOperation({ summary: 'Acts that a person may have to allow, with the facts that policies can read' })
  @ApiOkResponse({ type: [ActView] })
  acts(): ActView[] {
    return ACT_NAMES.map((name) => {
      const { facts, ...act } = actOf(name);
      return { name, ...act, facts: Object.entries(facts).map(([fact, of]) => ({ name: fact, ...of })) };
    });
  }

  @Get('policies')
  @RequiresScope('governance:read')
  @ApiOperation({ summary: 'Policies in the order of their ids, paged by cursor' })
  @ApiOkResponse({ type: PolicyPageView })
  async list(@Query() { state, act, cursor, limit }: PoliciesQuery): Promise<PolicyPageView> {
    const found = await listPolicies(this.dataSource, { state, act, cursor, limit: limit + 1 });
    const page = toPage(found, limit, ({ id }) => id);
    return { ...page, items: page.items.map(policyView) };
  }

  @Get('policies/:id')
  @RequiresScope('governance:read')
  @ApiOperation({ summary: 'The newest version of a policy' })
  @ApiOkResponse({ type: PolicyView })
  @ApiResponse(NOT_FOUND)
  async show(@Param('id') id: string): Promise<PolicyView> {
    const policy = await findPolicy(this.dataSource, id);
    if (!policy) throw noPolicy(id);
    return policyView(policy);
  }

  @Get('policies/:id/versions')
  @RequiresScope('governance:read')
  @ApiOperation({ summary: 'What the policy said in its versions, newest first' })
  @ApiOkResponse({ type: [PolicyView] })
  @ApiResponse(NOT_FOUND)
  async versions(@Param('id') id: string): Promise<PolicyView[]> {
    const versions = await policyVersions(this.dataSource, id, VERSIONS_SHOWN);
    if (versions.length === 0) throw noPolicy(id);
    return versions.map(policyView);
  }

  @Post('policies')
  @RequiresScope('governance:write')
  @ApiOperation({ summary: 'Make a policy; a draft, which decides nothing yet' })
  @ApiIdempotencyKey()
  @ApiBody({ type: PolicyBody, examples: { discount: { summary: 'A limit for discounts', value: EXAMPLE } } })
  @ApiCreatedResponse({ type: PolicyView })
  @ApiResponse({ status: 409, description: 'There is a policy of this id already' })
  @ApiResponse(NOT_SOUND)
  async create(@Body() body: PolicyBody, @Req() request: WrittenRequest): Promise<PolicyView> {
    return policyView(await this.desk.create(body.id, body.act, textOf(body), changing(request)));
  }

  @Put('policies/:id')
  @RequiresScope('governance:write')
  @ApiOperation({
    summary: 'Change a policy: a new version, a draft',
    description: 'The version that is live goes on deciding until this one goes live.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: PolicyView })
  @ApiResponse(NOT_FOUND)
  @ApiResponse({ status: 409, description: 'It was changed meanwhile' })
  @ApiResponse(NOT_SOUND)
  async change(
    @Param('id') id: string,
    @Body() body: PolicyVersionBody,
    @Req() request: WrittenRequest,
  ): Promise<PolicyView> {
    const { expectedVersion, change } = body;
    return policyView(await this.desk.change(id, expectedVersion, textOf(body), change, changing(request)));
  }

  @Post('policies/:id/live')
  @HttpCode(200)
  @RequiresScope('governance:approve')
  @ApiOperation({ summary: 'Let the newest version decide, from the next question on' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: PolicyView })
  @ApiResponse(NO_PERSON)
  @ApiResponse(NOT_FOUND)
  @ApiResponse({ status: 409, description: 'Too many policies of its act are live' })
  async goLive(@Param('id') id: string, @Req() request: WrittenRequest): Promise<PolicyView> {
    return policyView(await this.desk.goLive(id, changing(request)));
  }

  @Post('policies/:id/retire')
  @HttpCode(200)
  @RequiresScope('governance:approve')
  @ApiOperation({
    summary: 'Let the policy decide nothing any more',
    description: 'An act of which no policy is live is asked of a person.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: PolicyView })
  @ApiResponse(NO_PERSON)
  @ApiResponse(NOT_FOUND)
  async retire(@Param('id') id: string, @Req() request: WrittenRequest): Promise<PolicyView> {
    return policyView(await this.desk.retire(id, changing(request)));
  }

  @Post('policies/:id/dry-run')
  @HttpCode(200)
  @RequiresScope('governance:read')
  @ApiOperation({
    summary: 'What the newest version would change about acts that were asked about before',
    description: 'Nothing is asked and nothing changes.',
  })
  @ApiOkResponse({ type: PolicyDryRunView })
  @ApiResponse(NOT_FOUND)
  async dryRun(@Param('id') id: string, @Body() { acts }: PolicyDryRunBody): Promise<PolicyDryRunView> {
    const run = await this.trials.dryRun(id, acts);
    return { ...run, samples: [...run.samples] };
  }

  @Post('policies/test')
  @HttpCode(200)
  @RequiresScope('governance:read')
  @ApiOperation({ summary: 'What would be answered to an act, and why; nothing is asked' })
  @ApiOkResponse({ type: PolicyTestView })
  @ApiResponse({ status: 404, description: 'There is no such draft' })
  @ApiResponse({ status: 422, description: 'Facts that the act does not have, or that are no such thing' })
  async test(@Body() body: PolicyTestBody, @Req() request: AuthenticatedRequest): Promise<PolicyTestView> {
    const { act, facts, subject, asker = request.principal!.actor, withDraftOf } = body;
    refuseFacts(faultsOfFacts(act, facts));
    const { ruling, explained } = await this.trials.test({ act, facts, subject, asker, withDraftOf });
    return policyTestView(ruling, explained);
  }
}

/** @throws Problem 422 with every fault, unless there are none */
export function refuseFacts(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const errors = faults.map((fault) => {
    const [pointer = '', ...message] = fault.split(' ');
    return { pointer, message: message.join(' ') };
  });
  throw new Problem(422, 'Not acceptable', faults.join('; ').slice(0, 1_000), { errors });
}

const textOf = (body: PolicyTextBody) => {
  const { name, when, effect, approvers, votes, expiresInS, useWithinS, source } = body;
  return { name, when, effect, approvers, votes, expiresInS, useWithinS, source };
};

const changing = (request: WrittenRequest): Changing => ({
  actor: request.principal!.actor,
  keyed: keyedRequest(request),
});
