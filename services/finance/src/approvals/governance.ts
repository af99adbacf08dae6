import type {
  ApprovalAnswer,
  ApprovalQuestion,
  ApprovalUse,
  ApprovalUseAnswer,
  ApprovalWithdrawal,
  WithdrawalAnswer,
} from '@vividwalls/contracts';

/** Where people decide. Whatever is no clear answer is none. */
export abstract class Governance {
  abstract ask(question: ApprovalQuestion): Promise<ApprovalAnswer>;
  abstract use(use: ApprovalUse): Promise<ApprovalUseAnswer>;
  abstract withdraw(withdrawal: ApprovalWithdrawal): Promise<WithdrawalAnswer>;
}
