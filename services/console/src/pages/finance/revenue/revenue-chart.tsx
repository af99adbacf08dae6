import { formatMoney, heightOf } from '../../../format/money';
import { formatNumber } from '../../../format/numbers';
import { formatCalendar } from '../../../format/times';
import { ChartFrame, SeriesChart } from '../../../ui/chart-frame';
import { DataTable, type Column } from '../../../ui/data-table';
import { Money, Unknown } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { LedgerLink } from '../shared/ledger-link';

type Period = components['schemas']['RevenuePeriodView'];

type OfCurrency = components['schemas']['RevenueCurrencyView'];

interface RevenueChartProps extends OfCurrency {
  readonly book: string;
}

const SERIES = [
  { key: 'net', label: 'Net revenue', as: 'bar' },
  { key: 'discounts', label: 'Discounts', as: 'line' },
  { key: 'refunds', label: 'Refunds', as: 'line', isDashed: true },
] as const;

const labelOf = ({ name }: Period): string => (/^\d{4}-\d{2}(-\d{2})?$/.test(name) ? formatCalendar(name) : name);

export function RevenueChart({ currency, periods, book }: RevenueChartProps) {
  const height = (minor: string | null) => heightOf(minor, currency);
  const known = periods.filter(({ netMinor }) => netMinor !== null);
  const last = known.at(-1);
  return (
    <ChartFrame
      title={`Revenue over time, ${currency}`}
      hint="Amounts stand on the day on which they happened: a refund on its own day, not on that of the sale. A gap is a time that the books do not cover."
      chart={
        <SeriesChart
          points={periods.map((period) => ({
            label: labelOf(period),
            net: height(period.netMinor),
            discounts: height(period.discountsMinor),
            refunds: height(period.refundsMinor),
          }))}
          series={SERIES}
          format={(value) =>
            new Intl.NumberFormat(undefined, { style: 'currency', currency, notation: 'compact' }).format(value)
          }
        />
      }
      summary={
        last?.netMinor
          ? `Net revenue of ${labelOf(last)} was ${formatMoney(last.netMinor, currency)}, of ${last.orders ?? 0} orders.`
          : 'No revenue in these days.'
      }
      table={
        <DataTable
          label="Revenue by period"
          columns={columnsOf(currency, book)}
          rows={[...periods].reverse()}
          rowKey={({ name }) => name}
          empty={null}
        />
      }
    />
  );
}

const ACCOUNTS = {
  grossMinor: 'income:sales',
  discountsMinor: 'income:discounts',
  refundsMinor: 'income:refunds',
  shippingMinor: 'income:shipping',
} as const;

function columnsOf(currency: string, book: string): Column<Period>[] {
  const amount = (field: keyof typeof ACCOUNTS, header: string): Column<Period> => ({
    ...{ id: field, header, align: 'right' as const },
    cell: ({ [field]: minor, from, to, reason }) =>
      minor === null ? (
        <Unknown reason={reason} />
      ) : (
        <LedgerLink of={{ account: ACCOUNTS[field], from, to, book, currency }}>
          <Money minor={minor} currency={currency} />
        </LedgerLink>
      ),
  });
  return [
    { id: 'name', header: 'Period', cell: labelOf },
    {
      ...{ id: 'orders', header: 'Orders', align: 'right' },
      cell: ({ orders }) => (orders === null ? '–' : formatNumber(orders)),
    },
    amount('grossMinor', 'Gross'),
    amount('discountsMinor', 'Discounts'),
    amount('refundsMinor', 'Refunds'),
    amount('shippingMinor', 'Shipping'),
    {
      ...{ id: 'other', header: 'Other', align: 'right', isSecondary: true },
      cell: ({ otherMinor }) => <Money minor={otherMinor} currency={currency} />,
    },
    {
      ...{ id: 'net', header: 'Net', align: 'right' },
      cell: ({ netMinor }) => <Money minor={netMinor} currency={currency} />,
    },
  ];
}
