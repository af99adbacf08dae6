import { approvalDigest, AskedGovernance, type ApprovalQuestion, type ApprovalUse } from '@vividwalls/contracts';
import type { Requests } from '@vividwalls/messaging';

type Asks = Pick<Requests, 'ask'>;

/** What governance says to what is about to begin. Only `given` is leave. */
export type Leave =
  | {
      readonly kind: 'given';
      readonly by: readonly string[];
      /** The question of a parent by whose leave it is; its own when left out. */
      readonly key?: string;
    }
  /** People must decide, by `until`; null when governance named no time. */
  | { readonly kind: 'waits'; readonly until: Date | null; readonly approvalId: string | null; readonly reason: string }
  /** It may not be done; `verdict` is `rejected`, `expired`, `denied`, … */
  | { readonly kind: 'refused'; readonly verdict: string; readonly reason: string }
  /** Governance could not be asked: nothing begins, and nothing is known. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/** States in which there may be leave for this act: for whoever uses it now, or has used it for the same effect before. */
const OPEN: ReadonlySet<string> = new Set(['free', 'approved', 'used']);

/**
 * Asks, and takes leave where it is given: marked as used for this act and this effect, so that nothing else is begun by it. The
 * same question and the same effect, asked again after a crash, have the same answer.
 */
export async function takeLeave(requests: Asks, question: ApprovalQuestion, usedFor: string): Promise<Leave> {
  const answer = await new AskedGovernance(requests).ask(question);
  const { verdict, reason, expiresAt, approvalId = null, decidedBy = [] } = answer;
  if (verdict === 'unanswered' || verdict === 'unknown') return { kind: 'unanswered', reason };
  if (verdict === 'pending')
    return { kind: 'waits', until: expiresAt === undefined ? null : new Date(expiresAt), approvalId, reason };
  if (!OPEN.has(verdict)) return { kind: 'refused', verdict, reason };
  const { key, asker } = question;
  return useLeave(requests, { key, usedFor, actor: asker, digest: approvalDigest(question) }, decidedBy);
}

/** Takes leave that was given before, for exactly the act of the digest. */
export async function useLeave(requests: Asks, use: ApprovalUse, by: readonly string[]): Promise<Leave> {
  const { result, reason } = await new AskedGovernance(requests).use(use);
  if (result === 'used') return { kind: 'given', by };
  return result === 'refused' ? { kind: 'refused', verdict: 'refused', reason } : { kind: 'unanswered', reason };
}
