import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { Empty } from '../../../ui/empty';
import { Select } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { CsvLink } from '../shared/csv-link';
import { FinancePage } from '../shared/finance-page';
import { PeriodBar } from '../shared/period-bar';
import { useSearchChange } from '../shared/use-search-change';
import { RevenueByAgent } from './revenue-by-agent';
import { RevenueChart } from './revenue-chart';
import { RevenueTotals } from './revenue-totals';

const route = getRouteApi('/_console/finance/revenue');
const GRAINS = [
  { value: 'day', label: 'By day' },
  { value: 'week', label: 'By week' },
  { value: 'month', label: 'By month' },
  { value: 'total', label: 'In total' },
] as const;

/** Orders, discounts, refunds and what is left of them: over time, by stream and by agent. */
export function RevenuePage() {
  const search = route.useSearch();
  const change = useSearchChange();
  const { by = 'day', ...asked } = search;
  const query = { ...asked, by };
  const meta = { topics: ['finance.order', 'finance.refund', 'finance.entry'] };
  const revenue = $api.useQuery('get', '/api/finance/reports/revenue', { params: { query } }, { meta });
  const currencies = revenue.data?.currencies.map(({ currency }) => currency);
  return (
    <FinancePage
      title="Revenue"
      description="What was sold, what was taken off and taken back, and who led to it."
      search={search}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PeriodBar search={search} shown={revenue.data} currencies={currencies}>
          <Select aria-label="Periods" value={by} choices={GRAINS} onChange={(one) => change({ by: one })} />
        </PeriodBar>
        <CsvLink path="/api/finance/reports/revenue" query={query} />
      </div>
      <RevenueTotals search={search} />
      <Answered of={revenue} lines={8}>
        {({ currencies: all, reason, book }) =>
          all.length === 0 ? (
            <Empty title="No revenue in these days">{reason ?? 'Choose other days, or the other book.'}</Empty>
          ) : (
            <>
              {all.map((one) => (
                <RevenueChart key={one.currency} {...one} book={book} />
              ))}
            </>
          )
        }
      </Answered>
      <RevenueByAgent search={search} />
    </FinancePage>
  );
}
