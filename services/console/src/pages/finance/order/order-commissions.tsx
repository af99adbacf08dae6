import { $api } from '../../../api/client';
import { Badge, type Tone } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import { formatCalendar } from '../../../format/times';
import { asWords } from '../../../format/words';
import type { components } from '../../../api/openapi';
import { PayeeName } from '../commissions/payee-name';

type Commission = components['schemas']['CommissionView'];

const TONES: Readonly<Record<Commission['state'], Tone>> = {
  ...{ held: 'info', released: 'good', taken_back: 'bad', nothing: 'none' },
};

/** What it brought under commission plans. */
export function OrderCommissions({ orderId }: { readonly orderId: string }) {
  const query = { orderId, limit: 100 };
  const meta = { topics: ['finance.commission'] };
  const commissions = $api.useQuery('get', '/api/finance/commissions', { params: { query } }, { meta });
  return (
    <Card title="Commissions it brought" isPadded={false}>
      <Answered of={commissions} lines={2}>
        {({ items }) => (
          <DataTable
            label="Commissions of the order"
            columns={COLUMNS}
            rows={items}
            rowKey={({ id }) => id}
            empty={
              <p className="px-4 py-3 text-ink-2">
                None: no commission plan counts the agents, departments or campaigns that it is credited to.
              </p>
            }
          />
        )}
      </Answered>
    </Card>
  );
}

const COLUMNS: readonly Column<Commission>[] = [
  { ...{ id: 'plan', header: 'Plan', isWide: true }, cell: ({ plan }) => `${plan.name}, version ${plan.version}` },
  {
    ...{ id: 'shares', header: 'Goes to' },
    cell: ({ shares }) => shares.map((share) => <PayeeName key={`${share.kind} ${share.id}`} of={share} />),
  },
  { id: 'state', header: 'State', cell: ({ state }) => <Badge tone={TONES[state]}>{asWords(state)}</Badge> },
  {
    ...{ id: 'release', header: 'Hold ends', isSecondary: true },
    cell: ({ releaseOn }) => formatCalendar(releaseOn),
  },
  {
    ...{ id: 'base', header: 'Of', align: 'right', isSecondary: true },
    cell: ({ baseMinor, currency }) => <Money minor={baseMinor} currency={currency} />,
  },
  {
    ...{ id: 'commission', header: 'Commission', align: 'right' },
    cell: ({ commissionMinor, currency }) => <Money minor={commissionMinor} currency={currency} />,
  },
];
