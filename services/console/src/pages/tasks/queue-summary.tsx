import { Link } from '@tanstack/react-router';
import { $api } from '../../api/client';
import type { components } from '../../api/openapi';
import { formatDuration, formatNumber } from '../../format/numbers';
import { cx } from '../../ui/class-names';
import { Answered } from '../../ui/loading';
import { STATES, WAITS } from './task-words';
import { FOR_PEOPLE, readTasksSearch, TASK_STATES, type TasksSearch } from './tasks-search';

type Place = components['schemas']['QueuePlaceView'];

/** What has not ended: how much could be taken, is late, and waits for what. Each leads to its tasks. */
export function QueueSummary({ search }: { readonly search: TasksSearch }) {
  const query = $api.useQuery('get', '/api/orchestration/queue', {}, { meta: { topics: ['orchestration.task'] } });
  return (
    <Answered of={query} lines={2}>
      {({ open, ready, overdue, waitingForPeople, oldestReadyAgeMs, places }) => (
        <ul aria-label="Queue" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4 2xl:grid-cols-8">
          <Tile
            to={{ state: OPEN }}
            label="Not ended"
            count={open}
            about={
              oldestReadyAgeMs === null
                ? `${formatNumber(ready)} could be taken`
                : `${formatNumber(ready)} could be taken, for ${formatDuration(oldestReadyAgeMs)}`
            }
            current={search}
          />
          <Tile
            to={{ overdue: true }}
            label="Overdue"
            count={overdue}
            isWarning={overdue > 0}
            about="past their time"
            current={search}
          />
          {waitingForPeople > 0 && (
            <Tile
              to={{ waitsFor: FOR_PEOPLE }}
              label="Wait for a person’s answer"
              count={waitingForPeople}
              about="to do, or to answer"
              current={search}
            />
          )}
          {places.filter(isOfOthers).map((place) => (
            <Tile
              key={`${place.state}/${place.waitsFor}`}
              to={placeSearch(place)}
              label={placeLabel(place)}
              count={place.count}
              about={`oldest ${formatDuration(place.oldestAgeMs)}`}
              current={search}
            />
          ))}
        </ul>
      )}
    </Answered>
  );
}

const OPEN = TASK_STATES.slice(0, 5).join(',');

/** Those that wait for people have a tile of their own. */
const isOfOthers = ({ waitsFor }: Place): boolean => !FOR_PEOPLE.split(',').includes(waitsFor ?? '');

const placeSearch = ({ state, waitsFor }: Place): TasksSearch => ({ state, ...(waitsFor !== null && { waitsFor }) });

const placeLabel = ({ state, waitsFor }: Place): string =>
  waitsFor === null ? STATES[state].label : `Waits for ${WAITS[waitsFor]}`;

interface TileProps {
  readonly to: TasksSearch;
  readonly label: string;
  readonly count: number;
  readonly about: string;
  readonly isWarning?: boolean;
  readonly current: TasksSearch;
}

function Tile({ to, label, count, about, isWarning = false, current }: TileProps) {
  const isCurrent = JSON.stringify(readTasksSearch({ ...to })) === JSON.stringify(readTasksSearch({ ...current }));
  return (
    <li className="min-w-0">
      <Link
        to="/tasks"
        search={to}
        aria-current={isCurrent ? 'true' : undefined}
        className={cx(
          'flex h-full flex-col rounded-lg border px-3 py-2 hover:bg-sunken',
          isCurrent ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
        )}
      >
        <span className="text-[13px] text-ink-2">{label}</span>
        <span className={cx('tnum mt-auto text-lg font-semibold', isWarning && 'text-warn')}>
          {formatNumber(count)}
        </span>
        <span className="text-[13px] text-ink-3">{about}</span>
      </Link>
    </li>
  );
}
