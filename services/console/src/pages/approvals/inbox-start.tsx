import { useApprovalCounts } from '../../app/approval-counts';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/card';
import { Kbd } from '../../ui/code';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Answered } from '../../ui/loading';
import type { components } from '../../api/openapi';
import { asWords } from '../../format/words';
import { useActs, useMayDecide } from './use-inbox';

type Count = components['schemas']['InboxCountView'];

const YOURS: Column<Count> = {
  ...{ id: 'yours', header: 'For you', align: 'right' },
  ...{ cell: ({ yours }) => yours, sortBy: ({ yours }) => yours },
};

/** Beside the list while nothing is open: how much waits of what, and how one goes through it. */
export function InboxStart() {
  const counts = useApprovalCounts();
  const acts = useActs();
  const mayDecide = useMayDecide();
  const titleOf = (name: string): string => acts.data?.find((act) => act.name === name)?.title ?? asWords(name);
  const columns: readonly Column<Count>[] = [
    {
      ...{ id: 'act', header: 'Act', isWide: true, sortBy: ({ act }) => titleOf(act) },
      cell: ({ act }) => (
        <Link
          to="/approvals"
          search={{ act, all: true }}
          className="text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          {titleOf(act)}
        </Link>
      ),
    },
    {
      id: 'waiting',
      header: 'Waiting',
      align: 'right',
      cell: ({ waiting }) => waiting,
      sortBy: ({ waiting }) => waiting,
    },
    ...(mayDecide ? [YOURS] : []),
    { id: 'soon', header: 'Within an hour', align: 'right', cell: ({ soon }) => soon, sortBy: ({ soon }) => soon },
  ];
  return (
    <Card
      title="What waits"
      isPadded={false}
      hint={
        <>
          Open one from the list, or press <Kbd>j</Kbd>.{' '}
          {mayDecide ? (
            <>
              Then <Kbd>y</Kbd> approves, <Kbd>n</Kbd> rejects, <Kbd>c</Kbd> asks for changes.
            </>
          ) : (
            'This key may look, and decides nothing.'
          )}
        </>
      }
    >
      <Answered of={counts}>
        {({ byAct }) => (
          <DataTable
            label="What waits, by act"
            columns={columns}
            rows={byAct}
            rowKey={({ act }) => act}
            empty={<Empty title="Nothing waits for anybody">New questions appear by themselves.</Empty>}
          />
        )}
      </Answered>
    </Card>
  );
}
