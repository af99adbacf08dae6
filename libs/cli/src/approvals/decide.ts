import { randomUUID } from 'node:crypto';
import type { ApprovalDetailShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
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

/**
 * Says yes, no, or that it must be changed, to each of them in turn. Of one: exit code 1 when it has ended, 4 for whoever may not
 * decide it. Of several: each has its line, and one that can't be decided keeps nobody from the rest; 6 when some could not.
 */
export const decide =
  (move: 'approve' | 'reject' | 'ask-changes'): Action<Reason> =>
  async ({ api, output }, { reason }, ids) => {
    const say = (id: string) => api.post<ApprovalDetailShown>(`${approvalPath(id)}/${move}`, { reason }, keyed());
    if (ids.length === 1) {
      const after = await say(ids[0]!);
      output.result(after, () => shown(saidText(after)));
      return;
    }
    let refused = 0;
    for (const id of ids) {
      try {
        const after = await say(id);
        output.line(after, () => shown(`${id}: ${saidText(after)}`));
      } catch (error) {
        // Without an answer the others would have none either.
        if (!(error instanceof CommandError) || !OF_ONE.has(error.exitCode)) throw error;
        refused += 1;
        output.line({ id, refused: error.message }, () => shown(`${id}: ${error.message}`));
      }
    }
    if (refused > 0) throw new CommandError(ExitCode.partial, `${refused} of ${ids.length} could not be decided.`);
  };

/** What is wrong with one of several, and not with all of them. */
const OF_ONE: ReadonlySet<number> = new Set([ExitCode.negative, ExitCode.refused, ExitCode.notFound, ExitCode.usage]);

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
