import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { formatNumber, formatPercent } from '../../../format/numbers';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { LINK_LOOK } from '../../../ui/place-links';
import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { sharedSearch, type PeriodSearch } from '../shared/search';
import type { CreditedBy } from './attribution-search';
import { CreditedName } from './credited-name';

type OfCurrency = components['schemas']['SummaryOfCurrencyView'];
type Row = OfCurrency['rows'][number];

interface CreditTableProps extends OfCurrency {
  readonly by: CreditedBy;
  readonly model: string;
  readonly modelOfRecord: string;
  readonly search: PeriodSearch;
}

/** Who is credited how much; every row leads to its orders. */
export function CreditTable({ currency, rows, by, model, modelOfRecord, search, ...total }: CreditTableProps) {
  const columns = useMemo(
    () => columnsOf({ currency, by, search, hasOrders: model === modelOfRecord }),
    [currency, by, search, model, modelOfRecord],
  );
  return (
    <DataTable
      label={`Credited revenue by ${by}`}
      columns={columns}
      rows={rows}
      rowKey={({ key, unattributed }) => `${unattributed} ${key}`}
      totals={[
        {
          who: 'All credits together',
          credited: <Money minor={total.netRevenueMinor} currency={currency} />,
          orders: formatNumber(total.orders),
        },
      ]}
      empty={<Empty title="Nothing is credited in these days" />}
    />
  );
}

interface ColumnsOf {
  readonly currency: string;
  readonly by: CreditedBy;
  readonly search: PeriodSearch;
  /** Which orders are behind a row is kept for the books' own model. */
  readonly hasOrders: boolean;
}

function columnsOf({ currency, by, search, hasOrders }: ColumnsOf): Column<Row>[] {
  return [
    { ...{ id: 'who', header: HEADERS[by], isWide: true }, cell: (row) => <CreditedName row={row} by={by} /> },
    {
      ...{ id: 'credited', header: 'Credited', align: 'right' },
      sortBy: ({ creditedMinor }) => BigInt(creditedMinor),
      cell: ({ creditedMinor }) => <Money minor={creditedMinor} currency={currency} />,
    },
    {
      ...{ id: 'share', header: 'Share', align: 'right', isSecondary: true },
      sortBy: ({ sharePercent }) => (sharePercent === null ? null : Number(sharePercent)),
      cell: ({ sharePercent }) => (sharePercent === null ? '–' : <Share percent={sharePercent} />),
    },
    {
      ...{ id: 'orders', header: 'Orders', align: 'right' },
      sortBy: ({ orders }) => Number(orders),
      cell: (row) => {
        const orders = formatNumber(row.orders);
        return hasOrders ? (
          <Link
            to={'/finance/attribution' as '/'}
            search={{ ...sharedSearch(search), by, ...rowSearch(row) } as never}
            hash="orders"
            className={LINK_LOOK}
            aria-label={`${orders} orders: show them`}
          >
            {orders}
          </Link>
        ) : (
          orders
        );
      },
    },
  ];
}

const rowSearch = ({ key, unattributed }: Row) =>
  unattributed ? { none: 'untouched' } : key === null ? { none: 'unnamed' } : { key };

const HEADERS: Readonly<Record<CreditedBy, string>> = {
  agent: 'Agent',
  department: 'Department',
  channel: 'Channel',
  campaign: 'Campaign',
};

/** A percent, with a bar for the eye. */
export const Share = ({ percent }: { readonly percent: string }) => (
  <span className="inline-flex items-center gap-2">
    <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-sunken max-sm:hidden">
      <span
        className="block h-full rounded-full bg-series-1"
        style={{ width: `${Math.min(100, Math.max(0, Number(percent)))}%` }}
      />
    </span>
    <span className="tnum w-13 shrink-0 text-right">{formatPercent(percent)}</span>
  </span>
);
