import { Link, useNavigate } from '@tanstack/react-router';
import { isNarrowed } from '../../../app/address-search';
import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import type { components } from '../../../api/openapi';
import { formatBytes, formatNumber } from '../../../format/numbers';
import { asWords } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Select } from '../../../ui/field';
import { FilterInput } from '../../../ui/filter-input';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { LINK_LOOK } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { SystemTabs } from '../system-page';
import { readDeliverySearch, type DeliverySearch } from './delivery-search';

type Delivery = components['schemas']['DeliveryView'];

const TOPICS = [
  ...['orders/create', 'orders/paid', 'orders/updated', 'orders/edited', 'orders/cancelled', 'orders/fulfilled'],
  ...['refunds/create', 'checkouts/create', 'checkouts/update', 'customers/create', 'customers/update'],
  ...[
    'products/create',
    'products/update',
    'inventory_levels/update',
    'order_transactions/create',
    'fulfillments/create',
  ],
];

const COLUMNS: readonly Column<Delivery>[] = [
  { id: 'receivedAt', header: 'Received', cell: ({ receivedAt }) => <Time at={receivedAt} /> },
  { id: 'topic', header: 'Topic', cell: ({ topic }) => <span className="font-medium">{topic}</span> },
  {
    id: 'status',
    header: 'What became of it',
    cell: ({ status, facts }) =>
      status === 'translated' ? (
        <Badge tone="good">{facts === 1 ? '1 event' : `${formatNumber(facts)} events`}</Badge>
      ) : (
        <Badge tone="bad">not understood</Badge>
      ),
  },
  {
    id: 'notes',
    header: 'Notes',
    isWide: true,
    cell: ({ reason, message, notes }) => {
      const words = [reason && asWords(reason), message, ...notes].filter(Boolean).join('; ');
      return <span title={words}>{words || <span className="text-ink-3">–</span>}</span>;
    },
  },
  { id: 'shop', header: 'Shop', isSecondary: true, cell: ({ shop }) => shop },
  { id: 'version', header: 'API version', isSecondary: true, cell: ({ apiVersion }) => apiVersion ?? '–' },
  { id: 'bytes', header: 'Size', align: 'right', isSecondary: true, cell: ({ bodyBytes }) => formatBytes(bodyBytes) },
  {
    id: 'event',
    header: 'Story',
    cell: ({ eventId }) => (
      <Link to="/events/story" search={{ correlationId: eventId }} className={LINK_LOOK}>
        Show
      </Link>
    ),
  },
];

/** Every webhook that came, and what became of it. */
export function DeliveriesPage({ search }: { readonly search: DeliverySearch }) {
  const navigate = useNavigate();
  const show = (change: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ to: '/system/deliveries', search: readDeliverySearch({ ...search, ...change }), replace: true });
  const query = $api.useInfiniteQuery(
    ...(['get', '/api/gateway/deliveries', { params: { query: { ...search, limit: 100 } } }] as const),
    { ...BY_CURSOR, meta: { topics: ['intake', 'shop'] } },
  );
  return (
    <Page title="Webhook deliveries" description="Every webhook that came from the shop, and what became of it.">
      <SystemTabs />
      <div role="search" className="grid grid-cols-2 gap-2 sm:max-w-xl">
        <FilterInput
          isSearch
          label="Topic"
          placeholder="Topic, such as orders/paid"
          value={search.topic}
          suggestions={TOPICS}
          onValue={(topic) => show({ topic })}
        />
        <Select
          aria-label="What became of it"
          value={search.status ?? ''}
          choices={[
            { value: '', label: 'All deliveries' },
            { value: 'translated', label: 'Understood' },
            { value: 'untranslatable', label: 'Not understood' },
          ]}
          onChange={(status) => show({ status: status || undefined })}
        />
      </div>
      <Card isPadded={false}>
        <Answered of={query} lines={10}>
          {(data) => (
            <DataTable
              label="Webhook deliveries"
              columns={COLUMNS}
              rows={rowsOf<Delivery>(data)}
              rowKey={({ id }) => id}
              empty={
                isNarrowed(search) ? (
                  <Empty title="No delivery matches">Choose another topic, or all deliveries.</Empty>
                ) : (
                  <Empty title="No webhook has come yet">
                    Point the shop’s webhooks at this address: /webhooks/shopify. What comes appears here by itself.
                  </Empty>
                )
              }
              more={{
                ...{ hasMore: query.hasNextPage, isLoading: query.isFetchingNextPage },
                load: () => void query.fetchNextPage(),
              }}
            />
          )}
        </Answered>
      </Card>
    </Page>
  );
}
