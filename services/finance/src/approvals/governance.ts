import { Injectable } from '@nestjs/common';
import {
  approvalUnanswered,
  askApproval,
  useApproval,
  useUnanswered,
  withdrawalUnanswered,
  withdrawApproval,
  type ApprovalAnswer,
  type ApprovalQuestion,
  type ApprovalUse,
  type ApprovalUseAnswer,
  type ApprovalWithdrawal,
  type WithdrawalAnswer,
} from '@vividwalls/contracts';
import { QuestionInvalid, Requests } from '@vividwalls/messaging';

/** Where people decide. Whatever is no clear answer is none. */
export abstract class Governance {
  abstract ask(question: ApprovalQuestion): Promise<ApprovalAnswer>;
  abstract use(use: ApprovalUse): Promise<ApprovalUseAnswer>;
  abstract withdraw(withdrawal: ApprovalWithdrawal): Promise<WithdrawalAnswer>;
}

/** Governance, asked over the broker. */
@Injectable()
export class AskedGovernance extends Governance {
  constructor(private readonly requests: Requests) {
    super();
  }

  ask(question: ApprovalQuestion): Promise<ApprovalAnswer> {
    const { key, asker: actor } = question;
    const none = approvalUnanswered(question);
    return orElse(this.requests.ask(askApproval, question, { fallback: none, actor }), none, (reason) => {
      return { verdict: 'refused', key, reason };
    });
  }

  use(use: ApprovalUse): Promise<ApprovalUseAnswer> {
    const { key, actor } = use;
    const none = useUnanswered(use);
    return orElse(this.requests.ask(useApproval, use, { fallback: none, actor }), none, (reason) => {
      return { result: 'refused', key, reason };
    });
  }

  withdraw(withdrawal: ApprovalWithdrawal): Promise<WithdrawalAnswer> {
    const { key, asker: actor } = withdrawal;
    const none = withdrawalUnanswered(withdrawal);
    return orElse(this.requests.ask(withdrawApproval, withdrawal, { fallback: none, actor }), none, (reason) => {
      return { result: 'refused', key, reason };
    });
  }
}

/** What can't be understood now will not be the next time: that is a no, and the reason says why. */
async function orElse<T>(asked: Promise<T>, none: T, misunderstood: (reason: string) => T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    return error instanceof QuestionInvalid ? misunderstood(error.message) : none;
  }
}
