import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  Clock,
  keyedRequest,
  RequiresScope,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { ShopCalendar } from '../time/shop-calendar.js';
import { BudgetDesk, type PeriodDraft } from './budget-desk.js';
import { budgetDraft } from './budget-draft.js';
import { isDay } from './budget-period.js';
import { noBudget, unprocessable } from './budget-problems.js';
import { findBudget, findBudgets, findBudgetTotals, findMovements } from './budget-queries.js';
import { AllocateBody, BudgetBody, BudgetsQuery, HistoryQuery } from './budget-requests.js';
import {
  BudgetPageView,
  BudgetView,
  budgetView,
  DailyBudgetView,
  dailyBudgetView,
  MovementPageView,
  totalsView,
} from './budget-views.js';
import { DailyDesk } from './daily-desk.js';

@ApiTags('finance')
@Controller('api/finance/budgets')
@ApiExtraModels(BudgetView, DailyBudgetView)
export class BudgetsController {
  constructor(
    private readonly desk: BudgetDesk,
    private readonly dailies: DailyDesk,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Post()
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Make a budget',
    description:
      'For a department, one category of it or one agent, in a currency or in tokens; for a period, or so much for each day ' +
      '(per: day). Agents may not.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({
    schema: { oneOf: [{ $ref: getSchemaPath(BudgetView) }, { $ref: getSchemaPath(DailyBudgetView) }] },
  })
  @ApiResponse({
    status: 422,
    description: 'Unknown currency, negative allocation, a period that overlaps …; nothing is made',
  })
  async make(@Body() body: BudgetBody, @Req() request: WrittenRequest): Promise<BudgetView | DailyBudgetView> {
    const { actor } = request.principal!;
    const result = budgetDraft(body);
    if ('faults' in result) throw unprocessable('Such a budget cannot be made.', ...result.faults);
    const keyed = keyedRequest(request);
    if (result.draft.per === 'day') return dailyBudgetView(await this.dailies.make(result.draft, actor, keyed));
    const [budget] = await this.desk.make([result.draft as PeriodDraft], actor, { keyed });
    return budgetView(budget!, this.today());
  }

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Budgets with balance, variance and burn rate; newest first, paged by cursor' })
  @ApiOkResponse({ type: BudgetPageView })
  async list(@Query() query: BudgetsQuery): Promise<BudgetPageView> {
    if (query.on !== undefined && !isDay(query.on))
      throw unprocessable('There is no such day.', { pointer: '/on', message: 'is no day of the calendar' });
    const page = await findBudgets(this.dataSource, query);
    const totals = query.cursor === undefined ? await findBudgetTotals(this.dataSource, query) : undefined;
    return {
      ...page,
      items: page.items.map((budget) => budgetView(budget, this.today())),
      ...(totals && { totals: totals.map(totalsView) }),
    };
  }

  @Get(':id')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One budget' })
  @ApiOkResponse({ type: BudgetView })
  @ApiNotFoundResponse({ description: 'There is no such budget' })
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<BudgetView> {
    const budget = await findBudget(this.dataSource, id);
    if (!budget) throw noBudget(id);
    return budgetView(budget, this.today());
  }

  @Get(':id/history')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Everything that ever moved a budget, newest first; its balances are the sums of it' })
  @ApiOkResponse({ type: MovementPageView })
  @ApiNotFoundResponse({ description: 'There is no such budget' })
  async history(@Param('id', ParseUUIDPipe) id: string, @Query() query: HistoryQuery): Promise<MovementPageView> {
    const page = await findMovements(this.dataSource, id, query);
    if (page.items.length === 0 && !(await findBudget(this.dataSource, id))) throw noBudget(id);
    return page;
  }

  @Post(':id/allocate')
  @HttpCode(200)
  @RequiresScope('finance:write')
  @ApiOperation({ summary: 'Set what is allocated to a budget', description: 'Agents may not.' })
  @ApiOkResponse({ type: BudgetView })
  @ApiNotFoundResponse({ description: 'There is no such budget' })
  @ApiResponse({ status: 422, description: 'Negative, or below what is spent and reserved; nothing is changed' })
  async allocate(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { allocatedMinor, reason }: AllocateBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<BudgetView> {
    const { actor } = request.principal!;
    const budget = await this.desk.reallocate({ id, allocatedMinor: BigInt(allocatedMinor), actor, reason });
    return budgetView(budget, this.today());
  }

  private today(): string {
    return this.calendar.dayOf(this.clock.now());
  }
}
