import { Badge } from '../../../ui/badge';
import { formatPercent } from '../../../format/numbers';
import { CopyButton, Id } from '../../../ui/code';
import { Money } from '../../../ui/money';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { Stat, Stats } from '../shared/stat';

type Order = components['schemas']['OrderInBooksView'];

/** What it came to. */
export function OrderHead({ order }: { readonly order: Order }) {
  const { orderId, shop, placedAt, cancelled, missing, reason, margin, netRevenueMinor } = order;
  const currency = order.currency ?? 'USD';
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px] text-ink-2">
        <span>
          Placed <Time at={placedAt} as="exact" />
        </span>
        <span>{shop}</span>
        <span className="inline-flex items-center gap-1">
          Shopify’s id <Id length={20}>{orderId}</Id>
          <CopyButton text={orderId} label="Copy the id" />
        </span>
        {cancelled && <Badge tone="bad">Cancelled</Badge>}
      </div>
      <Stats>
        <Stat label="Net revenue" note="After discounts, refunds and tax.">
          <Money minor={netRevenueMinor} currency={currency} reason={reason} />
        </Stat>
        <Stat label="Paid" note={order.returnedMinor === '0' ? 'Nothing was given back.' : undefined}>
          <Money minor={order.capturedMinor} currency={currency} />
        </Stat>
        {order.returnedMinor !== '0' && (
          <Stat label="Given back">
            <Money minor={order.returnedMinor} currency={currency} />
          </Stat>
        )}
        <Stat label="Tax, owed to the authorities">
          <Money minor={order.taxMinor} currency={currency} />
        </Stat>
        <Stat
          label="Left after its costs"
          note={
            margin?.margin.percent
              ? `${formatPercent(margin.margin.percent)} of net revenue`
              : (margin?.margin.reason ?? reason)
          }
        >
          <Money minor={margin?.margin.amountMinor} currency={currency} />
        </Stat>
      </Stats>
      {missing.length > 0 && (
        <ul className="text-[13px] text-warn">
          {missing.map((one) => (
            <li key={one}>Not known: {one}</li>
          ))}
        </ul>
      )}
    </>
  );
}
