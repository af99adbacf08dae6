import { $api } from '../../../api/client';
import { isAtWork } from './job-words';

const NEWEST = 10;
const LOOK_MS = 1_000;

/** The newest jobs; looked at every second while one is at work. */
export const useNewestJobs = () =>
  $api.useQuery(...(['get', '/api/gateway/dead-letters/jobs', { params: { query: { limit: NEWEST } } }] as const), {
    meta: { topics: ['dlq'] },
    // Events tell of letters one by one; a job that skips them tells nothing.
    refetchInterval: ({ state: { data } }) => (data?.items.some(isAtWork) ? LOOK_MS : false),
  });
