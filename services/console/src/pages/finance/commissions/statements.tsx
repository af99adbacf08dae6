import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { formatMoney } from '../../../format/money';
import { formatCalendar } from '../../../format/times';
import { asWords } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Input } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { useSearchChange } from '../shared/use-search-change';
import type { CommissionsSearch } from './commissions-search';
import { PayeeName, usePayeeName } from './payee-name';
import { StatementDetail } from './statement-detail';
import { STATEMENT_TONES } from './statement-tones';

type Statement = components['schemas']['StatementView'];

/** Months of payees; one can be opened, line by line. */
export function Statements({ search: { month, payee, statement } }: { readonly search: CommissionsSearch }) {
  const change = useSearchChange();
  const nameOf = usePayeeName();
  const query = { period: month, beneficiary: payee };
  const meta = { topics: ['finance.commission'] };
  const statements = $api.useInfiniteQuery(
    'get',
    '/api/finance/commissions/statements',
    { params: { query } },
    { ...BY_CURSOR, meta },
  );
  return (
    <>
      {statement !== undefined && <StatementDetail id={statement} onClose={() => change({ statement: undefined })} />}
      <Card
        title={payee ? `Statements of ${nameOf(payee)}` : 'Statements'}
        hint="A payee’s month: what was carried over and earned, less what was taken back and paid. What remains is on hold or to be paid. It closes a few days after the month ends, and never changes after that."
        isPadded={false}
        actions={
          <div className="flex items-center gap-2">
            <Input
              type="month"
              aria-label="Month"
              className="w-40!"
              value={month ?? ''}
              onChange={({ target }) => change({ month: target.value || undefined })}
            />
            {(payee !== undefined || month !== undefined) && (
              <Button isSmall look="quiet" onClick={() => change({ payee: undefined, month: undefined })}>
                Show all
              </Button>
            )}
          </div>
        }
      >
        <Answered of={statements}>
          {(pages) => (
            <DataTable
              label="Statements"
              columns={COLUMNS}
              rows={rowsOf<Statement>(pages)}
              rowKey={({ id }) => id}
              onRow={({ id }) => change({ statement: id })}
              isSelected={({ id }) => id === statement}
              empty={
                <Empty title="No statement">There is one for every month in which a payee earned or was paid.</Empty>
              }
              more={{
                ...{ hasMore: statements.hasNextPage, isLoading: statements.isFetchingNextPage },
                load: () => void statements.fetchNextPage(),
              }}
            />
          )}
        </Answered>
      </Card>
    </>
  );
}

const takenBack = (held: string, released: string, currency: string): string =>
  `${formatMoney(held, currency)} while on hold, ${formatMoney(released, currency)} after release`;

const COLUMNS: readonly Column<Statement>[] = [
  { id: 'period', header: 'Month', cell: ({ period }) => formatCalendar(period) },
  { ...{ id: 'payee', header: 'Payee', isWide: true }, cell: ({ beneficiary }) => <PayeeName of={beneficiary} /> },
  { id: 'state', header: 'State', cell: ({ state }) => <Badge tone={STATEMENT_TONES[state]}>{asWords(state)}</Badge> },
  {
    ...{ id: 'opening', header: 'Carried over', align: 'right', isSecondary: 'wide' },
    cell: ({ sums, currency }) => <Money minor={sums.openingMinor} currency={currency} />,
  },
  {
    ...{ id: 'earned', header: 'Earned', align: 'right', isSecondary: true },
    cell: ({ sums, currency }) => <Money minor={sums.earnedMinor} currency={currency} />,
  },
  {
    ...{ id: 'clawed', header: 'Taken back', align: 'right', isSecondary: true },
    cell: ({ sums, held, payable, currency }) => (
      <span title={takenBack(held.clawedBackMinor, payable.clawedBackMinor, currency)}>
        <Money minor={sums.clawedBackMinor} currency={currency} />
      </span>
    ),
  },
  {
    ...{ id: 'paid', header: 'Paid', align: 'right', isSecondary: 'wide' },
    cell: ({ sums, currency }) => <Money minor={sums.paidMinor} currency={currency} />,
  },
  {
    ...{ id: 'held', header: 'On hold at the end', align: 'right', isSecondary: 'wide' },
    cell: ({ held, currency }) => <Money minor={held.closingMinor} currency={currency} />,
  },
  {
    ...{ id: 'closing', header: 'To be paid at the end', align: 'right' },
    cell: ({ payable, currency }) => <Money minor={payable.closingMinor} currency={currency} />,
  },
  {
    ...{ id: 'outstanding', header: 'Outstanding', align: 'right' },
    cell: ({ outstandingMinor, outstandingReason, state, currency }) => (
      <span title={outstandingReason}>
        <Money minor={outstandingMinor} currency={currency} />
        {outstandingReason !== undefined && (
          <span className="block text-xs text-ink-3">{state === 'open' ? 'not closed yet' : 'nothing left of it'}</span>
        )}
      </span>
    ),
  },
];
