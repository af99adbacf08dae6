import { $api } from '../api/client';
import { useMay } from './session';

/** How much waits for people, by act, and how much of it for whoever looks; undefined for a key that may not see it. */
export const useApprovalCounts = () =>
  $api.useQuery(
    'get',
    '/api/governance/approvals/counts',
    {},
    { enabled: useMay('governance:read'), meta: { topics: ['governance.approval'] } },
  );
