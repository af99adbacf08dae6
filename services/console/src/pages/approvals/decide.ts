import { api } from '../../api/client';
import type { ApprovalDetail } from './use-inbox';

export type Verb = 'approve' | 'reject' | 'ask-changes' | 'delegate' | 'comment';

export interface Word {
  readonly id: string;
  readonly reason: string;
  /** To whom, when it is delegated. */
  readonly to?: string;
  /** Of the intent: sent twice, it counts once. */
  readonly key: string;
}

/** Says a word on an approval. @throws ProblemError with who was first, or why it is not for whoever says it */
export async function decide(verb: Verb, word: Word): Promise<ApprovalDetail> {
  const { id, reason, key, to = '' } = word;
  const params = { path: { id }, header: { 'idempotency-key': key } };
  const asked = { params, body: { reason } };
  switch (verb) {
    case 'approve':
      return answered(await api.POST('/api/governance/approvals/{id}/approve', asked));
    case 'reject':
      return answered(await api.POST('/api/governance/approvals/{id}/reject', asked));
    case 'ask-changes':
      return answered(await api.POST('/api/governance/approvals/{id}/ask-changes', asked));
    case 'comment':
      return answered(await api.POST('/api/governance/approvals/{id}/comment', asked));
    case 'delegate':
      return answered(await api.POST('/api/governance/approvals/{id}/delegate', { params, body: { reason, to } }));
  }
}

/** The client throws what is no success, so that there is an answer. */
const answered = ({ data }: { readonly data?: ApprovalDetail }): ApprovalDetail => data!;
