import { $api } from '../../api/client';

/** Capabilities by name, for their titles; those beyond the first page are called by their names. */
export function useCapabilities() {
  const { data } = $api.useQuery(
    'get',
    '/api/orchestration/capabilities',
    { params: { query: { limit: 200 } } },
    { staleTime: 5 * 60_000, meta: { topics: ['orchestration.capability'] } },
  );
  return data?.items ?? [];
}
