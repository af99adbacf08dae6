import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { formatCalendar } from '../../../format/times';
import { Badge, type Tone } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import { ActorName, PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { PayeeName } from './payee-name';

type Payment = components['schemas']['PaymentView'];

const STATES: Readonly<Record<Payment['state'], readonly [Tone, string]>> = {
  ...{ pending: ['warn', 'Waits for approval'], paid: ['good', 'Paid'], rejected: ['bad', 'Refused'] },
};

/** Payments that were asked for, and what became of them. */
export function Payments() {
  const meta = { topics: ['finance.commission', 'finance.approval', 'governance.approval'] };
  const payments = $api.useInfiniteQuery('get', '/api/finance/commissions/payments', {}, { ...BY_CURSOR, meta });
  return (
    <Card title="Payments" hint="Each was asked for first, and is booked once it is approved." isPadded={false}>
      <Answered of={payments}>
        {(pages) => (
          <DataTable
            label="Payments of commissions"
            columns={COLUMNS}
            rows={rowsOf<Payment>(pages)}
            rowKey={({ id }) => id}
            empty={<Empty title="No payment was asked for">Open a closed statement and press Pay.</Empty>}
            more={{
              ...{ hasMore: payments.hasNextPage, isLoading: payments.isFetchingNextPage },
              load: () => void payments.fetchNextPage(),
            }}
          />
        )}
      </Answered>
    </Card>
  );
}

const COLUMNS: readonly Column<Payment>[] = [
  { ...{ id: 'payee', header: 'Payee', isWide: true }, cell: ({ beneficiary }) => <PayeeName of={beneficiary} /> },
  { ...{ id: 'period', header: 'Of', isSecondary: true }, cell: ({ period }) => formatCalendar(period) },
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
  {
    ...{ id: 'asked', header: 'Asked for', isSecondary: true },
    cell: ({ requestedAt, requestedBy }) => (
      <>
        <Time at={requestedAt} /> by <ActorName actor={requestedBy} />
      </>
    ),
  },
  { ...{ id: 'reference', header: 'Reference', isSecondary: true }, cell: ({ reference }) => reference ?? '–' },
  {
    ...{ id: 'amount', header: 'Amount', align: 'right' },
    cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
  },
];
