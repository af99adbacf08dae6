import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { Select } from '../../../ui/field';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { CsvLink } from '../shared/csv-link';
import { FinancePage } from '../shared/finance-page';
import { OrderSearch } from '../shared/order-search';
import { PeriodBar } from '../shared/period-bar';
import { useSearchChange } from '../shared/use-search-change';
import { PnlChart } from './pnl-chart';
import { PnlTotals } from './pnl-totals';
import { StatementTable } from './statement-table';

const route = getRouteApi('/_console/finance/');
const META = { meta: { topics: ['finance.entry', 'finance.order', 'finance.refund'] } };

const GRAINS = [
  { value: 'month', label: 'By month' },
  { value: 'quarter', label: 'By quarter' },
  { value: 'year', label: 'By year' },
  { value: 'total', label: 'In total' },
] as const;

/** What was earned, what it cost, and what is left; every figure leads to its entries. */
export function PnlPage() {
  const search = route.useSearch();
  const change = useSearchChange();
  const { by = 'month', ...asked } = search;
  const query = { ...asked, by };
  const pnl = $api.useQuery('get', '/api/finance/reports/pnl', { params: { query } }, META);
  return (
    <FinancePage
      title="Profit and loss"
      description="What the shop earned, what it cost, and what is left. Click a figure for the entries behind it."
      search={search}
      actions={<OrderSearch />}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PeriodBar search={search} shown={pnl.data} currencies={pnl.data?.currencies.map(({ currency }) => currency)}>
          <Select aria-label="Periods" value={by} choices={GRAINS} onChange={(one) => change({ by: one })} />
        </PeriodBar>
        <CsvLink path="/api/finance/reports/pnl" query={query} />
      </div>
      <PnlTotals search={search} />
      <Answered of={pnl} lines={10}>
        {({ currencies, reason, book }) =>
          currencies.length === 0 ? (
            <Empty title="Nothing is booked in these days">{reason ?? 'Choose other days, or the other book.'}</Empty>
          ) : (
            <>
              {currencies.map((one) => (
                <div key={one.currency} className="flex flex-col gap-4">
                  {one.periods.length > 1 && <PnlChart {...one} />}
                  <StatementTable {...one} book={book} isSingle={currencies.length === 1} />
                </div>
              ))}
            </>
          )
        }
      </Answered>
    </FinancePage>
  );
}
