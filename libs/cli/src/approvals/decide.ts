import { randomUUID } from 'node:crypto';
import type { ApprovalDetailShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { approvalPath } from './approvals-api.js';
import { approvalText } from './approval-text.js';

/** One approval with what it would change. */
export const approval: Action<object> = async ({ api, output }, _options, [id]) => {
  const found = await api.get<ApprovalDetailShown>(approvalPath(id!));
  output.result(found, () => approvalText(output, found));
};

export interface Reason {
  readonly reason: string;
}

/** Says yes, no, or that it must be changed. Exit code 1 when it has ended, 4 for whoever may not decide it. */
export const decide =
  (move: 'approve' | 'reject' | 'ask-changes'): Action<Reason> =>
  async ({ api, output }, { reason }, [id]) => {
    const after = await api.post<ApprovalDetailShown>(`${approvalPath(id!)}/${move}`, { reason }, keyed());
    output.result(after, () => shown(saidText(after)));
  };

/** Hands it to another person, who may then decide too. */
export const delegate: Action<Reason & { readonly to: string }> = async ({ api, output }, { to, reason }, [id]) => {
  const after = await api.post<ApprovalDetailShown>(`${approvalPath(id!)}/delegate`, { to, reason }, keyed());
  output.result(after, () => shown(`${to} may decide ${after.act} of ${after.subject} now, until ${after.expiresAt}.`));
};

function saidText({ act, subject, state, votesGiven, votesNeeded, useBy, key }: ApprovalDetailShown): string {
  const what = `${act} of ${subject}`;
  if (state === 'pending')
    return `${votesGiven} of ${votesNeeded} have said yes to ${what}; it takes different people.`;
  if (state === 'approved') return `${what} is approved, and may be used once until ${useBy}.`;
  if (state === 'rejected') return `${what} is rejected.`;
  return `${what} goes back to be changed; asked anew, it names ${key}.`;
}

const keyed = () => ({ 'idempotency-key': randomUUID() });
