import { getRouteApi, Link } from '@tanstack/react-router';
import { GitBranch, ListChecks } from 'lucide-react';
import { $api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { buttonClass } from '../../../ui/button';
import { ProblemError } from '../../../api/problem';
import { Answered } from '../../../ui/loading';
import { FinancePage } from '../shared/finance-page';
import { OrderSearch } from '../shared/order-search';
import { OrderApprovals } from './order-approvals';
import { OrderByNumber } from './order-by-number';
import { OrderCommissions } from './order-commissions';
import { OrderCredits } from './order-credits';
import { OrderHead } from './order-head';
import { OrderLedger } from './order-ledger';
import { OrderLines } from './order-lines';

const route = getRouteApi('/_console/finance/orders/$id');

/** One order: what it came to, who got it and why, and everything in the books about it. */
export function OrderPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const meta = { topics: ['finance.order', 'finance.refund', 'finance.entry'] };
  const params = { path: { shopifyOrderId: id } };
  const order = $api.useQuery('get', '/api/finance/orders/{shopifyOrderId}', { params }, { meta });
  const mayReadApprovals = useMay('governance:read');
  const error: unknown = order.error;
  const isUnknown = error instanceof ProblemError && error.status === 404;
  return (
    <FinancePage
      title={order.data?.name ? `Order ${order.data.name}` : `Order ${id}`}
      description="What it came to, who got its revenue, and why."
      search={{ ...search, book: order.data?.book === 'test' ? 'test' : undefined }}
      actions={<OrderSearch />}
    >
      {isUnknown ? (
        <OrderByNumber number={id} />
      ) : (
        <Answered of={order}>
          {(found) => (
            <>
              <OrderHead order={found} />
              <OrderCredits orderId={id} model={search.model} />
              <OrderLines order={found} />
              <OrderCommissions orderId={id} />
              {mayReadApprovals && <OrderApprovals orderId={id} />}
              <OrderLedger orderId={id} />
              <Elsewhere orderId={id} />
            </>
          )}
        </Answered>
      )}
    </FinancePage>
  );
}

/** What other parts of the system know of it. */
function Elsewhere({ orderId }: { readonly orderId: string }) {
  const [mayReadEvents, mayReadTasks] = [useMay('audit:read'), useMay('orchestration:read')];
  if (!mayReadEvents && !mayReadTasks) return null;
  return (
    <nav aria-label="Elsewhere" className="flex flex-wrap gap-2">
      {mayReadEvents && (
        <Link to={'/events/story' as '/'} search={{ subject: orderId } as never} className={buttonClass('plain')}>
          <GitBranch aria-hidden className="size-4" />
          Its story, event by event
        </Link>
      )}
      {mayReadTasks && (
        <Link to={'/tasks' as '/'} search={{ subject: orderId } as never} className={buttonClass('plain')}>
          <ListChecks aria-hidden className="size-4" />
          Tasks about it
        </Link>
      )}
    </nav>
  );
}
