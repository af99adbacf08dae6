import { Problem } from '@vividwalls/platform';
import { ApprovalRefused, type ApprovalRefusal } from './approvals.js';

const STATUS: Readonly<Record<ApprovalRefusal, number>> = {
  'nothing waits': 404,
  'decided already': 409,
  'second person': 403,
  'not a person': 403,
};

/** The problem to answer with, for a decision that may not be made. */
export function approvalProblem(error: unknown): Problem | undefined {
  return error instanceof ApprovalRefused
    ? new Problem(STATUS[error.why], 'Not to be decided', error.message)
    : undefined;
}
