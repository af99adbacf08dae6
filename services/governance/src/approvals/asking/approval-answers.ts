import { Injectable } from '@nestjs/common';
import {
  approvalState,
  askApproval,
  useApproval,
  withdrawApproval,
  type ApprovalAnswer,
  type ApprovalQuestion,
  type ApprovalStateQuestion,
  type ApprovalUse,
  type ApprovalUseAnswer,
  type ApprovalWithdrawal,
  type WithdrawalAnswer,
} from '@vividwalls/contracts';
import { Answers } from '@vividwalls/messaging';
import { ApprovalUses } from '../deciding/approval-uses.js';
import { ApprovalWithdrawals } from '../deciding/approval-withdrawals.js';
import { ApprovalAsking } from './approval-asking.js';

/** Answers other services. What could not be decided is an error, and then the asker's fallback holds, which is a no. */
@Injectable()
export class ApprovalAnswers {
  constructor(
    private readonly asking: ApprovalAsking,
    private readonly uses: ApprovalUses,
    private readonly withdrawals: ApprovalWithdrawals,
  ) {}

  @Answers(askApproval)
  ask(question: ApprovalQuestion): Promise<ApprovalAnswer> {
    return this.asking.ask(question);
  }

  @Answers(approvalState)
  state({ key }: ApprovalStateQuestion): Promise<ApprovalAnswer> {
    return this.asking.state(key);
  }

  @Answers(useApproval)
  use(use: ApprovalUse): Promise<ApprovalUseAnswer> {
    return this.uses.use(use);
  }

  @Answers(withdrawApproval)
  withdraw(withdrawal: ApprovalWithdrawal): Promise<WithdrawalAnswer> {
    return this.withdrawals.withdraw(withdrawal);
  }
}
