import { QuestionInvalid, type Requests } from '@vividwalls/messaging';
import {
  approvalUnanswered,
  askApproval,
  type ApprovalAnswer,
  type ApprovalQuestion,
} from '../requests/approval-ask.js';
import { useApproval, useUnanswered, type ApprovalUse, type ApprovalUseAnswer } from '../requests/approval-use.js';
import {
  withdrawalUnanswered,
  withdrawApproval,
  type ApprovalWithdrawal,
  type WithdrawalAnswer,
} from '../requests/approval-withdraw.js';

/**
 * Governance, asked over the broker. Never throws, and whatever is no clear answer is none: `unanswered` when it could not be asked,
 * to be asked again under the same key; `refused` for what can't be understood, since it will not be the next time either.
 */
export class AskedGovernance {
  constructor(private readonly requests: Pick<Requests, 'ask'>) {}

  ask(question: ApprovalQuestion): Promise<ApprovalAnswer> {
    const { key, asker: actor } = question;
    const fallback = approvalUnanswered(question);
    return orElse(this.requests.ask(askApproval, question, { fallback, actor }), fallback, (reason) => {
      return { verdict: 'refused', key, reason };
    });
  }

  use(use: ApprovalUse): Promise<ApprovalUseAnswer> {
    const { key, actor } = use;
    const fallback = useUnanswered(use);
    return orElse(this.requests.ask(useApproval, use, { fallback, actor }), fallback, (reason) => {
      return { result: 'refused', key, reason };
    });
  }

  withdraw(withdrawal: ApprovalWithdrawal): Promise<WithdrawalAnswer> {
    const { key, asker: actor } = withdrawal;
    const fallback = withdrawalUnanswered(withdrawal);
    return orElse(this.requests.ask(withdrawApproval, withdrawal, { fallback, actor }), fallback, (reason) => {
      return { result: 'refused', key, reason };
    });
  }
}

async function orElse<T>(asked: Promise<T>, none: T, misunderstood: (reason: string) => T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    return error instanceof QuestionInvalid ? misunderstood(error.message) : none;
  }
}
