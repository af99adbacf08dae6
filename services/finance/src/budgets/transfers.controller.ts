import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  asProblem,
  keyedRequest,
  Problem,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { approvalProblem } from './approvals/approval-problem.js';
import { ReasonBody, TransferBody, TransfersQuery } from './budget-requests.js';
import { BudgetTransfers } from './budget-transfers.js';
import { findTransfer, listTransfers } from './transfer-rows.js';
import { TransferPageView, TransferView, transferView } from './transfer-view.js';

@ApiTags('finance')
@Controller('api/finance/budgets/transfers')
export class TransfersController {
  constructor(
    private readonly transfers: BudgetTransfers,
    private readonly dataSource: DataSource,
  ) {}

  @Post()
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Ask for money to be moved from one budget to another',
    description: 'It waits for a second person; until then nothing moves.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ type: TransferView })
  @ApiResponse({ status: 422, description: 'No such budget, not the same unit, or not so much left' })
  async ask(@Body() body: TransferBody, @Req() request: WrittenRequest): Promise<TransferView> {
    const { fromBudgetId, toBudgetId, amountMinor, reason } = body;
    const requestedBy = request.principal!.actor;
    const wanted = { fromId: fromBudgetId, toId: toBudgetId, amountMinor: BigInt(amountMinor), reason, requestedBy };
    return transferView(await this.transfers.request(wanted, keyedRequest(request)));
  }

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Transfers, newest first, paged by cursor' })
  @ApiOkResponse({ type: TransferPageView })
  async list(@Query() { state, cursor, limit }: TransfersQuery): Promise<TransferPageView> {
    const page = toPage(await listTransfers(this.dataSource, { state, cursor }, limit + 1), limit, ({ id }) => id);
    return { ...page, items: page.items.map(transferView) };
  }

  @Get(':id')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One transfer' })
  @ApiOkResponse({ type: TransferView })
  @ApiNotFoundResponse({ description: 'There is no such transfer' })
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<TransferView> {
    const transfer = await findTransfer(this.dataSource, id);
    if (!transfer) throw new Problem(404, 'No such transfer', `There is no transfer ${id}.`);
    return transferView(transfer);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @RequiresScope('finance:approve')
  @ApiOperation({ summary: 'Move the money, as a second person' })
  @ApiOkResponse({ type: TransferView })
  @ApiNotFoundResponse({ description: 'There is no such transfer' })
  @ApiResponse({ status: 403, description: 'Who asked for it cannot approve it; agents cannot either' })
  @ApiResponse({ status: 409, description: 'Decided already, or there is not so much left any more; nothing moves' })
  async approve(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<TransferView> {
    const decision = { id, by: request.principal!.actor, reason };
    return transferView(await asProblem(this.transfers.approve(decision), approvalProblem));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @RequiresScope('finance:approve')
  @ApiOperation({ summary: 'Leave the money where it is, as a second person' })
  @ApiOkResponse({ type: TransferView })
  @ApiNotFoundResponse({ description: 'There is no such transfer' })
  @ApiResponse({ status: 403, description: 'Who asked for it cannot decide on it; agents cannot either' })
  @ApiResponse({ status: 409, description: 'Decided already' })
  async reject(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<TransferView> {
    const decision = { id, by: request.principal!.actor, reason };
    return transferView(await asProblem(this.transfers.reject(decision), approvalProblem));
  }
}
