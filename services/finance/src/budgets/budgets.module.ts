import { Module } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/approvals.module.js';
import { BudgetBook } from './budget-book.js';
import { BudgetDesk } from './budget-desk.js';
import { BudgetTransfers } from './budget-transfers.js';
import { BudgetsController } from './budgets.controller.js';
import { DailyBudgetsController } from './daily-budgets.controller.js';
import { DailyDesk } from './daily-desk.js';
import { DayOpener } from './day-opener.js';
import { PlansController } from './plans/plans.controller.js';
import { BudgetRoom } from './room/budget-room.js';
import { HoldSweeper } from './spend/hold-sweeper.js';
import { SettleDesk } from './spend/settle-desk.js';
import { SpendAnswers } from './spend/spend-answers.js';
import { SpendDesk } from './spend/spend-desk.js';
import { SpendEffect } from './spend/spend-effect.js';
import { SpendController } from './spend/spend.controller.js';
import { TransferEffect } from './transfer-effect.js';
import { TransfersController } from './transfers.controller.js';

/** What may be spent: budgets, and the decisions on spends. */
@Module({
  imports: [ApprovalsModule],
  // The one with a parameter after `budgets/` comes last: the others' words are no ids.
  controllers: [PlansController, TransfersController, DailyBudgetsController, BudgetsController, SpendController],
  providers: [
    ...[BudgetBook, BudgetDesk, BudgetTransfers, TransferEffect, DailyDesk, DayOpener, BudgetRoom],
    ...[SpendDesk, SettleDesk, SpendEffect, SpendAnswers, HoldSweeper],
  ],
})
export class BudgetsModule {}
