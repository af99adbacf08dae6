import { useState } from 'react';
import { $api } from '../../../api/client';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { AbortButton, isAtWork, JobBadge, JobProgress, jobWords } from './job-progress';

const NEWEST = 10;
const LOOK_MS = 1_000;

/** Jobs that are at work, and those that ended while this page was open. */
export function JobsAtWork() {
  const [since] = useState(Date.now);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const query = $api.useQuery(
    ...(['get', '/api/gateway/dead-letters/jobs', { params: { query: { limit: NEWEST } } }] as const),
    {
      meta: { topics: ['dlq'] },
      // Events tell of letters one by one; a job that skips them tells nothing.
      refetchInterval: ({ state: { data } }) => (data?.items.some(isAtWork) ? LOOK_MS : false),
    },
  );
  const jobs = (query.data?.items ?? []).filter(
    (job) => !hidden.has(job.id) && (isAtWork(job) || Date.parse(job.endedAt ?? '') >= since),
  );
  if (jobs.length === 0) return null;
  return (
    <Card title="Jobs" actions={<PlaceLink to="/dead-letters/jobs">All jobs</PlaceLink>}>
      <ul className="flex flex-col gap-4">
        {jobs.map((job) => (
          <li key={job.id} className="flex flex-col gap-1.5">
            <div className="flex flex-wrap items-center gap-2">
              <JobBadge state={job.state} />
              <span className="min-w-0 flex-1 truncate font-medium" title={jobWords(job)}>
                {jobWords(job)}
              </span>
              <span className="text-[13px] text-ink-3">
                asked <Time at={job.requestedAt} as="ago" /> by {job.actor}
              </span>
              <AbortButton job={job} />
              {!isAtWork(job) && (
                <Button isSmall look="quiet" onClick={() => setHidden(new Set([...hidden, job.id]))}>
                  Hide
                </Button>
              )}
            </div>
            <JobProgress job={job} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
