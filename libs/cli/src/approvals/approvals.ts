import type { ApprovalShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns, type Output } from '../output.js';
import { APPROVALS } from './approvals-api.js';

const PAGE_SIZE = 100;

export interface ApprovalsOptions {
  readonly limit: number;
  readonly state: string;
  readonly act?: string;
  readonly asker?: string;
  readonly about?: string;
  readonly mine?: true;
  readonly soonest?: true;
}

/** What waits for people, or ended in a state; newest first unless the soonest to expire is wanted. */
export const approvals: Action<ApprovalsOptions> = async ({ api, output }, { limit, state, ...asked }) => {
  const { act, asker, about: subject, mine, soonest } = asked;
  const query = { state, act, asker, subject, ...(mine && { mine: 'true' }), ...(soonest && { order: 'soonest' }) };
  const items: ApprovalShown[] = [];
  for await (const one of api.pages<ApprovalShown>(APPROVALS, query, limit, PAGE_SIZE)) items.push(one);
  output.result({ items }, () => {
    if (items.length > 0) return table(output, items);
    return state === 'pending' ? 'Nothing waits.' : `Nothing is ${state}.`;
  });
};

function table(output: Output, items: readonly ApprovalShown[]): string {
  return output.table(
    columns(['id', 'act', 'about', 'asked by', 'policy', 'state', 'until'], ['yes']),
    items.map((one) => [
      ...[one.id, one.act, one.subject, one.asker, one.policies.map(({ id }) => id).join(', ') || 'none'],
      ...[one.state, one.state === 'pending' ? one.expiresAt : (one.endedAt ?? '')],
      `${one.votesGiven} of ${one.votesNeeded}`,
    ]),
  );
}
