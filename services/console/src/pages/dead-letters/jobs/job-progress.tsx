import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { formatNumber } from '../../../format/numbers';
import { Badge, type Tone } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { ActorName } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { said } from '../../../ui/toasts';
import { lettersChanged, oneLine } from '../acts';
import { isAtWork, jobCounts, jobWords, outcomeWords, type Job } from './job-words';

const STATES: Readonly<Record<Job['state'], readonly [string, Tone]>> = {
  pending: ['waiting to begin', 'info'],
  running: ['at work', 'info'],
  finished: ['finished', 'good'],
  aborted: ['aborted', 'warn'],
};

/** A job that is through is no success where its letters failed again. */
export function JobBadge({ state, failedAgain }: Pick<Job, 'state' | 'failedAgain'>) {
  const [words, tone] = STATES[state];
  return <Badge tone={state === 'finished' && failedAgain > 0 ? 'warn' : tone}>{words}</Badge>;
}

/** How far a job is, and the way to end it. */
export function JobProgress({ job, isBrief = false }: { readonly job: Job; readonly isBrief?: boolean }) {
  const { total, done, skipped, left, state, endedAt, endedBy, abortReason } = job;
  const outcome = outcomeWords(job);
  const settled = Math.min(done + skipped, total);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-3">
        <div
          role="progressbar"
          aria-label={jobWords(job)}
          aria-valuemin={0}
          aria-valuenow={settled}
          aria-valuemax={total}
          className="h-2 w-full min-w-24 flex-1 overflow-hidden rounded-full bg-line"
        >
          <div className="h-full bg-accent" style={{ width: `${(settled / Math.max(total, 1)) * 100}%` }} />
        </div>
        <span className="tnum whitespace-nowrap">
          {formatNumber(settled)} of {formatNumber(total)}
        </span>
      </div>
      {(skipped > 0 || left > 0) && <p className="text-[13px] whitespace-normal text-ink-2">{jobCounts(job)}</p>}
      {outcome !== undefined && <p className="text-[13px] whitespace-normal text-ink-2">{outcome}</p>}
      {state === 'aborted' && !isBrief && (
        <p className="text-[13px] break-words text-ink-2">
          Aborted <Time at={endedAt} /> by <ActorName actor={endedBy ?? 'somebody'} />: {abortReason}
        </p>
      )}
    </div>
  );
}

export function AbortButton({ job }: { readonly job: Job }) {
  const client = useQueryClient();
  const mayOperate = useMay('gateway:operate');
  const [isAsking, setAsking] = useState(false);
  if (!mayOperate || !isAtWork(job)) return null;
  const abort = async (reason: string): Promise<void> => {
    const order = { params: { path: { id: job.id } }, body: { reason: oneLine(reason) } };
    await api.POST('/api/gateway/dead-letters/jobs/{id}/abort', order);
    said('The job was ended');
    void lettersChanged(client);
  };
  return (
    <>
      <Button isSmall look="danger" onClick={() => setAsking(true)}>
        Abort
      </Button>
      {isAsking && (
        <ReasonDialog
          title="End this job now"
          description="Not one letter more is touched. What it has done stays done."
          action="Abort"
          look="danger"
          onClose={() => setAsking(false)}
          onConfirm={abort}
        />
      )}
    </>
  );
}
