import { Global, Module } from '@nestjs/common';
import { AttributionReportController } from './attribution-report.controller.js';
import { CashController } from './cash.controller.js';
import { LagController } from './lag.controller.js';
import { PnlController } from './pnl.controller.js';
import { ReportingLag } from './reporting-lag.js';
import { RevenueBasesController } from './revenue-bases.controller.js';
import { RevenueController } from './revenue.controller.js';
import { TrialBalanceReportController } from './trial-balance-report.controller.js';

/** What the books say over time, and how soon; bookkeeping tells the lag of each order. */
@Global()
@Module({
  controllers: [
    PnlController,
    RevenueController,
    RevenueBasesController,
    CashController,
    TrialBalanceReportController,
    AttributionReportController,
    LagController,
  ],
  providers: [{ provide: ReportingLag, useFactory: () => new ReportingLag() }],
  exports: [ReportingLag],
})
export class ReportsModule {}
