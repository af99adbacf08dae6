import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Answered } from '../../ui/loading';
import { useMay } from '../../app/session';
import { BulkBar } from './bulk-bar';
import { InboxFilters } from './inbox-filters';
import { InboxRow } from './inbox-row';
import type { InboxSearch } from './inbox-search';
import { useCounts, useInbox, type Approval } from './use-inbox';

interface InboxListProps {
  readonly search: InboxSearch;
  readonly openId: string | undefined;
}

export function InboxList({ search, openId }: InboxListProps) {
  const { query, rows } = useInbox(search);
  const mayDecide = useMay('governance:approve');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = rows.filter(({ id }) => chosen.has(id));
  const choose = (ids: readonly string[], isChosen: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  const waiting = rows.filter(isWaiting);
  return (
    <section
      aria-label="Approvals"
      className="flex flex-col rounded-lg border border-line bg-surface lg:max-h-[calc(100dvh-10.5rem)]"
    >
      <InboxFilters search={search} />
      {mayDecide && waiting.length > 1 && <BulkBar waiting={waiting} picked={picked} onChoose={choose} />}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Answered of={query} lines={8}>
          {() =>
            rows.length === 0 ? (
              <NothingHere search={search} />
            ) : (
              <ul>
                {rows.map((row) => (
                  <InboxRow
                    key={row.id}
                    row={row}
                    search={search}
                    isOpen={row.id === openId}
                    {...(mayDecide &&
                      isWaiting(row) && {
                        isChosen: chosen.has(row.id),
                        onChoose: (isChosen: boolean) => choose([row.id], isChosen),
                      })}
                  />
                ))}
              </ul>
            )
          }
        </Answered>
        {query.hasNextPage && (
          <div className="flex justify-center p-2">
            <Button isSmall isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Load more
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

const isWaiting = ({ state }: Approval): boolean => state === 'pending';

function NothingHere({ search }: { readonly search: InboxSearch }) {
  const { data } = useCounts();
  const others = data?.waiting ?? 0;
  if (search.state !== undefined || search.act !== undefined || search.asker !== undefined || search.all) {
    return (
      <Empty title="There are none like that">
        Choose another state, act or asker, or{' '}
        <Link to="/approvals" className="text-accent underline">
          show what waits for you
        </Link>
        .
      </Empty>
    );
  }
  return (
    <Empty title="Nothing waits for you">
      {others > 0 ? (
        <Link to="/approvals" search={{ all: true }} className="text-accent underline">
          Show what waits for others ({others})
        </Link>
      ) : (
        'New questions appear here by themselves.'
      )}
    </Empty>
  );
}
