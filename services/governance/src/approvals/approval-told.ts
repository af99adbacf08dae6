import {
  ActApprovalDecided,
  ActApprovalDelegated,
  ActApprovalRequested,
  ActApprovalUndeliverable,
  ActApprovalUsed,
  ActApprovalVoted,
  type ActApprovalTold,
} from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { Approval } from './approval.js';

/** Policies of one approval that its event names. */
const POLICIES_TOLD = 200;

function told(approval: Approval): ActApprovalTold {
  const { id, key, act, subject, digest, asker, taskId } = approval;
  return { approvalId: id, key, act, about: subject, digest, askedBy: asker, taskId };
}

/** What all events of an approval have in common. */
function of(approval: Approval, actor: string) {
  const { id, version, correlationId, test } = approval;
  return {
    ...{ subject: id, version, actor, test },
    ...(correlationId !== null && { correlationid: correlationId }),
  };
}

export function requested(approval: Approval): NewEvent<ActApprovalRequested> {
  const { votesNeeded, approvers, policies, expiresAt, asker } = approval;
  return {
    ...{ event: ActApprovalRequested, ...of(approval, asker) },
    data: {
      ...{ ...told(approval), votesNeeded, approvers: [...approvers], expiresAt: expiresAt.toISOString() },
      policies: policies.slice(0, POLICIES_TOLD).map(({ id, version }) => (version === null ? id : `${id}@${version}`)),
    },
  };
}

export function voted(approval: Approval, by: string, reason: string): NewEvent<ActApprovalVoted> {
  const { votesGiven, votesNeeded } = approval;
  return {
    ...{ event: ActApprovalVoted, ...of(approval, by) },
    data: { ...told(approval), votesGiven, votesNeeded, reason },
  };
}

export function delegated(
  approval: Approval,
  from: string,
  to: string,
  reason: string,
): NewEvent<ActApprovalDelegated> {
  return { ...{ event: ActApprovalDelegated, ...of(approval, from) }, data: { ...told(approval), to, reason } };
}

/** An approval that has ended, however it did. */
export function decided(approval: Approval, actor: string): NewEvent<ActApprovalDecided> {
  const { state, reason, endedBy, useBy } = approval;
  return {
    ...{ event: ActApprovalDecided, ...of(approval, actor) },
    data: {
      ...{ ...told(approval), verdict: state, reason, decidedBy: [...endedBy] },
      ...(state === 'approved' && useBy && { useBy: useBy.toISOString() }),
    },
  };
}

export function used(approval: Approval, actor: string): NewEvent<ActApprovalUsed> {
  return {
    ...{ event: ActApprovalUsed, ...of(approval, actor) },
    data: { ...told(approval), usedFor: approval.usedFor! },
  };
}

export function undeliverable(
  approval: Approval,
  what: { readonly host: string; readonly attempts: number; readonly lastError: string },
): NewEvent<ActApprovalUndeliverable> {
  return { ...{ event: ActApprovalUndeliverable, ...of(approval, 'system') }, data: { ...told(approval), ...what } };
}
