import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { $api, api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import type { components } from '../../../api/openapi';
import { useMay } from '../../../app/session';
import { plural } from '../../../format/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { Time } from '../../../ui/time';
import { said } from '../../../ui/toasts';
import type { ServiceName } from '../use-system';

type Parked = components['schemas']['ParkedView'];

const COLUMNS: readonly Column<Parked>[] = [
  { id: 'parkedAt', header: 'Set aside', cell: ({ parkedAt }) => <Time at={parkedAt} as="ago" /> },
  {
    id: 'subject',
    header: 'Address',
    cell: ({ subject }) => <code className="font-mono text-[12.5px]">{subject}</code>,
  },
  { id: 'error', header: 'Why', isWide: true, cell: ({ error }) => <span title={error}>{error}</span> },
];

/** Events of a service that the broker refused; each may be tried once more, or all of them. */
export function ParkedCard({ service }: { readonly service: ServiceName }) {
  const client = useQueryClient();
  const mayOperate = useMay(`${service}:operate`);
  const [asked, setAsked] = useState<readonly Parked[]>();
  const [done, setDone] = useState(0);
  const path = `/api/${service}/messaging/parked` as const;
  const query = $api.useInfiniteQuery('get', path, { params: { query: {} } }, BY_CURSOR);
  const retry: Column<Parked> = {
    id: 'retry',
    header: 'Try again',
    cell: (row) => (
      <Button isSmall onClick={() => setAsked([row])}>
        Retry
      </Button>
    ),
  };
  const rows = rowsOf<Parked>(query.data);
  const send = async (reason: string): Promise<void> => {
    try {
      for (const [index, { outboxId }] of asked!.entries()) {
        await api.POST(`/api/${service}/messaging/parked/{id}/retry`, {
          ...{ params: { path: { id: outboxId } }, body: { reason } },
        });
        setDone(index + 1);
      }
      said(asked!.length === 1 ? 'It is on its way again' : `${asked!.length} are on their way again`);
    } finally {
      setDone(0);
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === path });
      void client.invalidateQueries({ queryKey: ['messaging-status', service] });
    }
  };
  return (
    <Card
      title={`Set aside by ${service}`}
      hint="The broker refuses these events, so nobody has heard of them; the rest is not kept waiting. Fix what it complains about, then try again."
      isPadded={false}
      actions={
        mayOperate &&
        rows.length > 1 && (
          <Button isSmall onClick={() => setAsked(rows)}>
            Retry all that are shown
          </Button>
        )
      }
    >
      <Answered of={query}>
        {() => (
          <DataTable
            label={`Events set aside by ${service}`}
            columns={mayOperate ? [...COLUMNS, retry] : COLUMNS}
            rows={rows}
            rowKey={({ outboxId }) => outboxId}
            empty={<Empty title="None any more" />}
            more={{
              ...{ hasMore: query.hasNextPage, isLoading: query.isFetchingNextPage },
              load: () => void query.fetchNextPage(),
            }}
          />
        )}
      </Answered>
      {asked && (
        <ReasonDialog
          title={asked.length === 1 ? 'Try it once more' : `Try ${plural(asked.length, 'event')} once more`}
          description={
            asked.length === 1
              ? `It goes out under the same id, so that nothing happens twice: ${asked[0]!.subject}.`
              : 'Each goes out under the same id, so that nothing happens twice. What is refused again comes back here.'
          }
          action="Retry"
          onClose={() => setAsked(undefined)}
          onConfirm={send}
        >
          {done > 0 && (
            <p role="status">
              {done} of {asked.length} done
            </p>
          )}
        </ReasonDialog>
      )}
    </Card>
  );
}
