import { $api } from '../../../api/client';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { EntryCard } from '../ledger/entry-card';

/** Every entry of it. */
export function OrderLedger({ orderId }: { readonly orderId: string }) {
  const params = { path: { shopifyOrderId: orderId } };
  const meta = { topics: ['finance.order', 'finance.refund', 'finance.entry'] };
  const ledger = $api.useQuery('get', '/api/finance/orders/{shopifyOrderId}/ledger', { params }, { meta });
  return (
    <Card
      title="Its entries in the ledger"
      hint="Debits and credits of every entry are the same: nothing comes from nowhere."
      isPadded={false}
    >
      <Answered of={ledger}>
        {({ entries, waiting }) => (
          <>
            {entries.length === 0 && <Empty title="No entry yet">Nothing of it is paid, so nothing is booked.</Empty>}
            <ul className="divide-y divide-line">
              {entries.map((entry) => (
                <li key={entry.id}>
                  <EntryCard entry={entry} isOpen />
                </li>
              ))}
            </ul>
            {waiting.map((one) => (
              <p key={one} className="border-t border-line px-4 py-2 text-[13px] text-warn">
                Known, and not booked yet: {one}
              </p>
            ))}
          </>
        )}
      </Answered>
    </Card>
  );
}
