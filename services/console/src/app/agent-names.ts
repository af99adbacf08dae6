import { $api } from '../api/client';
import { asWords } from '../format/words';
import { useMay } from './session';

const ALL = 1_000;
/** Names hardly ever change. */
const FRESH_MS = 5 * 60_000;

/** Agents of both rosters; none as long as they are not known, or not this key's to see. */
export function useKnownAgents() {
  const { data } = $api.useQuery(
    'get',
    '/api/orchestration/agents',
    { params: { query: { limit: ALL } } },
    { enabled: useMay('orchestration:read'), staleTime: FRESH_MS },
  );
  return data?.items ?? [];
}

/** Names of agents by their ids; an id that has none, or whose name the key may not see, is shown as words. */
export function useAgentNames(): (id: string) => string {
  const names = new Map(useKnownAgents().map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? asWords(id);
}
