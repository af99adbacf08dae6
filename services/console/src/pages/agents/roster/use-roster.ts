import { $api } from '../../../api/client';
import { useMay } from '../../../app/session';

/** More than any roster has. */
const AGENTS_MAX = 1_000;
/** How far back work and money are looked at. */
export const DAYS = 30;

export type RosterName = 'legacy' | 'target';

export const useAgents = (roster: RosterName) =>
  $api.useQuery(
    'get',
    '/api/orchestration/agents',
    { params: { query: { roster, limit: AGENTS_MAX } } },
    { meta: { topics: ['orchestration.agent'] } },
  );

export const useHierarchy = (roster: RosterName, isWanted: boolean) =>
  $api.useQuery(
    'get',
    '/api/orchestration/hierarchy',
    { params: { query: { roster } } },
    { enabled: isWanted, meta: { topics: ['orchestration.agent'] } },
  );

/** @param agentId of this agent alone */
export const useWork = (agentId?: string) =>
  $api.useQuery(
    'get',
    '/api/orchestration/agents-at-work',
    { params: { query: { days: DAYS, ...(agentId !== undefined && { agentId }) } } },
    { meta: { topics: ['orchestration.agent', 'orchestration.task'] } },
  );

/** Whether what agents brought in and cost is this key's to see. */
export const useMaySeeReturns = (): boolean => useMay('finance:read');

/** What finance credits agents with and what they cost, by the books' own model, of the last thirty days. */
export const useReturns = () =>
  $api.useQuery(
    'get',
    '/api/finance/reports/attribution',
    { params: { query: { by: 'agent' } } },
    { enabled: useMaySeeReturns(), meta: { topics: ['finance.attribution', 'finance.entry'] } },
  );
