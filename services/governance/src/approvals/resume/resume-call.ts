import type { Approval } from '../approval.js';

/** What a waiting workflow is told: how its question ended. */
export interface ResumeCall {
  readonly approvalId: string;
  readonly key: string;
  readonly act: string;
  readonly subject: string;
  readonly verdict: string;
  readonly reason: string;
  readonly decidedBy: readonly string[];
  readonly decidedAt: string;
  readonly digest: string;
  /** Until when it may be used; null unless it was approved. */
  readonly useBy: string | null;
}

/** How it stands when it is told: a yes that has lapsed while the workflow could not be reached is told as lapsed. */
export function resumeCall(approval: Approval): ResumeCall {
  const { id, key, act, subject, state, reason, endedBy, endedAt, digest, useBy } = approval;
  return {
    ...{ approvalId: id, key, act, subject, verdict: state, reason, decidedBy: endedBy },
    ...{ decidedAt: endedAt!.toISOString(), digest, useBy: useBy?.toISOString() ?? null },
  };
}
