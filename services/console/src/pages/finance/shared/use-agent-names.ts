import { $api } from '../../../api/client';
import { asWords } from '../../../format/words';

const ALL = 200;

/** Names of agents by their ids; an id that has none is shown as words. */
export function useAgentNames(): (id: string) => string {
  const { data } = $api.useQuery('get', '/api/orchestration/agents', { params: { query: { limit: ALL } } });
  const names = new Map((data?.items ?? []).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? asWords(id);
}
