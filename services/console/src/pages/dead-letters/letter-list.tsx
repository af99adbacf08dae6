import { MailCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { $api } from '../../api/client';
import { BY_CURSOR, rowsOf } from '../../api/pages';
import type { components } from '../../api/openapi';
import { useMay } from '../../app/session';
import { Card } from '../../ui/card';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Answered } from '../../ui/loading';
import { Time } from '../../ui/time';
import { EventSubject } from '../events/event-subject';
import { shortType } from '../events/event-words';
import { BulkActs } from './bulk-acts';
import type { LetterSearch } from './letter-search';
import { firstLine, LetterBadge } from './letter-words';
import { SelectedActs } from './selected-acts';

export type ListedLetter = components['schemas']['ListedLetterView'];

const PAGE_ROWS = 100;

/** The letters themselves, newest first; some or all of them can be decided at once. */
export function LetterList({ search }: { readonly search: LetterSearch }) {
  const mayOperate = useMay('gateway:operate');
  const { state = 'open', ...filter } = search;
  const query = $api.useInfiniteQuery(
    ...(['get', '/api/gateway/dead-letters', { params: { query: { ...filter, state, limit: PAGE_ROWS } } }] as const),
    { ...BY_CURSOR, meta: { topics: ['dlq'] } },
  );
  const rows = useMemo(() => rowsOf<ListedLetter>(query.data), [query.data]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = useMemo(() => rows.filter((letter) => letter.state === 'open'), [rows]);
  const selected = open.filter(({ id }) => chosen.has(id));
  const columns = useMemo(() => (mayOperate ? [choice(chosen, setChosen), ...COLUMNS] : COLUMNS), [chosen, mayOperate]);
  return (
    <Card
      title="Letters"
      isPadded={false}
      actions={
        mayOperate &&
        open.length > 0 && (
          <span className="flex flex-wrap items-center gap-2">
            <label className="flex items-center gap-1.5 text-[13px] text-ink-2">
              <input
                type="checkbox"
                checked={selected.length === open.length}
                onChange={({ target }) => setChosen(new Set(target.checked ? open.map(({ id }) => id) : []))}
              />
              All that are loaded
            </label>
            <SelectedActs letters={selected} onDone={() => setChosen(new Set())} />
            <BulkActs search={search} />
          </span>
        )
      }
    >
      <Answered of={query}>
        {() => (
          <DataTable
            label="Dead letters"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowTo={({ id }) => `/dead-letters/${id}`}
            isSelected={({ id }) => chosen.has(id)}
            empty={
              Object.keys(filter).length > 0 ? (
                <Empty title="No letter matches">Clear the filters, or choose another state.</Empty>
              ) : (
                <Empty
                  title={state === 'open' ? 'No open dead letters' : 'There is none in this state'}
                  icon={MailCheck}
                >
                  {state === 'open'
                    ? 'Every consumer handled everything. When one can’t, its letter appears here by itself.'
                    : 'Choose another state above.'}
                </Empty>
              )
            }
            more={{
              ...{ hasMore: query.hasNextPage, isLoading: query.isFetchingNextPage },
              load: () => void query.fetchNextPage(),
            }}
          />
        )}
      </Answered>
    </Card>
  );
}

function choice(chosen: ReadonlySet<string>, choose: (next: ReadonlySet<string>) => void): Column<ListedLetter> {
  return {
    id: 'choice',
    header: 'Choose',
    cell: ({ id, state, origin }) =>
      state === 'open' && (
        <input
          type="checkbox"
          aria-label={`Choose the letter of ${origin.eventId ?? id}`}
          checked={chosen.has(id)}
          onChange={({ target }) => {
            const next = new Set(chosen);
            if (target.checked) next.add(id);
            else next.delete(id);
            choose(next);
          }}
        />
      ),
  };
}

const COLUMNS: readonly Column<ListedLetter>[] = [
  { id: 'failedAt', header: 'Failed', cell: ({ failedAt }) => <Time at={failedAt} as="ago" /> },
  { id: 'consumer', header: 'Consumer', isSecondary: true, cell: ({ consumer }) => consumer },
  {
    id: 'type',
    header: 'Event',
    isSecondary: true,
    cell: ({ origin: { eventType } }) => <span title={eventType ?? undefined}>{shortType(eventType)}</span>,
  },
  {
    id: 'error',
    header: 'Error',
    isWide: true,
    cell: ({ error, reason }) => (
      <span title={error}>
        {firstLine(error)} <span className="text-ink-3">({reason})</span>
      </span>
    ),
  },
  {
    id: 'subject',
    header: 'Subject',
    isSecondary: true,
    cell: ({ subject, origin: { eventType: type } }) => <EventSubject of={{ type, subject }} length={18} />,
  },
  { id: 'attempts', header: 'Tries', align: 'right', isSecondary: true, cell: ({ attempts }) => attempts },
  { id: 'state', header: 'State', cell: ({ state }) => <LetterBadge state={state} /> },
];
