import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { Badge, type Tone } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { ActorName, PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { Amount } from './amount';
import { BudgetName } from './budget-name';

type Transfer = components['schemas']['TransferView'];

const STATES: Readonly<Record<Transfer['state'], readonly [Tone, string]>> = {
  ...{ pending: ['warn', 'Waits for approval'], done: ['good', 'Done'], rejected: ['bad', 'Refused'] },
};

/** Transfers that were asked for, and what became of them. */
export function TransferList() {
  const meta = { topics: ['finance.budget', 'finance.approval', 'governance.approval'] };
  const transfers = $api.useInfiniteQuery('get', '/api/finance/budgets/transfers', {}, { ...BY_CURSOR, meta });
  return (
    <Card title="Transfers" hint="From one budget to another; each waits for approval first." isPadded={false}>
      <Answered of={transfers}>
        {(pages) => (
          <DataTable
            label="Transfers between budgets"
            columns={COLUMNS}
            rows={rowsOf<Transfer>(pages)}
            rowKey={({ id }) => id}
            empty={
              <Empty title="No transfer was asked for">Press Ask for a transfer to move money between budgets.</Empty>
            }
            more={{
              ...{ hasMore: transfers.hasNextPage, isLoading: transfers.isFetchingNextPage },
              load: () => void transfers.fetchNextPage(),
            }}
          />
        )}
      </Answered>
    </Card>
  );
}

const COLUMNS: readonly Column<Transfer>[] = [
  { id: 'at', header: 'Asked for', cell: ({ requestedAt }) => <Time at={requestedAt} /> },
  {
    ...{ id: 'state', header: 'State' },
    cell: ({ state, decisionReason, approval }) => (
      <span title={decisionReason ?? approval?.reason}>
        <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>{' '}
        {state === 'pending' && (
          <PlaceLink to={approval?.id ? `/approvals/${approval.id}` : '/approvals'}>Approvals</PlaceLink>
        )}
      </span>
    ),
  },
  { id: 'from', header: 'From', cell: ({ fromBudgetId }) => <BudgetName id={fromBudgetId} /> },
  { id: 'to', header: 'To', cell: ({ toBudgetId }) => <BudgetName id={toBudgetId} /> },
  {
    ...{ id: 'reason', header: 'Reason', isWide: true, isSecondary: true },
    cell: ({ reason }) => <span title={reason}>{reason}</span>,
  },
  {
    ...{ id: 'by', header: 'By', isSecondary: true },
    cell: ({ requestedBy }) => <ActorName actor={requestedBy} />,
  },
  {
    ...{ id: 'amount', header: 'Amount', align: 'right' },
    cell: ({ amountMinor, unit }) => <Amount minor={amountMinor} unit={unit} />,
  },
];
