import { useSearch } from '@tanstack/react-router';
import { isNarrowed } from '../../app/address-search';
import { useState } from 'react';
import { $api } from '../../api/client';
import { BY_CURSOR, rowsOf } from '../../api/pages';
import { useMay } from '../../app/session';
import { Button } from '../../ui/button';
import { DataTable } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Answered } from '../../ui/loading';
import { Page } from '../../ui/page';
import { NewTaskDialog } from './new-task-dialog';
import { QueueSummary } from './queue-summary';
import { taskColumns } from './task-columns';
import { TaskFilters } from './task-filters';
import { tasksQuery, type TasksSearch, type TaskView } from './tasks-search';
import { useCapabilities } from './use-capabilities';

const LIMIT = 50;

/** Every piece of work that somebody asked for. */
export function TasksPage() {
  const search: TasksSearch = useSearch({ strict: false });
  const [isAsking, setAsking] = useState(false);
  const mayAsk = useMay('orchestration:write');
  const capabilities = useCapabilities();
  const query = $api.useInfiniteQuery(
    'get',
    '/api/orchestration/tasks',
    { params: { query: { ...tasksQuery(search), limit: LIMIT } } },
    { ...BY_CURSOR, meta: { topics: ['orchestration.task'] } },
  );
  const isFiltered = isNarrowed(search);
  return (
    <Page
      title="Tasks"
      description="Every piece of work that somebody asked for, newest first."
      actions={
        mayAsk && (
          <Button look="primary" onClick={() => setAsking(true)}>
            Ask for work
          </Button>
        )
      }
    >
      <QueueSummary search={search} />
      <section aria-label="Tasks" className="rounded-lg border border-line bg-surface">
        <TaskFilters search={search} />
        <Answered of={query} lines={10}>
          {() => (
            <DataTable
              label="Tasks"
              columns={taskColumns(capabilities)}
              rows={rowsOf<TaskView>(query.data)}
              rowKey={({ id }) => id}
              rowTo={({ id }) => `/tasks/${id}`}
              empty={
                <Empty title={isFiltered ? 'No task matches' : 'Nobody has asked for work yet'}>
                  {isFiltered ? 'Take a filter away to see more.' : 'Orders, schedules, agents and people ask for it.'}
                </Empty>
              }
              more={{
                hasMore: query.hasNextPage,
                isLoading: query.isFetchingNextPage,
                load: () => void query.fetchNextPage(),
              }}
            />
          )}
        </Answered>
      </section>
      {isAsking && <NewTaskDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}
