import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { DataTable } from '../../../ui/data-table';
import type { components } from '../../../api/openapi';
import { marginColumns } from '../margins/margin-columns';

/** What each line of it leaves over. */
export const OrderLines = ({ order }: { readonly order: components['schemas']['OrderInBooksView'] }) => (
  <Card
    title="Margin of its lines"
    hint="Fees and commissions of the order are split among its lines by what they came to."
    isPadded={false}
  >
    <DataTable
      label="Lines of the order"
      columns={marginColumns('line', { hasOrder: false })}
      rows={order.lines}
      rowKey={({ key }) => key ?? ''}
      empty={<Empty title="No line is booked">{order.reason}</Empty>}
    />
  </Card>
);
