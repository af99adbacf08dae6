import { Link } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { LINK_LOOK } from '../../../ui/place-links';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { PayeeName } from './payee-name';

type Balance = components['schemas']['BalanceView'];

/** What is owed to everybody now. */
export function Balances() {
  const meta = { topics: ['finance.commission'] };
  const balances = $api.useInfiniteQuery('get', '/api/finance/commissions/balances', {}, { ...BY_CURSOR, meta });
  return (
    <Card
      title="Balances"
      hint="On hold until the return period of the order is over; then to be paid."
      isPadded={false}
    >
      <Answered of={balances}>
        {(pages) => (
          <DataTable
            label="Balances of payees"
            columns={COLUMNS}
            rows={rowsOf<Balance>(pages)}
            rowKey={({ beneficiary: { kind, id }, currency }) => `${kind} ${id} ${currency}`}
            empty={
              <Empty title="Nobody has earned a commission">
                A commission plan says whose credits count and at what rate. Plans are made by the API or by{' '}
                <code>vw commissions</code>; orders placed since a plan begins are caught up with within a minute.
              </Empty>
            }
            more={{
              ...{ hasMore: balances.hasNextPage, isLoading: balances.isFetchingNextPage },
              load: () => void balances.fetchNextPage(),
            }}
          />
        )}
      </Answered>
    </Card>
  );
}

const COLUMNS: readonly Column<Balance>[] = [
  { ...{ id: 'payee', header: 'Payee', isWide: true }, cell: ({ beneficiary }) => <PayeeName of={beneficiary} /> },
  {
    ...{ id: 'held', header: 'On hold', align: 'right' },
    sortBy: ({ heldMinor }) => BigInt(heldMinor),
    cell: ({ heldMinor, currency }) => <Money minor={heldMinor} currency={currency} />,
  },
  {
    ...{ id: 'payable', header: 'To be paid', align: 'right' },
    sortBy: ({ payableMinor }) => BigInt(payableMinor),
    cell: ({ payableMinor, currency }) => (
      <>
        <Money minor={payableMinor} currency={currency} />
        {payableMinor.startsWith('-') && <span className="block text-xs text-ink-3">owed by the payee</span>}
      </>
    ),
  },
  {
    ...{ id: 'statements', header: '', align: 'right' },
    cell: ({ beneficiary: { kind, id } }) => (
      <Link
        to={'/finance/commissions' as '/'}
        search={{ show: 'statements', payee: `${kind}:${id}` } as never}
        className={LINK_LOOK}
      >
        Statements
      </Link>
    ),
  },
];
