import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RequiresScope, toPage, type AuthenticatedRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { isDay } from './budget-period.js';
import { unprocessable } from './budget-problems.js';
import { DailyAllocateBody, DailyBudgetsQuery } from './budget-requests.js';
import { DailyBudgetPageView, DailyBudgetView, dailyBudgetView } from './budget-views.js';
import { listDailyBudgets } from './daily-budgets.js';
import { DailyDesk } from './daily-desk.js';

@ApiTags('finance')
@Controller('api/finance/budgets/daily')
export class DailyBudgetsController {
  constructor(
    private readonly desk: DailyDesk,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Budgets of so much for each day; newest first, paged by cursor' })
  @ApiOkResponse({ type: DailyBudgetPageView })
  async list(@Query() { cursor, limit }: DailyBudgetsQuery): Promise<DailyBudgetPageView> {
    const page = toPage(await listDailyBudgets(this.dataSource, cursor, limit + 1), limit, ({ id }) => id);
    return { ...page, items: page.items.map(dailyBudgetView) };
  }

  @Post(':id/allocate')
  @HttpCode(200)
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Set what each day gets, and perhaps the last day',
    description: 'For days that nobody has asked of yet; a day that has begun is a budget of its own. Agents may not.',
  })
  @ApiOkResponse({ type: DailyBudgetView })
  @ApiNotFoundResponse({ description: 'There is no such daily budget' })
  @ApiResponse({ status: 422, description: 'Negative, or it would end before it begins' })
  async allocate(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { allocatedMinor, periodEnd }: DailyAllocateBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<DailyBudgetView> {
    if (periodEnd !== undefined && !isDay(periodEnd))
      throw unprocessable('There is no such day.', { pointer: '/periodEnd', message: 'is no day of the calendar' });
    const { actor } = request.principal!;
    const change = { id, allocatedMinor: BigInt(allocatedMinor), validUntil: periodEnd, actor };
    return dailyBudgetView(await this.desk.change(change));
  }
}
