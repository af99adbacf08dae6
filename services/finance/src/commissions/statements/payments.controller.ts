import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Problem, RequiresScope, type Page } from '@vividwalls/platform';
import { PaymentPageView, PaymentView } from './payment-view.js';
import { Payments } from './payments.js';
import { PaymentsQuery } from './statement-requests.js';

@ApiTags('finance')
@Controller('api/finance/commissions/payments')
export class CommissionPaymentsController {
  constructor(private readonly payments: Payments) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Payments of statements, those that wait too; newest first, paged by cursor' })
  @ApiOkResponse({ type: PaymentPageView })
  list(@Query() query: PaymentsQuery): Promise<Page<PaymentView>> {
    const { state, statementId, cursor, limit } = query;
    return this.payments.list({ state, statementId, cursor, limit });
  }

  @Get(':id')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One payment, and what became of its question in governance' })
  @ApiOkResponse({ type: PaymentView })
  @ApiResponse({ status: 404, description: 'There is no such payment' })
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<PaymentView> {
    const payment = await this.payments.find(id);
    if (!payment) throw new Problem(404, 'No such payment', `There is no payment ${id}.`);
    return payment;
  }
}
