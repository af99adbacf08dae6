import { $api } from '../../../api/client';
import { BY_CURSOR } from '../../../api/pages';

const TOPICS = { topics: ['orchestration.agent'] };
/** More capabilities than there are. */
const CAPABILITIES_MAX = 1_000;
const TASKS_SHOWN = 10;
const MIGRATIONS_MAX = 100;

export const useAgent = (id: string) =>
  $api.useQuery('get', '/api/orchestration/agents/{id}', { params: { path: { id } } }, { meta: TOPICS });

export const useExpertise = (agentId: string) =>
  $api.useQuery(
    'get',
    '/api/orchestration/training/expertise',
    { params: { query: { agentId } } },
    { meta: { topics: ['orchestration.training', 'orchestration.agent'] } },
  );

export const useCapabilities = () =>
  $api.useQuery(
    'get',
    '/api/orchestration/capabilities',
    { params: { query: { limit: CAPABILITIES_MAX } } },
    { meta: { topics: ['orchestration.capability'] } },
  );

export const useTasksOf = (agent: string) =>
  $api.useQuery(
    'get',
    '/api/orchestration/tasks',
    { params: { query: { agent, limit: TASKS_SHOWN } } },
    { meta: { topics: ['orchestration.task'] } },
  );

export const useVersions = (id: string) =>
  $api.useInfiniteQuery(
    'get',
    '/api/orchestration/agents/{id}/versions',
    { params: { path: { id }, query: { limit: 10 } } },
    { ...BY_CURSOR, meta: TOPICS },
  );

/** Migrations that bring work to a target agent. */
export const useMigrationsTo = (targetAgentId: string) =>
  $api.useQuery(
    'get',
    '/api/orchestration/migrations',
    { params: { query: { targetAgentId, limit: MIGRATIONS_MAX } } },
    { meta: { topics: ['orchestration.migration'] } },
  );
