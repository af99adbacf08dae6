import { $api } from '../../api/client';
import { useMay } from '../../app/session';

/** More than there are. */
const ALL = 1_000;
const FRESH_MS = 5 * 60_000;

/** Capabilities by their titles; by their names as long as those are not known, or not this key’s to see. */
export function useCapabilityTitle(): (name: string) => string {
  const { data } = $api.useQuery(
    'get',
    '/api/orchestration/capabilities',
    { params: { query: { limit: ALL } } },
    { enabled: useMay('orchestration:read'), staleTime: FRESH_MS },
  );
  const titles = new Map(data?.items.map(({ name, title }) => [name, title]));
  return (name) => titles.get(name) ?? name;
}
