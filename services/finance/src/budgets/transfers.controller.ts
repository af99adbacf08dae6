import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
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
  keyedRequest,
  Problem,
  RequiresScope,
  toPage,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { findAsked } from '../approvals/approval-rows.js';
import { approvalKey } from '../approvals/asked-approval.js';
import { TransferBody, TransfersQuery } from './budget-requests.js';
import { BudgetTransfers } from './budget-transfers.js';
import { findTransfer, listTransfers, type Transfer } from './transfer-rows.js';
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
    description:
      'It is asked in governance (budget.transfer) and waits there for a person: vw approvals, /api/governance/approvals. ' +
      'Until then nothing moves.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ type: TransferView })
  @ApiResponse({ status: 422, description: 'No such budget, not the same unit, or not so much left' })
  async ask(@Body() body: TransferBody, @Req() request: WrittenRequest): Promise<TransferView> {
    const { fromBudgetId, toBudgetId, amountMinor, reason } = body;
    const requestedBy = request.principal!.actor;
    const wanted = { fromId: fromBudgetId, toId: toBudgetId, amountMinor: BigInt(amountMinor), reason, requestedBy };
    const [view] = await this.shown(await this.transfers.request(wanted, keyedRequest(request)));
    return view!;
  }

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Transfers, newest first, paged by cursor' })
  @ApiOkResponse({ type: TransferPageView })
  async list(@Query() { state, cursor, limit }: TransfersQuery): Promise<TransferPageView> {
    const page = toPage(await listTransfers(this.dataSource, { state, cursor }, limit + 1), limit, ({ id }) => id);
    return { ...page, items: await this.shown(...page.items) };
  }

  @Get(':id')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One transfer' })
  @ApiOkResponse({ type: TransferView })
  @ApiNotFoundResponse({ description: 'There is no such transfer' })
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<TransferView> {
    const transfer = await findTransfer(this.dataSource, id);
    if (!transfer) throw new Problem(404, 'No such transfer', `There is no transfer ${id}.`);
    const [view] = await this.shown(transfer);
    return view!;
  }

  private async shown(...transfers: readonly Transfer[]): Promise<TransferView[]> {
    const keyOf = ({ id }: Transfer) => approvalKey('transfer', id);
    const asked = await findAsked(this.dataSource, transfers.map(keyOf));
    return transfers.map((one) => transferView(one, asked.get(keyOf(one))));
  }
}
