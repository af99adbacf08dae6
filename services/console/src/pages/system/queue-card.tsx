import { formatDuration, formatNumber } from '../../format/numbers';
import { Card } from '../../ui/card';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Answered } from '../../ui/loading';
import { PlaceLink } from '../../ui/place-links';
import { STATES, WAITS } from '../tasks/task-words';
import type { components } from '../../api/openapi';
import { useQueue } from './use-system';

type QueuePlace = components['schemas']['QueuePlaceView'];

const COLUMNS: readonly Column<QueuePlace>[] = [
  { id: 'state', header: 'State', cell: ({ state }) => STATES[state].label, sortBy: ({ state }) => state },
  {
    id: 'waitsFor',
    header: 'Waits for',
    isWide: true,
    cell: ({ waitsFor }) => (waitsFor === null ? <span className="text-ink-3">nothing else</span> : WAITS[waitsFor]),
  },
  {
    id: 'count',
    header: 'Tasks',
    align: 'right',
    sortBy: ({ count }) => count,
    cell: ({ count }) => formatNumber(count),
  },
  {
    id: 'oldest',
    header: 'The oldest for',
    align: 'right',
    sortBy: ({ oldestAgeMs }) => oldestAgeMs,
    cell: ({ oldestAgeMs }) => formatDuration(oldestAgeMs),
  },
];

/** Work that has not ended, by what it waits for. */
export function QueueCard() {
  const query = useQueue();
  const queue = query.data;
  return (
    <Card
      title="Task queue"
      hint={
        queue &&
        `${formatNumber(queue.open)} tasks have not ended, ${formatNumber(queue.ready)} could be taken now, ${formatNumber(queue.overdue)} are overdue.`
      }
      actions={<PlaceLink to="/tasks">All tasks</PlaceLink>}
      isPadded={false}
    >
      <Answered of={query}>
        {({ places }) => (
          <DataTable
            label="Tasks that have not ended"
            columns={COLUMNS}
            rows={places}
            rowKey={({ state, waitsFor }) => `${state} ${waitsFor}`}
            empty={<Empty title="No work waits">Tasks appear here when events or people ask for work.</Empty>}
          />
        )}
      </Answered>
    </Card>
  );
}
