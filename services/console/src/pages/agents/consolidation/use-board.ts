import { $api } from '../../../api/client';
import { BY_CURSOR } from '../../../api/pages';

const MOVES = ['orchestration.migration', 'orchestration.proposal', 'orchestration.task.ended'];
const AGENTS_MAX = 1_000;

export const useBoard = () =>
  $api.useQuery('get', '/api/orchestration/migration-board', {}, { meta: { topics: MOVES } });

export const useConsolidation = () =>
  $api.useQuery('get', '/api/orchestration/consolidation', {}, { meta: { topics: ['orchestration.agent'] } });

export const useMigration = (id: string) =>
  $api.useQuery('get', '/api/orchestration/migrations/{id}', { params: { path: { id } } }, { meta: { topics: MOVES } });

export type Verdict = 'match' | 'difference' | 'incomparable';

export const useComparisons = (id: string, verdict: Verdict | undefined) =>
  $api.useInfiniteQuery(
    'get',
    '/api/orchestration/migrations/{id}/comparisons',
    { params: { path: { id }, query: { limit: 10, ...(verdict && { verdict }) } } },
    { ...BY_CURSOR, meta: { topics: ['orchestration.proposal'] } },
  );

export const useTask = (id: string) =>
  $api.useQuery('get', '/api/orchestration/tasks/{id}', { params: { path: { id } } }, { staleTime: Infinity });

/** Agents of both rosters by their names; as long as they are not known, by their ids. */
export function useAgentNames(): (id: string) => string {
  const agents = $api.useQuery(
    'get',
    '/api/orchestration/agents',
    { params: { query: { limit: AGENTS_MAX } } },
    { meta: { topics: ['orchestration.agent'] } },
  );
  const names = new Map((agents.data?.items ?? []).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
