import { Link } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Answered } from '../../../ui/loading';
import { Time } from '../../../ui/time';
import { ActorName } from '../../../ui/place-links';
import { Amount } from '../../approvals/shown';
import { STATES } from '../../approvals/state-words';
import { APPROVAL_TOPICS, type Approval } from '../../approvals/use-inbox';

/** The latest; the inbox has them all. */
const SHOWN_MAX = 20;

/** What people, or policies without them, were asked about it. */
export function OrderApprovals({ orderId }: { readonly orderId: string }) {
  const params = { query: { subject: orderId, state: 'any' as const, limit: SHOWN_MAX } };
  const approvals = $api.useQuery('get', '/api/governance/approvals', { params }, { meta: APPROVAL_TOPICS });
  return (
    <Card
      title="Approvals about it"
      isPadded={false}
      actions={
        approvals.data?.nextCursor && (
          <Link to="/approvals" search={{ subject: orderId, state: 'any' }} className="text-accent underline">
            Show all
          </Link>
        )
      }
    >
      <Answered of={approvals} lines={2}>
        {({ items }) => (
          <DataTable
            label="Approvals about the order"
            columns={COLUMNS}
            rows={items}
            rowKey={({ id }) => id}
            empty={<p className="px-4 py-3 text-ink-2">None: nobody asked leave for anything about it.</p>}
          />
        )}
      </Answered>
    </Card>
  );
}

const COLUMNS: readonly Column<Approval>[] = [
  {
    ...{ id: 'act', header: 'What for', isWide: true },
    cell: ({ id, title, why }) => (
      <span className="flex flex-col py-1 whitespace-normal">
        <Link
          to="/approvals/$id"
          params={{ id }}
          className="font-medium text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          {title}
        </Link>
        <span className="text-[13px] text-ink-2">{why}</span>
      </span>
    ),
  },
  {
    ...{ id: 'state', header: 'State' },
    cell: ({ state }) => <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>,
  },
  {
    ...{ id: 'asker', header: 'Asked by', isSecondary: true },
    cell: ({ asker }) => <ActorName actor={asker} />,
  },
  { ...{ id: 'asked', header: 'Asked', isSecondary: true }, cell: ({ askedAt }) => <Time at={askedAt} /> },
  {
    ...{ id: 'amount', header: 'Amount', align: 'right' },
    cell: ({ amount }) => amount && <Amount minor={amount.minor} currency={amount.currency} />,
  },
];
