import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RaceLost, TooManyWaiting } from '@vividwalls/persistence';
import { asProblem, Clock, Problem, RequiresScope, toPage, type AuthenticatedRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { findAsked } from '../../approvals/approval-rows.js';
import { approvalKey } from '../../approvals/asked-approval.js';
import { assertNotInFuture } from '../../requests/refused.js';
import { unprocessable } from '../budget-problems.js';
import { requestOf } from './request-of.js';
import { SettleDesk } from './settle-desk.js';
import type { SettleRefusal } from './settle-spend.js';
import { SpendDesk } from './spend-desk.js';
import { AuthorizeBody, CommitBody, ReleaseBody, SpendsQuery } from './spend-requests.js';
import { findSpends, listSpends } from './spend-rows.js';
import { SpendDecisionView, SpendPageView, SpendView, spendView } from './spend-view.js';
import type { Spend } from './spend.js';

const RETRY_AFTER_S = '1';

@ApiTags('finance')
@Controller('api/finance/spend')
export class SpendController {
  constructor(
    private readonly desk: SpendDesk,
    private readonly settling: SettleDesk,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Post('authorize')
  @HttpCode(200)
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Ask whether something may be spent, and hold the money if so',
    description:
      'Every budget that holds for it must have room: its agent’s, its category’s, its department’s. The same key gets the ' +
      'same decision. Only "authorised" is leave to spend. Beyond a soft limit it is asked in governance (budget.overspend) and ' +
      'waits there for people; ask again with the same key.',
  })
  @ApiOkResponse({ type: SpendDecisionView, description: 'Decided; perhaps with a no' })
  @ApiResponse({ status: 409, description: 'The key was asked for something else before' })
  @ApiResponse({ status: 422, description: 'Unknown currency, no amount …; nothing is decided' })
  @ApiResponse({
    status: 503,
    description: 'It could not be decided: nothing may be spent, ask again with the same key',
  })
  async authorize(@Body() body: AuthorizeBody, @Req() request: AuthenticatedRequest): Promise<SpendDecisionView> {
    const negative = (['amountMinor', 'allowanceMinor'] as const).filter((name) => body[name]?.startsWith('-'));
    if (negative.length > 0)
      throw notSo(negative.map((name) => ({ pointer: `/${name}`, message: 'must not be negative' })));
    const result = requestOf({ ...body, actor: request.principal!.actor });
    if ('faults' in result) throw notSo(result.faults);
    const answer = await asProblem(this.desk.authorise(result.request), tooBusy);
    if ('conflict' in answer) throw new Problem(409, 'Key in use', `${capital(answer.conflict)}.`);
    return answer.decision;
  }

  @Post('commit')
  @HttpCode(200)
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Say what an authorised spend really cost',
    description: 'It is booked as an expense that is owed. More than authorised, only within the allowance asked for.',
  })
  @ApiOkResponse({ type: SpendView })
  @ApiNotFoundResponse({ description: 'There is no such spend' })
  @ApiResponse({
    status: 409,
    description: 'It holds nothing: refused, released, expired, or committed with another amount',
  })
  @ApiResponse({ status: 422, description: 'More than authorised and allowed for, another currency, or in the future' })
  async commit(@Body() body: CommitBody, @Req() request: AuthenticatedRequest): Promise<SpendView> {
    const { key, currency, occurredAt } = body;
    const actualMinor = BigInt(body.actualMinor);
    if (actualMinor < 0n) throw notSo([{ pointer: '/actualMinor', message: 'must not be negative' }]);
    if (occurredAt !== undefined) assertNotInFuture('/occurredAt', occurredAt, this.clock.now());
    const { actor } = request.principal!;
    const when = occurredAt === undefined ? undefined : new Date(occurredAt);
    const order = { kind: 'commit' as const, key, actor, actualMinor, unit: currency, occurredAt: when };
    return this.shown(await asProblem(this.settling.settle(order), tooBusy));
  }

  @Post('release')
  @HttpCode(200)
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Say that a spend will not be made: the money is free again, a question about it is withdrawn',
  })
  @ApiOkResponse({ type: SpendView })
  @ApiNotFoundResponse({ description: 'There is no such spend' })
  @ApiResponse({ status: 409, description: 'There is nothing to release' })
  async release(@Body() { key }: ReleaseBody, @Req() request: AuthenticatedRequest): Promise<SpendView> {
    const order = { kind: 'release' as const, key, actor: request.principal!.actor };
    return this.shown(await asProblem(this.settling.settle(order), tooBusy));
  }

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Spends and what became of them, newest first, paged by cursor' })
  @ApiOkResponse({ type: SpendPageView })
  async list(@Query() { state, cursor, limit }: SpendsQuery): Promise<SpendPageView> {
    const page = toPage(await listSpends(this.dataSource, { state, cursor }, limit + 1), limit, ({ id }) => id);
    return { ...page, items: await this.views(page.items) };
  }

  @Get(':key')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One spend' })
  @ApiOkResponse({ type: SpendView })
  @ApiNotFoundResponse({ description: 'There is no such spend' })
  async show(@Param('key') key: string): Promise<SpendView> {
    const spend = (await findSpends(this.dataSource, [key])).get(key);
    if (!spend) throw new Problem(404, 'No such spend', `There is no spend ${key.slice(0, SHOWN_KEY_CHARACTERS)}.`);
    return (await this.views([spend]))[0]!;
  }

  private async shown(result: { readonly spend: Spend } | SettleRefusal): Promise<SpendView> {
    if ('status' in result) {
      const { status, detail, faults } = result;
      if (faults) throw unprocessable(detail, ...faults);
      throw new Problem(status, status === 404 ? 'No such spend' : 'Not possible', detail);
    }
    return (await this.views([result.spend]))[0]!;
  }

  private async views(spends: readonly Spend[]): Promise<SpendView[]> {
    const keyOf = ({ id }: Spend) => approvalKey('spend', id);
    const asked = await findAsked(this.dataSource, spends.map(keyOf));
    return spends.map((one) => spendView(one, asked.get(keyOf(one))));
  }
}

/** Longest part of a foreign key repeated in an answer. */
const SHOWN_KEY_CHARACTERS = 80;

const notSo = (faults: Parameters<typeof unprocessable>[1][]) => unprocessable('It cannot be asked so.', ...faults);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function tooBusy(error: unknown): Problem | undefined {
  if (!(error instanceof TooManyWaiting || error instanceof RaceLost)) return undefined;
  return new Problem(503, 'Too busy', `${error.message}.`, {}, { 'retry-after': RETRY_AFTER_S });
}
