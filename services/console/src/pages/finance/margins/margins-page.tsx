import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { $api } from '../../../api/client';
import { BY_CURSOR } from '../../../api/pages';
import { Card } from '../../../ui/card';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Select } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { BasisLine } from '../shared/basis-line';
import { CsvLink } from '../shared/csv-link';
import { FinancePage } from '../shared/finance-page';
import { PeriodBar } from '../shared/period-bar';
import { Stat, Stats } from '../shared/stat';
import { OF_ORDERS } from '../shared/revenue-basis';
import { useSearchChange } from '../shared/use-search-change';
import { formatNumber, formatPercent } from '../../../format/numbers';
import { Money } from '../../../ui/money';
import { Margin, marginColumns, marginTotals, type MarginRow } from './margin-columns';
import { MARGINS_BY, sortsOf, type MarginSort } from './margins-search';

const route = getRouteApi('/_console/finance/margins');

const BY = MARGINS_BY.map((value) => ({ value, label: `By ${value}` }));
const SORT_WORDS: Readonly<Record<MarginSort, string>> = {
  ...{ placed: 'Newest first', net: 'Most revenue first', '-net': 'Least revenue first' },
  ...{ margin: 'Most left first', '-margin': 'Losses first', key: 'By name' },
};

/** What orders, and everything they can be grouped by, leave over; what loses money stands out. */
export function MarginsPage() {
  const search = route.useSearch();
  const change = useSearchChange();
  const { by = 'order', sort, ...period } = search;
  const query = { ...period, by, sort };
  const meta = { topics: ['finance.order', 'finance.refund', 'finance.commission'] };
  const margins = $api.useInfiniteQuery('get', '/api/finance/margins', { params: { query } }, { ...BY_CURSOR, meta });
  const columns = useMemo(() => marginColumns(by), [by]);
  const first = margins.data?.pages[0];
  const sorts = sortsOf(by);
  return (
    <FinancePage
      title="Margins"
      description="Net revenue less goods, payment fees and commissions; of agents also less what they spent."
      search={search}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PeriodBar search={search} shown={first} currencies={first?.totals.map(({ currency }) => currency)}>
          <Select
            aria-label="Margins by"
            value={by}
            choices={BY}
            onChange={(one) => change({ by: one, sort: undefined })}
          />
          <Select
            aria-label="Sorted by"
            value={sort ?? sorts[0]!}
            choices={sorts.map((value) => ({ value, label: SORT_WORDS[value] }))}
            onChange={(one) => change({ sort: one })}
          />
        </PeriodBar>
        <CsvLink path="/api/finance/margins" query={{ ...query, limit: 200 }} />
      </div>
      {first?.totals.map((total) => (
        <Total key={total.currency} total={total} />
      ))}
      <Card
        title={`Margins by ${by}`}
        hint={`${OF_ORDERS}, as they stand now, whenever it was booked.${by === 'agent' ? ' What agents spent is of these days. An order shared by several agents counts with each.' : ''}`}
        isPadded={false}
      >
        <Answered of={margins} lines={10}>
          {({ pages }) => (
            <DataTable
              label={`Margins by ${by}`}
              columns={columns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ key, currency, orderId }) => `${currency} ${orderId} ${key}`}
              {...((by === 'order' || by === 'line') && {
                rowTo: ({ orderId }: MarginRow) => `/finance/orders/${encodeURIComponent(orderId ?? '')}`,
              })}
              totals={marginTotals(columns, first)}
              empty={<Empty title="No order was placed in these days">{first?.reason}</Empty>}
              more={{
                ...{ hasMore: margins.hasNextPage, isLoading: margins.isFetchingNextPage },
                load: () => void margins.fetchNextPage(),
              }}
            />
          )}
        </Answered>
        {first?.totals.map(({ currency }) => (
          <BasisLine key={currency} of={{ from: first.from, to: first.to, book: period.book }} currency={currency} />
        ))}
      </Card>
    </FinancePage>
  );
}

/** All of the orders together. */
const Total = ({ total }: { readonly total: MarginRow }) => (
  <Stats>
    <Stat label="Net revenue" note={`Of ${formatNumber(total.orders)} orders placed in these days.`}>
      <Money minor={total.netRevenueMinor} currency={total.currency} />
    </Stat>
    <Stat label="Cost of goods" note={total.unknown.reason}>
      <Money minor={total.costOfGoodsMinor} currency={total.currency} reason={total.unknown.reason} />
    </Stat>
    <Stat label="Payment fees">
      <Money minor={total.processorFeesMinor} currency={total.currency} />
    </Stat>
    <Stat label="Commissions">
      <Money minor={total.commissionsMinor} currency={total.currency} />
    </Stat>
    <Stat
      label="Left"
      note={
        total.margin.percent === null ? total.margin.reason : `${formatPercent(total.margin.percent)} of net revenue`
      }
    >
      {total.margin.amountMinor === null ? (
        <Margin row={total} />
      ) : (
        <Money minor={total.margin.amountMinor} currency={total.currency} />
      )}
    </Stat>
  </Stats>
);
