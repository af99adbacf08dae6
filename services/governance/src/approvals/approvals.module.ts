import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { ApprovalBook } from './approval-book.js';
import { ApprovalsController } from './api/approvals.controller.js';
import { ApprovalAnswers } from './asking/approval-answers.js';
import { ApprovalAsking } from './asking/approval-asking.js';
import { ApprovalDeciding } from './deciding/approval-deciding.js';
import { ApprovalUses } from './deciding/approval-uses.js';
import { ApprovalWithdrawals } from './deciding/approval-withdrawals.js';
import { ExpirySweeper } from './expiry/expiry-sweeper.js';
import { ApprovalReading } from './inbox/approval-reading.js';
import { ResumeAddresses } from './resume/resume-addresses.js';
import { ResumeSender } from './resume/resume-sender.js';

/** What waits for people: asked, decided, used, or ended by time. */
@Module({
  imports: [PoliciesModule],
  controllers: [ApprovalsController],
  providers: [
    ...[ApprovalBook, ApprovalAsking, ApprovalAnswers, ApprovalDeciding, ApprovalUses, ApprovalWithdrawals],
    ...[ApprovalReading, ExpirySweeper, ResumeAddresses, ResumeSender],
  ],
})
export class ApprovalsModule {}
