import type { Action } from '../command.js';
import { columns } from '../output.js';
import { shown } from '../terminal.js';
import { JOBS, type LetterJob } from './dead-letter.js';
import { jobText } from './job-text.js';

const PAGE_SIZE = 100;

/** Jobs over dead letters, newest first. */
export const jobs: Action<{ limit: number }> = async ({ api, output }, { limit }) => {
  const items = await api.list<LetterJob>(JOBS, {}, limit, PAGE_SIZE);
  const row = ({ id, requestedAt, kind, state, done, skipped, total, ratePerSecond, actor, reason }: LetterJob) => [
    ...[
      id,
      requestedAt,
      kind,
      state,
      `${done + skipped}/${total}`,
      String(skipped),
      `${ratePerSecond}/s`,
      actor,
      reason,
    ],
  ];
  const titles = ['id', 'asked for', 'kind', 'state', 'letters', 'skipped', 'rate', 'actor', 'reason'];
  output.result({ items }, () => (items.length > 0 ? output.table(columns(titles), items.map(row)) : 'No jobs.'));
};

/** Ends a job now. Exit code 1 when it has ended already. */
export const abort: Action<{ reason: string }> = async ({ api, output }, { reason }, [id]) => {
  const job = await api.post<LetterJob>(`${JOBS}/${encodeURIComponent(id!)}/abort`, { reason });
  output.result(job, () => shown(jobText(job)));
};
