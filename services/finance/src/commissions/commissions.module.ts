import { Module } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/approvals.module.js';
import { AttributionHandlers } from './accruals/attribution.handlers.js';
import { CommissionAccruals } from './accruals/commission-accruals.service.js';
import { CommissionBooks } from './accruals/commission-books.js';
import { CommissionsController } from './accruals/commissions.controller.js';
import { PayeeLedger } from './payees/payee-ledger.js';
import { PlanDesk } from './plans/plan-desk.js';
import { CommissionPlansController } from './plans/plans.controller.js';
import { CommissionPreview } from './preview/preview.service.js';
import { PaymentDesk } from './statements/payment-desk.js';
import { PaymentEffect } from './statements/payment-effect.js';
import { Payments } from './statements/payments.js';
import { CommissionPaymentsController } from './statements/payments.controller.js';
import { CommissionStatementsController } from './statements/statements.controller.js';
import { CommissionRelease } from './sweep/commission-release.js';
import { CommissionSweeper } from './sweep/commission-sweeper.js';
import { PeriodGuarantee } from './sweep/period-guarantee.js';
import { PlanCatchUp } from './sweep/plan-catch-up.js';
import { StatementClosing } from './sweep/statement-closing.js';

/** Commissions: plans in, credits in, what is owed to whom out. */
@Module({
  imports: [ApprovalsModule],
  controllers: [
    ...[CommissionPlansController, CommissionStatementsController, CommissionPaymentsController],
    CommissionsController,
  ],
  providers: [
    ...[
      PayeeLedger,
      CommissionBooks,
      CommissionAccruals,
      AttributionHandlers,
      PlanDesk,
      CommissionPreview,
      PaymentDesk,
    ],
    ...[PaymentEffect, Payments],
    ...[PlanCatchUp, CommissionRelease, PeriodGuarantee, StatementClosing, CommissionSweeper],
  ],
})
export class CommissionsModule {}
