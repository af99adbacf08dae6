import { Link } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { LINK_LOOK } from '../../../ui/place-links';
import { CreditTable } from '../attribution/credit-table';
import { BasisLine } from '../shared/basis-line';
import { OF_ORDERS } from '../shared/revenue-basis';
import { sharedSearch, type PeriodSearch } from '../shared/search';
import { modelLabel } from '../shared/words';

/** Who led to it, as the books of record have it. */
export function RevenueByAgent({ search }: { readonly search: PeriodSearch }) {
  const { from, to, book, currency } = search;
  const query = { from, to, book, currency, by: 'agent' as const };
  const meta = { topics: ['finance.attribution'] };
  const summary = $api.useQuery('get', '/api/finance/attribution/summary', { params: { query } }, { meta });
  return (
    <Answered of={summary}>
      {({ currencies, modelOfRecord, reason, model, from: first, to: last }) => (
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
              hint={`${OF_ORDERS}, as the books credit them: ${modelLabel(modelOfRecord)}.`}
              actions={
                <Link to={'/finance/attribution' as '/'} search={sharedSearch(search) as never} className={LINK_LOOK}>
                  Other models
                </Link>
              }
              isPadded={false}
            >
              <CreditTable {...one} by="agent" model={model} modelOfRecord={modelOfRecord} search={search} />
              <BasisLine of={{ from: first, to: last, book }} currency={one.currency} />
            </Card>
          ))}
        </>
      )}
    </Answered>
  );
}
