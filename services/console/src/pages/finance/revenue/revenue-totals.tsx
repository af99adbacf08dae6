import type { ReactNode } from 'react';
import { $api } from '../../../api/client';
import { formatNumber } from '../../../format/numbers';
import { asWords } from '../../../format/words';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { Money, Unknown } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { BasisLine } from '../shared/basis-line';
import { LedgerLink } from '../shared/ledger-link';
import { BOOKED, OF_ORDERS } from '../shared/revenue-basis';
import type { PeriodSearch } from '../shared/search';
import { Stat, Stats } from '../shared/stat';

type Period = components['schemas']['RevenuePeriodView'];
type Stream = components['schemas']['StreamRevenueView'];

/** The days as a whole: refunds and discounts beside what was sold, and the streams of the shop. */
export function RevenueTotals({ search }: { readonly search: PeriodSearch }) {
  const { from, to, book, currency } = search;
  const query = { from, to, book, currency, by: 'total' as const };
  const meta = { topics: ['finance.order', 'finance.refund', 'finance.entry'] };
  const revenue = $api.useQuery('get', '/api/finance/reports/revenue', { params: { query } }, { meta });
  return (
    <Answered of={revenue} lines={3}>
      {({ currencies, book: shown }) => (
        <>
          {currencies.map((one) => {
            const total = one.periods[0];
            return total && <Totals key={one.currency} {...total} currency={one.currency} book={shown} />;
          })}
        </>
      )}
    </Answered>
  );
}

interface TotalsProps extends Period {
  readonly currency: string;
  readonly book: string;
}

function Totals({ currency, book, from, to, orders, reason, streams, streamsTotal, ...amounts }: TotalsProps) {
  const behind = (account: string, minor: string | null) => (
    <LedgerLink of={{ account, from, to, book, currency }}>
      <Money minor={minor} currency={currency} reason={reason} />
    </LedgerLink>
  );
  return (
    <>
      <Stats>
        <Stat label="Net revenue" note={`${BOOKED}: gross, less discounts and refunds, with shipping and the rest.`}>
          <Money minor={amounts.netMinor} currency={currency} reason={reason} />
        </Stat>
        <Stat label="Orders">{orders === null ? <Unknown reason={reason} /> : formatNumber(orders)}</Stat>
        <Stat label="Gross sales">{behind('income:sales', amounts.grossMinor)}</Stat>
        <Stat label="Discounts">{behind('income:discounts', amounts.discountsMinor)}</Stat>
        <Stat label="Refunds" note="Goods, shipping and chargebacks.">
          {behind('income:refunds', amounts.refundsMinor)}
        </Stat>
      </Stats>
      <Card
        title={`By stream, ${currency}`}
        hint={`${OF_ORDERS}, as they stand now, whenever it was booked. An order with goods of both streams counts in each.`}
        isPadded={false}
      >
        <DataTable
          label="Revenue by stream"
          columns={columnsOf(currency)}
          rows={streams}
          rowKey={({ stream }) => stream}
          totals={streamsTotal && [totalCells(streamsTotal, currency)]}
          empty={<Empty title="No order was placed in these days" />}
        />
        <BasisLine of={{ from, to, book: book === 'test' ? book : undefined }} currency={currency} />
      </Card>
    </>
  );
}

function totalCells(total: Stream, currency: string): Record<string, ReactNode> {
  const cells = columnsOf(currency).map(({ id, cell }) => [id, cell(total)] as const);
  return { ...Object.fromEntries(cells), stream: 'All together' };
}

const NOT_OF_LINES = 'of no line';

function columnsOf(currency: string): Column<Stream>[] {
  const count = (value: number | null) => (value === null ? <Unknown /> : formatNumber(value));
  const amount = (id: 'grossMinor' | 'discountsMinor' | 'refundsMinor', header: string): Column<Stream> => ({
    ...{ id, header, align: 'right' as const, isSecondary: id !== 'grossMinor' },
    cell: ({ [id]: minor }) => <Money minor={minor} currency={currency} />,
  });
  return [
    {
      ...{ id: 'stream', header: 'Stream', isWide: true },
      cell: ({ stream, reason }) => (
        <span title={reason}>
          {stream === 'other' ? 'Shipping, tips and fees' : asWords(stream)}
          {stream === 'other' && <span className="text-ink-3"> ({NOT_OF_LINES})</span>}
        </span>
      ),
    },
    { ...{ id: 'orders', header: 'Orders', align: 'right' }, cell: ({ orders }) => count(orders) },
    { ...{ id: 'units', header: 'Units', align: 'right', isSecondary: true }, cell: ({ units }) => count(units) },
    amount('grossMinor', 'Gross'),
    amount('discountsMinor', 'Discounts'),
    amount('refundsMinor', 'Refunds'),
    {
      ...{ id: 'net', header: 'Net', align: 'right' },
      sortBy: ({ netMinor }) => BigInt(netMinor),
      cell: ({ netMinor }) => <Money minor={netMinor} currency={currency} />,
    },
  ];
}
