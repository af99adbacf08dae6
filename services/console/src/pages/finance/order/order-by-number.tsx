import { Navigate } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { $api } from '../../../api/client';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { FoundOrders } from '../shared/found-orders';

/** Where no order has this id, it may be the number that the shop shows: goes to the order, or lets the reader choose. */
export function OrderByNumber({ number }: { readonly number: string }) {
  const meta = { topics: ['finance.order'] };
  const orders = $api.useQuery('get', '/api/finance/orders', { params: { query: { number } } }, { meta });
  return (
    <Answered of={orders}>
      {({ items }) => {
        const [first] = items;
        if (first === undefined) return <NotKnown number={number} />;
        if (items.length === 1) return <Navigate replace to="/finance/orders/$id" params={{ id: first.orderId }} />;
        return (
          <Card title={`${items.length} orders have the number ${number}`}>
            <FoundOrders orders={items} />
          </Card>
        );
      }}
    </Answered>
  );
}

const NotKnown = ({ number }: { readonly number: string }) => (
  <Card>
    <Empty title={`No order in the books is ${number}`} icon={SearchX}>
      It may be mistyped, or its first event is still on the way. The page opens by itself as soon as it is booked.
    </Empty>
  </Card>
);
