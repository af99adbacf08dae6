import type { ApprovalAnswer, ApprovalVerdict } from '@vividwalls/contracts';
import type { Approval } from './approval.js';

/** How an approval stands at a moment, also when no sweep has passed since its time was over. */
export function verdictAt({ state, expiresAt, useBy }: Approval, now: Date): ApprovalVerdict {
  if (state === 'pending' && expiresAt <= now) return 'expired';
  if (state === 'approved' && useBy! <= now) return 'lapsed';
  return state;
}

/** What whoever asks is told. */
export function answerOf(approval: Approval, now: Date): ApprovalAnswer {
  const { id, key, digest, reason, expiresAt, useBy, endedBy } = approval;
  const verdict = verdictAt(approval, now);
  return {
    ...{ verdict, key, reason, approvalId: id, digest },
    ...(verdict === 'pending' && { expiresAt: expiresAt.toISOString() }),
    ...(verdict === 'approved' && { useBy: useBy!.toISOString() }),
    ...(endedBy.length > 0 && { decidedBy: endedBy }),
  };
}
