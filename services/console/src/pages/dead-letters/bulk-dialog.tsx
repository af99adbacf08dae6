import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { components } from '../../api/openapi';
import { newIntentKey } from '../../api/intent-key';
import { formatNumber } from '../../format/numbers';
import { plural } from '../../format/words';
import { Answered } from '../../ui/loading';
import { ReasonDialog } from '../../ui/reason-dialog';
import { said } from '../../ui/toasts';
import { shortType } from '../events/event-words';
import { lettersChanged, oneLine, type Act } from './acts';
import { isAtWork, jobCounts, jobWords, type Job } from './jobs/job-words';
import { useNewestJobs } from './jobs/use-newest-jobs';
import { filterWords, type LetterSearch } from './letter-search';

type DryRun = components['schemas']['DryRunView'];

interface BulkDialogProps {
  readonly act: Act;
  readonly filter: Omit<LetterSearch, 'state'>;
  readonly onClose: () => void;
}

/** Counts what would be touched, asks for the reason, and starts the job. */
export function BulkDialog({ act, filter, onClose }: BulkDialogProps) {
  const client = useQueryClient();
  const [key] = useState(newIntentKey);
  const count = useQuery({
    queryKey: ['letters-counted', act, filter],
    gcTime: 0,
    queryFn: async () => (await ask(act, { filter, reason: 'Counted before deciding', dryRun: true })) as DryRun,
  });
  const start = async (reason: string): Promise<void> => {
    if (!count.data || count.data.total === 0) throw new Error('There is nothing to do: no open letter matches.');
    const job = (await ask(act, { filter, reason: oneLine(reason) }, key)) as Job;
    said(`Started: ${plural(job.total, 'letter')}`, 'Its progress is at the top of the page.');
    void lettersChanged(client);
  };
  const isRedrive = act === 'redrive';
  return (
    <ReasonDialog
      title={isRedrive ? 'Redrive all that match' : 'Discard all that match'}
      description={
        isRedrive
          ? 'A job sends them again, oldest first, each to the consumer that failed. It can be aborted.'
          : 'A job discards them, oldest first. What is discarded stays so; the rest can be saved by aborting.'
      }
      action={isRedrive ? 'Redrive' : 'Discard'}
      look={isRedrive ? 'primary' : 'danger'}
      onClose={onClose}
      onConfirm={start}
    >
      <OthersAtWork />
      <Answered of={count}>
        {({ total, groups }) => (
          <div className="rounded-md border border-line bg-sunken p-3">
            <p>
              <strong className="tnum">{formatNumber(total)}</strong> match now: {filterWords(filter)}.
            </p>
            {groups.length > 1 && (
              <ul className="mt-1 max-h-40 overflow-y-auto text-[13px] text-ink-2">
                {groups.map(({ consumer, type, reason, count: own }) => (
                  <li key={`${consumer} ${type} ${reason}`}>
                    {formatNumber(own)} of {consumer}: {shortType(type)}, {reason}
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </Answered>
    </ReasonDialog>
  );
}

/** Somebody may be at it already: what another job has taken by then is left alone by this one. */
function OthersAtWork() {
  const atWork = (useNewestJobs().data?.items ?? []).filter(isAtWork);
  if (atWork.length === 0) return null;
  return (
    <div role="status" className="mb-3 rounded-md border border-line bg-warn-soft p-3">
      <p className="font-medium text-warn">
        {atWork.length === 1 ? 'Another job is at work' : `${plural(atWork.length, 'job')} are at work`}
      </p>
      <ul>
        {atWork.map((job) => (
          <li key={job.id}>
            {jobWords(job)}: {jobCounts(job)}
          </li>
        ))}
      </ul>
      <p className="text-[13px] text-ink-2">
        No letter is taken twice: what one job has dealt with, another leaves alone.
      </p>
    </div>
  );
}

async function ask(act: Act, body: components['schemas']['BulkBody'], key?: string): Promise<DryRun | Job> {
  const order = { body, params: { header: key === undefined ? {} : { 'idempotency-key': key } } };
  const { data } =
    act === 'redrive'
      ? await api.POST('/api/gateway/dead-letters/redrives', order)
      : await api.POST('/api/gateway/dead-letters/discards', order);
  return data!;
}
