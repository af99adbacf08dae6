import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  Clock,
  keyedRequest,
  Problem,
  RequiresScope,
  type BodyFault,
  type WrittenRequest,
} from '@vividwalls/platform';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { BudgetDesk, type PeriodDraft } from '../budget-desk.js';
import { budgetDraft } from '../budget-draft.js';
import { unprocessable } from '../budget-problems.js';
import { ApplyPlanBody } from '../budget-requests.js';
import { budgetView } from '../budget-views.js';
import { BUDGET_PLANS, type BudgetPlan } from './budget-plans.js';
import { AppliedPlanView, BudgetPlanView, planView } from './plan-views.js';
import { splitPlan } from './split-plan.js';

@ApiTags('finance')
@Controller('api/finance/budgets/plans')
export class PlansController {
  constructor(
    private readonly desk: BudgetDesk,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: "The shop's named budget plans",
    description: 'They contradict one another. Each has its source, and none is in force before it is applied.',
  })
  @ApiOkResponse({ type: [BudgetPlanView] })
  list(): BudgetPlanView[] {
    return BUDGET_PLANS.map(planView);
  }

  @Post(':name/apply')
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Make the budgets of a plan',
    description: 'One for each department, split by largest remainder; all of them, or none when one would overlap.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ type: AppliedPlanView })
  @ApiResponse({ status: 404, description: 'There is no such plan' })
  @ApiResponse({ status: 422, description: 'No total, an unknown currency, or a budget that overlaps' })
  async apply(
    @Param('name') name: string,
    @Body() body: ApplyPlanBody,
    @Req() request: WrittenRequest,
  ): Promise<AppliedPlanView> {
    const plan = BUDGET_PLANS.find((one) => one.name === name);
    if (!plan) throw new Problem(404, 'No such plan', `Plans are ${BUDGET_PLANS.map((one) => one.name).join(', ')}.`);
    const { drafts, unallocatedMinor } = draftsOf(plan, body);
    const of = { plan: plan.name, keyed: keyedRequest(request) };
    const made = await this.desk.make(drafts, request.principal!.actor, of);
    const today = this.calendar.dayOf(this.clock.now());
    const budgets = made.map((budget) => budgetView(budget, today));
    return { plan: planView(plan), budgets, unallocatedMinor: unallocatedMinor.toString() };
  }
}

/** @throws Problem 422 with every fault of the body */
function draftsOf(plan: BudgetPlan, body: ApplyPlanBody): { drafts: PeriodDraft[]; unallocatedMinor: bigint } {
  const { currency, periodStart, periodEnd, limit, thresholds } = body;
  const total = body.totalMinor === undefined ? undefined : BigInt(body.totalMinor);
  const split = splitPlan(plan, total, currency);
  const parts =
    'parts' in split ? split.parts : plan.parts.map(({ department }) => ({ department, allocatedMinor: 0n }));
  const results = parts.map(({ department, allocatedMinor }) =>
    budgetDraft({
      ...{ department, currency, allocatedMinor: allocatedMinor.toString(), per: 'period' },
      ...{ periodStart, periodEnd, limit, thresholds },
    }),
  );
  // Of what all parts have in common, each has the same faults.
  const common = 'faults' in results[0]! ? results[0].faults : [];
  const faults: BodyFault[] = ['fault' in split ? split.fault : [], common].flat();
  if (faults.length > 0) throw unprocessable(`The plan ${plan.name} can't be applied so.`, ...faults);
  const drafts = results.map((result) => (result as { draft: PeriodDraft }).draft);
  const handedOut = drafts.reduce((sum, { allocatedMinor }) => sum + allocatedMinor, 0n);
  return { drafts, unallocatedMinor: total === undefined ? 0n : total - handedOut };
}
