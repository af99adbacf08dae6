import { $api } from '../../../api/client';
import { formatPercent, formatPercentChange } from '../../../format/numbers';
import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { formatDays } from '../shared/format-days';
import { LedgerLink } from '../shared/ledger-link';
import type { PeriodSearch } from '../shared/search';
import { Stat, Stats } from '../shared/stat';

type Total = components['schemas']['PnlPeriodView'];

/** The whole of the days in four figures, beside what came before. */
export function PnlTotals({ search }: { readonly search: PeriodSearch }) {
  const { from, to, book, currency } = search;
  const query = { from, to, book, currency, by: 'total' as const };
  const { data } = $api.useQuery(
    'get',
    '/api/finance/reports/pnl',
    { params: { query } },
    {
      meta: { topics: ['finance.entry', 'finance.order', 'finance.refund'] },
    },
  );
  return data?.currencies.map((one) => {
    const total = one.periods[0];
    return total?.statement ? (
      <Totals key={one.currency} {...total} statement={total.statement} currency={one.currency} book={data.book} />
    ) : null;
  });
}

interface TotalsProps extends Total {
  readonly statement: NonNullable<Total['statement']>;
  readonly currency: string;
  readonly book: string;
}

function Totals({ statement, previous, currency, book, from, to }: TotalsProps) {
  const { netRevenueMinor, grossProfit, expensesMinor, operatingResult } = statement;
  const before = formatDays(previous);
  return (
    <Stats>
      <Stat
        label="Net revenue, booked in these days"
        note={
          previous.netRevenueChangePercent === null ? (
            (previous.reason ?? 'Not compared.')
          ) : (
            <>
              {formatPercentChange(previous.netRevenueChangePercent)} on{' '}
              <Money minor={previous.netRevenueMinor} currency={currency} /> ({before})
            </>
          )
        }
      >
        <LedgerLink of={{ from, to, book, currency }}>
          <Money minor={netRevenueMinor} currency={currency} />
        </LedgerLink>
      </Stat>
      <Stat label="Gross profit" note={<OfRevenue {...grossProfit} currency={currency} />}>
        <Money minor={grossProfit.amountMinor} currency={currency} reason="not known yet" />
      </Stat>
      <Stat label="Other expenses" note="Fees, commissions, advertising, agents and the rest.">
        <Money minor={expensesMinor} currency={currency} />
      </Stat>
      <Stat
        label="Operating result"
        note={
          <>
            <OfRevenue {...operatingResult} currency={currency} />
            {previous.operatingResultMinor !== null && (
              <>
                {' · before: '}
                <Money minor={previous.operatingResultMinor} currency={currency} />
              </>
            )}
          </>
        }
      >
        <Money minor={operatingResult.amountMinor} currency={currency} reason="not known yet" />
      </Stat>
    </Stats>
  );
}

type OfRevenueProps = components['schemas']['FigureView'] & { readonly currency: string };

function OfRevenue({ percent, reason, atMostMinor, currency }: OfRevenueProps) {
  if (percent !== null) return `${formatPercent(percent)} of net revenue`;
  return (
    <>
      {reason}
      {atMostMinor !== undefined && (
        <>
          {' At most '}
          <Money minor={atMostMinor} currency={currency} />.
        </>
      )}
    </>
  );
}
