import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import { OrderLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { useAgentNames } from '../../../app/agent-names';
import { useSearchChange } from '../shared/use-search-change';
import { modelLabel } from '../shared/words';
import type { AttributionSearch, CreditedBy } from './attribution-search';

type Order = components['schemas']['CreditedOrderView'];

interface CreditedOrdersProps {
  readonly query: Pick<AttributionSearch, 'from' | 'to' | 'book' | 'currency'> & { readonly by: CreditedBy };
  readonly who: Pick<AttributionSearch, 'key' | 'none'>;
}

/** The orders behind one row. */
export function CreditedOrders({ query, who: { key, none } }: CreditedOrdersProps) {
  const change = useSearchChange();
  const nameOf = useAgentNames();
  const unattributed = none === 'untouched' ? ('true' as const) : undefined;
  const asked = { ...query, key, unattributed };
  const meta = { topics: ['finance.attribution'] };
  const orders = $api.useInfiniteQuery(
    'get',
    '/api/finance/attribution/orders',
    { params: { query: asked } },
    { ...BY_CURSOR, meta },
  );
  const name = none === 'untouched' ? 'nobody' : none === 'unnamed' ? `no ${query.by} by name` : '';
  return (
    <div id="orders" className="scroll-mt-16">
      <Card
        title={`Orders credited to ${name || (query.by === 'agent' ? nameOf(key ?? '') : key)}`}
        hint="As the books credit them, newest first. Open one to see why."
        isPadded={false}
        actions={
          <Button isSmall look="quiet" onClick={() => change({ key: undefined, none: undefined })}>
            Close
          </Button>
        }
      >
        <Answered of={orders}>
          {(pages) => (
            <DataTable
              label="Orders behind the credit"
              columns={COLUMNS}
              rows={rowsOf<Order>(pages)}
              rowKey={({ orderId }) => orderId}
              rowTo={({ orderId }) => `/finance/orders/${encodeURIComponent(orderId)}`}
              empty={<Empty title="No order is credited so by the books" />}
              more={{
                ...{ hasMore: orders.hasNextPage, isLoading: orders.isFetchingNextPage },
                load: () => void orders.fetchNextPage(),
              }}
            />
          )}
        </Answered>
      </Card>
    </div>
  );
}

const COLUMNS: readonly Column<Order>[] = [
  {
    ...{ id: 'order', header: 'Order', isWide: true },
    cell: ({ orderId, name }) => <OrderLink id={orderId} name={name} />,
  },
  { id: 'placed', header: 'Placed', cell: ({ placedAt }) => <Time at={placedAt} /> },
  { ...{ id: 'model', header: 'Model', isSecondary: true }, cell: ({ model }) => modelLabel(model) },
  {
    ...{ id: 'net', header: 'Net revenue', align: 'right', isSecondary: true },
    cell: ({ netRevenueMinor, currency }) => <Money minor={netRevenueMinor} currency={currency} />,
  },
  {
    ...{ id: 'credited', header: 'Credited', align: 'right' },
    cell: ({ creditedMinor, currency }) => <Money minor={creditedMinor} currency={currency} />,
  },
];
