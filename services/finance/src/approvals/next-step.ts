import { APPROVAL_STATES, type ApprovalAnswer } from '@vividwalls/contracts';
import { isAgent } from './is-agent.js';

/** What is to be done about an answer of governance. */
export type NextStep =
  /** Leave may be there: it is used, and the effect takes place. */
  | { readonly kind: 'use' }
  | { readonly kind: 'wait' }
  /** There is no answer: the same question again, later. */
  | { readonly kind: 'again' }
  /** It will not take place. */
  | { readonly kind: 'end'; readonly reason: string };

const ENDED: Readonly<Record<string, string>> = {
  ...{ rejected: 'rejected', denied: 'denied', changes_asked: 'to be asked for differently', expired: 'expired' },
  ...{ withdrawn: 'withdrawn', lapsed: 'approved, but not used in time', changed: 'changed', refused: 'not accepted' },
};

/**
 * @param digest of what would be done now
 * @param asker whose own word on it counts for nothing, whatever governance says; nor does an agent's
 */
export function nextStep(answer: ApprovalAnswer, digest: string, asker: string): NextStep {
  const { verdict, reason, decidedBy = [] } = answer;
  if (verdict === 'pending') return { kind: 'wait' };
  if (verdict === 'unanswered' || verdict === 'unknown') return { kind: 'again' };
  if (verdict === 'free' || verdict === 'approved' || verdict === 'used') {
    if (answer.digest !== digest) return { kind: 'end', reason: 'the answer is about something else' };
    const wrong = decidedBy.find((one) => one === asker || isAgent(one));
    return wrong === undefined ? { kind: 'use' } : { kind: 'end', reason: `${wrong} may not decide on it` };
  }
  return { kind: 'end', reason: `${ENDED[verdict] ?? verdict}${byWhom(decidedBy)}: ${reason}` };
}

/** `approved by user:anna and user:ben: reason` */
export function leaveText({ by, reason }: { readonly by: readonly string[]; readonly reason: string }): string {
  return shortened(isFree(by) ? reason : `approved${byWhom(by)}: ${reason}`);
}

const isFree = (by: readonly string[]): boolean => by.length === 1 && by[0] === 'policy';

const byWhom = (by: readonly string[]): string => (by.length === 0 ? '' : ` by ${by.join(' and ')}`);

/** Longest reason that events of spends take. */
const REASON_MAX = 500;

export const shortened = (text: string): string =>
  text.length <= REASON_MAX ? text : `${text.slice(0, REASON_MAX - 1)}…`;

/** Words of governance that are kept as its last one. */
export const isState = (verdict: string): boolean => (APPROVAL_STATES as readonly string[]).includes(verdict);
