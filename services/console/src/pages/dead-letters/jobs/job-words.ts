import type { components } from '../../../api/openapi';
import { formatNumber } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { filterWords, readLetterSearch } from '../letter-search';

export type Job = components['schemas']['LetterJobView'];

export const isAtWork = ({ state }: Pick<Job, 'state'>): boolean => state === 'pending' || state === 'running';

export const jobWords = ({ kind, filter }: Pick<Job, 'kind' | 'filter'>): string =>
  `${kind === 'redrive' ? 'Redrive' : 'Discard'} ${filterWords(readLetterSearch(filter as Record<string, unknown>))}`;

/** What was done with how many letters, and with how many nothing. */
export function jobCounts({ kind, done, skipped, skips, left, state }: Omit<Job, 'filter'>): string {
  const why = Object.entries(skips).map(([reason, count]) => `${formatNumber(count)} ${reason}`);
  return [
    `${plural(done, 'letter')} ${kind === 'redrive' ? 'sent again' : 'discarded'}`,
    ...(skipped > 0 ? [`${formatNumber(skipped)} left alone (${why.join(', ')})`] : []),
    ...(left > 0 ? [`${formatNumber(left)} ${state === 'aborted' ? 'not touched, still open' : 'to go'}`] : []),
  ].join(', ');
}

/** What came of the letters that were sent again, as far as it is known; undefined while nothing is. */
export function outcomeWords({ kind, done, handled, failedAgain }: Omit<Job, 'filter'>): string | undefined {
  if (kind !== 'redrive' || done === 0) return undefined;
  const unheard = Math.max(0, done - handled - failedAgain);
  const parts = [
    ...(handled > 0 ? [`${formatNumber(handled)} handled`] : []),
    ...(failedAgain > 0
      ? [`${formatNumber(failedAgain)} failed again and ${failedAgain === 1 ? 'is' : 'are'} open anew`]
      : []),
    ...(unheard > 0 ? [`${formatNumber(unheard)} not heard of yet`] : []),
  ];
  return `Of those sent again: ${parts.join(', ')}.`;
}

/** A job that ended before this page was opened is still news for so long. */
const NEWS_MS = 10 * 60_000;

/** Jobs that whoever comes to the page has to know of. */
export const jobsToShow = (jobs: readonly Job[], openedAt: number): Job[] =>
  jobs.filter((job) => isAtWork(job) || Date.parse(job.endedAt ?? '') >= openedAt - NEWS_MS);
