import {
  approvalDigest,
  approvalUnanswered,
  askApproval,
  useApproval,
  useUnanswered,
  withdrawalUnanswered,
  withdrawApproval,
  type ApprovalAnswer,
  type ApprovalQuestion,
  type ApprovalUse,
} from '@vividwalls/contracts';
import { QuestionInvalid, type Requests } from '@vividwalls/messaging';

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
  const answer = await ask(requests, question);
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
  const fallback = useUnanswered(use);
  const { result, reason } = await orElse(requests.ask(useApproval, use, { fallback, actor: use.actor }), fallback);
  if (result === 'used') return { kind: 'given', by };
  return result === 'refused' ? { kind: 'refused', verdict: 'refused', reason } : { kind: 'unanswered', reason };
}

/** May this be done? Whatever is no clear answer of governance is none. */
export function ask(requests: Asks, question: ApprovalQuestion): Promise<ApprovalAnswer> {
  const fallback = approvalUnanswered(question);
  return orElse(requests.ask(askApproval, question, { fallback, actor: question.asker }), fallback, (reason) => ({
    ...{ verdict: 'refused', key: question.key, reason },
  }));
}

/** Nobody needs the answer any more. Where this is not heard, the question ends with the task, or with its time. */
export async function withdraw(requests: Asks, key: string, asker: string, reason: string): Promise<void> {
  const word = { key, asker, reason };
  const fallback = withdrawalUnanswered(word);
  await orElse(requests.ask(withdrawApproval, word, { fallback, actor: asker }), fallback);
}

/** A question that can't be understood will not be the next time: it is a no, and the reason says why. */
async function orElse<T>(asked: Promise<T>, fallback: T, misunderstood?: (reason: string) => T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof QuestionInvalid && misunderstood) return misunderstood(error.message);
    return fallback;
  }
}
