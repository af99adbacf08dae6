import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { asWords } from '../../../format/words';
import { ActorName } from '../../../ui/place-links';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { Time } from '../../../ui/time';
import { filterWords, readLetterSearch } from '../letter-search';
import { LetterTabs } from '../letters-page';
import { AbortButton, JobBadge, JobProgress } from './job-progress';
import { isAtWork, type Job } from './job-words';

const LOOK_MS = 1_000;

const COLUMNS: readonly Column<Job>[] = [
  { id: 'requestedAt', header: 'Asked for', cell: ({ requestedAt }) => <Time at={requestedAt} /> },
  { id: 'kind', header: 'What', cell: ({ kind }) => asWords(kind) },
  {
    id: 'filter',
    header: 'Which, and why',
    isWide: true,
    cell: ({ filter, reason, abortReason, endedBy }) => {
      const words = filterWords(readLetterSearch(filter as Record<string, unknown>));
      return (
        <>
          <span className="block truncate" title={`${words}. ${reason}`}>
            {words}
            <span className="text-ink-3"> · {reason}</span>
          </span>
          {abortReason !== null && (
            <span className="block truncate text-[13px] text-ink-2" title={abortReason}>
              Aborted by <ActorName actor={endedBy ?? 'somebody'} />: {abortReason}
            </span>
          )}
        </>
      );
    },
  },
  { id: 'actor', header: 'Who', isSecondary: true, cell: ({ actor }) => <ActorName actor={actor} /> },
  { id: 'progress', header: 'Progress', cell: (job) => <JobProgress job={job} isBrief /> },
  { id: 'ended', header: 'Ended', isSecondary: true, cell: ({ endedAt }) => <Time at={endedAt} /> },
  {
    id: 'state',
    header: 'State',
    cell: (job) => (
      <span className="flex items-center gap-2">
        <JobBadge {...job} />
        <AbortButton job={job} />
      </span>
    ),
  },
];

/** Every job over dead letters, newest first. */
export function JobsPage() {
  const query = $api.useInfiniteQuery(
    'get',
    '/api/gateway/dead-letters/jobs',
    { params: { query: {} } },
    {
      ...BY_CURSOR,
      meta: { topics: ['dlq'] },
      refetchInterval: ({ state: { data } }) => (rowsOf<Job>(data).some(isAtWork) ? LOOK_MS : false),
    },
  );
  return (
    <Page title="Jobs" description="What was done with many dead letters at once, by whom and why.">
      <LetterTabs />
      <Card isPadded={false}>
        <Answered of={query}>
          {(data) => (
            <DataTable
              label="Jobs over dead letters"
              columns={COLUMNS}
              rows={rowsOf<Job>(data)}
              rowKey={({ id }) => id}
              empty={
                <Empty title="No jobs yet">
                  “Redrive all matching” on the page of letters starts one; its progress is seen here.
                </Empty>
              }
              more={{
                ...{ hasMore: query.hasNextPage, isLoading: query.isFetchingNextPage },
                load: () => void query.fetchNextPage(),
              }}
            />
          )}
        </Answered>
      </Card>
    </Page>
  );
}
