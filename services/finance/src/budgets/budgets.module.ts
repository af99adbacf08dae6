import { Module } from '@nestjs/common';
import { Approvals } from './approvals/approvals.js';
import { SecondPerson } from './approvals/second-person.js';
import { BudgetBook } from './budget-book.js';
import { BudgetDesk } from './budget-desk.js';
import { BudgetTransfers } from './budget-transfers.js';
import { BudgetsController } from './budgets.controller.js';
import { DailyBudgetsController } from './daily-budgets.controller.js';
import { DailyDesk } from './daily-desk.js';
import { DayOpener } from './day-opener.js';
import { PlansController } from './plans/plans.controller.js';
import { HoldSweeper } from './spend/hold-sweeper.js';
import { SettleDesk } from './spend/settle-desk.js';
import { SpendAnswers } from './spend/spend-answers.js';
import { SpendApprovals } from './spend/spend-approvals.js';
import { SpendDesk } from './spend/spend-desk.js';
import { SpendController } from './spend/spend.controller.js';
import { TransfersController } from './transfers.controller.js';

/** What may be spent: budgets, and the decisions on spends. */
@Module({
  // The one with a parameter after `budgets/` comes last: the others' words are no ids.
  controllers: [PlansController, TransfersController, DailyBudgetsController, BudgetsController, SpendController],
  providers: [
    ...[BudgetBook, BudgetDesk, BudgetTransfers, DailyDesk, DayOpener],
    ...[SpendDesk, SettleDesk, SpendApprovals, SpendAnswers, HoldSweeper],
    { provide: Approvals, useClass: SecondPerson },
  ],
})
export class BudgetsModule {}
