import { useQueryClient } from '@tanstack/react-query';
import { ArrowUp } from 'lucide-react';
import { useCallback, useMemo, useRef, useState, type UIEvent } from 'react';
import { $api } from '../../api/client';
import { BY_CURSOR, rowsOf } from '../../api/pages';
import { formatNumber } from '../../format/numbers';
import { Answered } from '../../ui/loading';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { DataTable } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { EVENT_COLUMNS } from './event-columns';
import { isFiltered, type EventSearch } from './event-search';
import { heldAt, joined, type ListedEvent } from './live-rows';
import { RateChart } from './rate-chart';
import { useLiveEvents } from './use-live-events';

const PAGE_ROWS = 250;

/** Further down than this somebody reads, and what comes must not move it. */
const AWAY_PX = 60;

/** The events that are looked for: what was loaded, and above it what was heard since. */
export function EventList({ search }: { readonly search: EventSearch }) {
  const client = useQueryClient();
  const query = $api.useInfiniteQuery(
    ...(['get', '/api/audit/events', { params: { query: { ...search, limit: PAGE_ROWS } } }] as const),
    // The live line brings what is new; a list that was left is loaded anew.
    { ...BY_CURSOR, staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false },
  );
  const loadAnew = useCallback(() => void client.resetQueries({ queryKey: ['get', '/api/audit/events'] }), [client]);
  const heard = useLiveEvents(search, loadAnew);
  const loaded = useMemo(() => rowsOf<ListedEvent>(query.data), [query.data]);
  const all = useMemo(() => joined(heard, loaded), [heard, loaded]);
  const { heldFrom, box, onScroll, toTop } = useReadingPlace(all);
  const { rows, above } = useMemo(() => heldAt(all, heldFrom), [all, heldFrom]);
  return (
    <Answered of={query} lines={12}>
      {() => (
        <>
          <RateChart rows={all} isWhole={!query.hasNextPage} />
          <div ref={box} className="relative" onScrollCapture={onScroll}>
            {above > 0 && (
              <div className="pointer-events-none absolute inset-x-0 top-13 z-20 flex justify-center">
                <Button look="primary" isSmall className="pointer-events-auto shadow-raised" onClick={toTop}>
                  <ArrowUp aria-hidden className="size-3.5" />
                  {formatNumber(above)} new
                </Button>
              </div>
            )}
            <Card isPadded={false}>
              <DataTable
                label="Events"
                columns={EVENT_COLUMNS}
                rows={rows}
                rowKey={({ position }) => position}
                rowTo={({ position }) => `/events/${position}`}
                empty={<NoEvents isFiltered={isFiltered(search)} />}
                more={{
                  hasMore: query.hasNextPage,
                  isLoading: query.isFetchingNextPage,
                  load: () => void query.fetchNextPage(),
                }}
              />
            </Card>
          </div>
        </>
      )}
    </Answered>
  );
}

const NoEvents = ({ isFiltered }: { readonly isFiltered: boolean }) =>
  isFiltered ? (
    <Empty title="No event matches">
      Types are whole, or end with a star: vw.shop.*. An order is found by its number, such as #1042; other subjects and
      ids are whole. What matches from now on appears here.
    </Empty>
  ) : (
    <Empty title="Nothing has happened yet">
      Connect the shop’s webhooks, or run “npm run vw -- shop simulate” to see a small shop at work. Events then appear
      here.
    </Empty>
  );

/** Where in the list somebody reads: at its top, or further down, from the row that was on top when they left it. */
function useReadingPlace(rows: readonly ListedEvent[]) {
  const [heldFrom, setHeldFrom] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const onScroll = ({ target }: UIEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    scroller.current = target;
    const isAway = target.scrollTop > AWAY_PX;
    if (isAway !== (heldFrom !== undefined)) setHeldFrom(isAway ? rows[0]?.position : undefined);
  };
  const toTop = (): void => {
    setHeldFrom(undefined);
    scroller.current?.scrollTo({ top: 0 });
    box.current?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true });
  };
  return { heldFrom, box, onScroll, toTop };
}
