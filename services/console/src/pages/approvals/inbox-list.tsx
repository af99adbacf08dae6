import { useApprovalCounts } from '../../app/approval-counts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Answered } from '../../ui/loading';
import { BulkBar } from './bulk-bar';
import { InboxFilters } from './inbox-filters';
import { InboxRow } from './inbox-row';
import type { InboxSearch } from './inbox-search';
import { SaidYes } from './said-yes';
import { useInbox, useMayDecide, type Approval } from './use-inbox';

interface InboxListProps {
  readonly search: InboxSearch;
  readonly openId: string | undefined;
}

export function InboxList({ search, openId }: InboxListProps) {
  const { query, rows } = useInbox(search);
  const mayDecide = useMayDecide();
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
              <>
                {search.state === undefined && !search.all && mayDecide && <SaidYes search={search} />}
                <NothingHere search={search} mayDecide={mayDecide} />
              </>
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

interface NothingHereProps {
  readonly search: InboxSearch;
  readonly mayDecide: boolean;
}

function NothingHere({ search, mayDecide }: NothingHereProps) {
  const { data } = useApprovalCounts();
  const others = data?.waiting ?? 0;
  const { state, act, asker, subject, all } = search;
  if (all || [state, act, asker, subject].some((one) => one !== undefined)) {
    return (
      <Empty title="No approval matches">
        Choose another state, act, asker or subject, or{' '}
        <Link to="/approvals" className="text-accent underline">
          show {mayDecide ? 'what waits for you' : 'all that waits'}
        </Link>
        .
      </Empty>
    );
  }
  return (
    <Empty title={mayDecide ? 'Nothing waits for you' : 'Nothing waits'}>
      {mayDecide && others > 0 ? (
        <Link to="/approvals" search={{ all: true }} className="text-accent underline">
          Show what waits for others ({others})
        </Link>
      ) : (
        'New questions appear here by themselves.'
      )}
    </Empty>
  );
}
