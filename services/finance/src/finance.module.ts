import { Module } from '@nestjs/common';
import { BudgetsModule } from './budgets/budgets.module.js';
import { CommissionsModule } from './commissions/commissions.module.js';
import { CostsModule } from './costs/costs.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { JournalModule } from './journal/journal.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { MarginsModule } from './margins/margins.module.js';
import { OrderBooksModule } from './order-books/order-books.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { PayoutsModule } from './payouts/payouts.module.js';
import { ReportsModule } from './reports/reports.module.js';

@Module({
  imports: [
    JournalModule,
    OrderBooksModule,
    LedgerModule,
    OrdersModule,
    CostsModule,
    PayoutsModule,
    ReportsModule,
    MarginsModule,
    BudgetsModule,
    CommissionsModule,
    FiguresModule,
  ],
})
export class FinanceModule {}
