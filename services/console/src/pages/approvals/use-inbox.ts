import { $api } from '../../api/client';
import type { components } from '../../api/openapi';
import { BY_CURSOR, rowsOf } from '../../api/pages';
import { useMay } from '../../app/session';
import { inboxQuery, type InboxSearch } from './inbox-search';

export type Approval = components['schemas']['ApprovalView'];
export type ApprovalDetail = components['schemas']['ApprovalDetailView'];

/** What happens to approvals makes lists and counts of them old. */
export const APPROVAL_TOPICS = { topics: ['governance.approval'] } as const;

const LIMIT = 50;

/** Whether the key decides anything at all: without it, nothing is "for you". */
export const useMayDecide = (): boolean => useMay('governance:approve');

/** Rows of the inbox that the address asks for. */
export function useInbox(search: InboxSearch) {
  const mayDecide = useMayDecide();
  const query = $api.useInfiniteQuery(
    'get',
    '/api/governance/approvals',
    { params: { query: { ...inboxQuery(search, mayDecide), limit: LIMIT } } },
    { ...BY_CURSOR, meta: APPROVAL_TOPICS },
  );
  return { query, rows: rowsOf<Approval>(query.data) };
}

/** Acts and their facts in the catalogue’s words, for a key that may see them; they change with the program alone. */
export const useActs = () =>
  $api.useQuery('get', '/api/governance/acts', {}, { enabled: useMay('governance:read'), staleTime: Infinity });
