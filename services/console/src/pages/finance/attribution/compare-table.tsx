import { $api } from '../../../api/client';
import { formatPercent } from '../../../format/numbers';
import { Card } from '../../../ui/card';
import { cx } from '../../../ui/class-names';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { CsvLink } from '../shared/csv-link';
import { modelLabel } from '../shared/words';
import type { AttributionSearch, CreditedBy } from './attribution-search';
import { CreditedName } from './credited-name';

interface CompareTableProps {
  readonly query: Pick<AttributionSearch, 'from' | 'to' | 'book' | 'currency'> & { readonly by: CreditedBy };
}

type Compared = components['schemas']['AttributionComparisonView'];

const CELL = 'px-3 py-1.5 text-right whitespace-nowrap';

/** All models side by side. */
export function CompareTable({ query }: CompareTableProps) {
  const meta = { topics: ['finance.attribution'] };
  const compared = $api.useQuery('get', '/api/finance/attribution/compare', { params: { query } }, { meta });
  const unlearned = useUnlearned();
  return (
    <Answered of={compared} lines={6}>
      {({ currencies, models, modelOfRecord, by }) => (
        <>
          {currencies.map((one) => (
            <Card
              key={one.currency}
              title={`Models side by side, ${one.currency}`}
              hint="The same orders, divided by every model. That of the books is marked; one that has learned nothing yet divides as Linear does."
              actions={<CsvLink path="/api/finance/attribution/compare" query={query} />}
              isPadded={false}
            >
              <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Models side by side">
                <table className="w-full border-collapse">
                  <thead>
                    <tr className="border-b border-line text-[13px] text-ink-3">
                      <th scope="col" className="sticky left-0 bg-surface px-4 py-2 text-left font-medium">
                        {by.charAt(0).toUpperCase() + by.slice(1)}
                      </th>
                      {models.map((model) => (
                        <th
                          key={model}
                          scope="col"
                          className={cx(CELL, 'font-medium', model === modelOfRecord && 'bg-accent-soft text-accent')}
                        >
                          {modelLabel(model)}
                          {model === modelOfRecord && <span className="block text-xs font-normal">the books</span>}
                          {unlearned.has(model) && (
                            <span
                              className="block text-xs font-normal text-warn"
                              title="Until it has learned from past orders it divides as Linear does."
                            >
                              has learned nothing yet
                            </span>
                          )}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {one.rows.map((row) => (
                      <ComparedRow
                        key={`${row.unattributed} ${row.key}`}
                        {...{ row, models, modelOfRecord, currency: one.currency, by: by as CreditedBy }}
                      />
                    ))}
                  </tbody>
                </table>
              </div>
            </Card>
          ))}
        </>
      )}
    </Answered>
  );
}

/** Models that would learn and have not: they divide as Linear does, which says nothing of their own. */
function useUnlearned(): ReadonlySet<string> {
  const meta = { topics: ['finance.attribution'] };
  const { data } = $api.useQuery('get', '/api/finance/attribution/models', {}, { meta });
  const models = data?.items ?? [];
  return new Set(models.filter(({ learns, versions }) => learns && versions.length === 0).map(({ model }) => model));
}

interface ComparedRowProps extends Pick<Compared, 'models' | 'modelOfRecord'> {
  readonly row: components['schemas']['ComparisonRowView'];
  readonly currency: string;
  readonly by: CreditedBy;
}

function ComparedRow({ row, models, modelOfRecord, currency, by }: ComparedRowProps) {
  return (
    <tr className="border-b border-line last:border-0">
      <th
        scope="row"
        className="sticky left-0 max-w-60 truncate bg-surface px-4 py-1.5 text-left font-normal whitespace-nowrap max-sm:max-w-40"
      >
        <CreditedName row={row} by={by} />
      </th>
      {models.map((model) => {
        const percent = row.sharePercent[model];
        return (
          <td key={model} className={cx(CELL, model === modelOfRecord && 'bg-accent-soft')}>
            <Money minor={row.creditedMinor[model]} currency={currency} />
            {percent !== null && percent !== undefined && (
              <span className="block text-xs text-ink-3">{formatPercent(percent)}</span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
