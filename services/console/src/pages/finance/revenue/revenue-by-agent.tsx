import { $api } from '../../../api/client';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { PlaceLink } from '../../../ui/place-links';
import { CreditTable } from '../attribution/credit-table';
import type { PeriodSearch } from '../shared/search';
import { modelLabel } from '../shared/words';

/** Who led to it, as the books of record have it. */
export function RevenueByAgent({ search }: { readonly search: PeriodSearch }) {
  const { from, to, book, currency } = search;
  const query = { from, to, book, currency, by: 'agent' as const };
  const meta = { topics: ['finance.attribution'] };
  const summary = $api.useQuery('get', '/api/finance/attribution/summary', { params: { query } }, { meta });
  return (
    <Answered of={summary}>
      {({ currencies, modelOfRecord, reason, model }) => (
        <>
          {currencies.length === 0 && (
            <Card title="By agent">
              <Empty title="Nothing to credit in these days">{reason}</Empty>
            </Card>
          )}
          {currencies.map((one) => (
            <Card
              key={one.currency}
              title={`By agent, ${one.currency}`}
              hint={`Of the orders placed in these days, as the books credit them: ${modelLabel(modelOfRecord)}.`}
              actions={<PlaceLink to="/finance/attribution">Other models</PlaceLink>}
              isPadded={false}
            >
              <CreditTable {...one} by="agent" model={model} modelOfRecord={modelOfRecord} search={search} />
            </Card>
          ))}
        </>
      )}
    </Answered>
  );
}
