import { $api } from '../../api/client';

/** What orchestration says needs a person; two cards show it, and it is asked for once. */
export const useAttention = () =>
  $api.useQuery(
    'get',
    '/api/orchestration/attention',
    {},
    { meta: { topics: ['orchestration'] }, refetchInterval: 30_000 },
  );
