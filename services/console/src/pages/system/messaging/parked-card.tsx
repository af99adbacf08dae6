import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client';
import type { components } from '../../../api/openapi';
import { useMay } from '../../../app/session';
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

/** Events of a service that the broker refused; each may be tried once more. */
export function ParkedCard({ service }: { readonly service: ServiceName }) {
  const client = useQueryClient();
  const mayOperate = useMay(`${service}:operate`);
  const [asked, setAsked] = useState<Parked>();
  const query = useQuery({
    queryKey: ['messaging-parked', service],
    queryFn: async () => (await api.GET(`/api/${service}/messaging/parked`, { params: { query: {} } })).data!,
  });
  const columns: readonly Column<Parked>[] = [
    { id: 'parkedAt', header: 'Set aside', cell: ({ parkedAt }) => <Time at={parkedAt} as="ago" /> },
    {
      id: 'subject',
      header: 'Address',
      cell: ({ subject }) => <code className="font-mono text-[12.5px]">{subject}</code>,
    },
    { id: 'error', header: 'Why', isWide: true, cell: ({ error }) => <span title={error}>{error}</span> },
    {
      id: 'retry',
      header: 'Try again',
      cell: (row) =>
        mayOperate && (
          <Button isSmall onClick={() => setAsked(row)}>
            Retry
          </Button>
        ),
    },
  ];
  const retry = async (reason: string): Promise<void> => {
    const order = { params: { path: { id: asked!.outboxId } }, body: { reason } };
    await api.POST(`/api/${service}/messaging/parked/{id}/retry`, order);
    said('It is on its way again');
    void Promise.all([
      client.invalidateQueries({ queryKey: ['messaging-parked', service] }),
      client.invalidateQueries({ queryKey: ['messaging-status', service] }),
    ]);
  };
  return (
    <Card
      title={`Set aside by ${service}`}
      hint="The broker refuses these events. The rest is not kept waiting by them."
      isPadded={false}
    >
      <Answered of={query}>
        {({ items }) => (
          <DataTable
            label={`Events set aside by ${service}`}
            columns={columns}
            rows={items}
            rowKey={({ outboxId }) => outboxId}
            empty={<Empty title="None any more" />}
          />
        )}
      </Answered>
      {asked && (
        <ReasonDialog
          title="Try it once more"
          description={`It goes out under the same id, so that nothing happens twice: ${asked.subject}.`}
          action="Retry"
          onClose={() => setAsked(undefined)}
          onConfirm={retry}
        />
      )}
    </Card>
  );
}
