import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { formatMoney } from '../../../format/money';
import { formatNumber } from '../../../format/numbers';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Select } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { BasisLine } from '../shared/basis-line';
import { CsvLink } from '../shared/csv-link';
import { FinancePage } from '../shared/finance-page';
import { PeriodBar } from '../shared/period-bar';
import { useSearchChange } from '../shared/use-search-change';
import { modelLabel } from '../shared/words';
import { CREDITED_BY } from './attribution-search';
import { CompareTable } from './compare-table';
import { CreditTable } from './credit-table';
import { CreditedOrders } from './credited-orders';
import { ModelSwitch } from './model-switch';
import { NobodyNote } from './nobody-note';
import { TouchSources } from './touch-sources';

const route = getRouteApi('/_console/finance/attribution');

const BY = CREDITED_BY.map((value) => ({ value, label: `By ${value}` }));

/** Who led to what was earned, under eight models; the way to the orders behind it, and to what names agents. */
export function AttributionPage() {
  const search = route.useSearch();
  const change = useSearchChange();
  const { from, to, book, currency, model, by = 'agent', key, none } = search;
  const query = { from, to, book, currency, by };
  const meta = { topics: ['finance.attribution'] };
  const summary = $api.useQuery(
    'get',
    '/api/finance/attribution/summary',
    { params: { query: { ...query, model } } },
    { meta, placeholderData: (before) => before },
  );
  const currencies = summary.data?.currencies.map((one) => one.currency);
  return (
    <FinancePage
      title="Attribution"
      description="Who led to what was earned. All credits together are the net revenue of the orders placed in these days, under every model."
      search={search}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PeriodBar search={search} shown={summary.data} currencies={currencies}>
          <Select
            aria-label="Credited by"
            value={by}
            choices={BY}
            onChange={(one) => change({ by: one, key: undefined, none: undefined })}
          />
        </PeriodBar>
        <CsvLink path="/api/finance/attribution/summary" query={{ ...query, model }} />
      </div>
      <Answered of={summary} lines={8}>
        {({ currencies: all, modelOfRecord, model: shown, notes, reason, from: first, to: last }) => (
          <>
            <ModelSwitch
              model={model ?? modelOfRecord}
              modelOfRecord={modelOfRecord}
              note="The books are kept by another model; this is only what it would say."
              onModel={(one) => change({ model: one === modelOfRecord ? undefined : one })}
            />
            {notes.map((note) => (
              <p key={note} className="text-[13px] text-warn">
                {note}
              </p>
            ))}
            {all.length === 0 && <Empty title="Nothing to credit in these days">{reason}</Empty>}
            {all.map((one) => (
              <Card
                key={one.currency}
                title={`Credited revenue by ${by}, ${one.currency}`}
                hint={`${formatMoney(one.netRevenueMinor, one.currency)} net revenue of ${formatNumber(one.orders)} orders placed in these days, whenever it was booked, under ${modelLabel(shown)}.`}
                isPadded={false}
              >
                <CreditTable {...one} by={by} model={shown} modelOfRecord={modelOfRecord} search={search} />
                <BasisLine of={{ from: first, to: last, book }} currency={one.currency} />
                <NobodyNote rows={one.rows} by={by} currency={one.currency} />
              </Card>
            ))}
          </>
        )}
      </Answered>
      {(key !== undefined || none !== undefined) && <CreditedOrders query={query} who={{ key, none }} />}
      <CompareTable query={query} />
      <TouchSources />
    </FinancePage>
  );
}
