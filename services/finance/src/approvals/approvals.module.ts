import { Module } from '@nestjs/common';
import { AskedGovernance } from '@vividwalls/contracts';
import { Requests } from '@vividwalls/messaging';
import { ApprovalBell } from './approval-bell.js';
import { ApprovalDesk } from './approval-desk.js';
import { ApprovalHandlers } from './approval.handlers.js';
import { ApprovalSweeper } from './approval-sweeper.js';
import { ApprovalsWanted } from './approvals-wanted.js';
import { Governance } from './governance.js';
import { GuardedEffects } from './guarded-effect.js';

/** Leave for what only happens with it: asked of governance, used once. */
@Module({
  providers: [
    ...[ApprovalBell, ApprovalDesk, ApprovalHandlers, ApprovalSweeper, ApprovalsWanted, GuardedEffects],
    { provide: Governance, inject: [Requests], useFactory: (requests: Requests) => new AskedGovernance(requests) },
  ],
  exports: [ApprovalsWanted, GuardedEffects],
})
export class ApprovalsModule {}
