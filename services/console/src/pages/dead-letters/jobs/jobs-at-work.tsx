import { useState } from 'react';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ActorName, PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { AbortButton, JobBadge, JobProgress } from './job-progress';
import { useNewestJobs } from './use-newest-jobs';
import { isAtWork, jobsToShow, jobWords } from './job-words';

/** Jobs that are at work, and those that ended while this page was open or shortly before. */
export function JobsAtWork() {
  const [openedAt] = useState(Date.now);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const query = useNewestJobs();
  const jobs = jobsToShow(query.data?.items ?? [], openedAt).filter(({ id }) => !hidden.has(id));
  if (jobs.length === 0) return null;
  return (
    <Card title="Jobs" actions={<PlaceLink to="/dead-letters/jobs">All jobs</PlaceLink>}>
      <ul className="flex flex-col gap-4">
        {jobs.map((job) => (
          <li key={job.id} className="flex flex-col gap-1.5">
            <div className="flex flex-wrap items-center gap-2">
              <JobBadge {...job} />
              <span className="min-w-0 flex-1 truncate font-medium" title={jobWords(job)}>
                {jobWords(job)}
              </span>
              <span className="text-[13px] text-ink-3">
                asked <Time at={job.requestedAt} as="ago" /> by <ActorName actor={job.actor} />
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
