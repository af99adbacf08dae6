import { defineRequest } from '@vividwalls/messaging';
import { Matches } from 'class-validator';
import { faultsOfApprovalAnswer, type ApprovalAnswer } from './approval-ask.js';
import { faultsByClass } from './faults-by-class.js';
import { KEY } from './spend-rules.js';

/** What became of a question? */
export class ApprovalStateQuestion {
  @Matches(KEY, { message: 'must be 1 to 200 visible ASCII characters' })
  readonly key!: string;
}

/**
 * `governance/approval.state`: how a question stands now; `unknown` when there is none under this key. Changes nothing. Fails
 * closed, with `approvalUnanswered` as the fallback.
 */
export const approvalState = defineRequest<ApprovalStateQuestion, ApprovalAnswer>({
  service: 'governance',
  name: 'approval.state',
  deadlineMs: 2_000,
  faultsOf: faultsByClass(ApprovalStateQuestion),
  faultsOfAnswer: faultsOfApprovalAnswer,
});
