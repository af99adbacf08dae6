import { ApprovalPolicySet } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { StoredPolicy } from './policy.js';

/** A policy as it is now, as an event. */
export function policySet(policy: StoredPolicy, change: string): NewEvent<ApprovalPolicySet> {
  const { id, name, act, when, effect, approvers, votes, expiresInS, state, version } = policy;
  return {
    ...{ event: ApprovalPolicySet, subject: id, version, actor: policy.updatedBy },
    data: {
      ...{ policyId: id, name, act, when, effect, approvers: [...approvers], votes, expiresInS, state },
      ...{ policyVersion: version, change },
    },
  };
}
