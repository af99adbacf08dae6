import { approvalDigest, type ApprovalQuestion } from '@vividwalls/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { Ruling } from '../../policies/rule-on-act.js';
import { BY_POLICY, type Approval, type ApprovalContents } from '../approval.js';

/** Longest reason that is kept. */
const REASON_MAX = 1_000;

export const digestOf = ({ act, subject, does }: ApprovalQuestion): string => approvalDigest({ act, subject, does });

/** A question as it begins, by what the policies said. */
export function askedAct(question: ApprovalQuestion, ruling: Ruling, now: Date): Approval {
  const { key, act, subject, facts, why, asker } = question;
  const { answer, policies, votes, expiresInS, useWithinS, approvers } = ruling;
  const isOpen = answer === 'pending';
  return {
    ...{ id: uuidv7({ msecs: now.getTime() }), key, act, subject, digest: digestOf(question), facts, why, asker },
    ...{ costOfWaiting: question.costOfWaiting ?? null, taskId: question.taskId ?? null },
    ...{ replaces: question.replaces ?? null, correlationId: question.correlationId ?? null },
    ...{ test: question.test ?? false, askedAt: now, policies, votesNeeded: votes, approvers, useWithinS },
    ...{ expiresAt: new Date(now.getTime() + expiresInS * 1_000), state: answer, reason: reasonOf(ruling) },
    ...{ votesGiven: 0, delegates: [], useBy: null, usedFor: null, usedAt: null, version: 1 },
    ...{ endedAt: isOpen ? null : now, endedBy: isOpen ? [] : [BY_POLICY] },
  };
}

export function contentsOf({ does, before, after }: ApprovalQuestion): ApprovalContents {
  return { does, before: before ?? null, after: after ?? null };
}

/** What is given up where four eyes are off, said with each question that it is given up for. */
export const ONE_VOTE = ' (one vote: the shop is one person)';

function reasonOf({ answer, policies, votes, isOnePerson }: Ruling): string {
  const names = policies.map(({ name, outcome, why }) => (outcome === 'holds' ? name : `${name} (not known: ${why})`));
  if (answer === 'free') return 'no policy wants a person';
  const whom = votes === 1 ? `waits for a person${isOnePerson ? ONE_VOTE : ''}` : `waits for ${votes} people`;
  return `${answer === 'denied' ? 'denied' : whom}: ${names.join('; ')}`.slice(0, REASON_MAX);
}
