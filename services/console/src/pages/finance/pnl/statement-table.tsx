import { formatPercent, formatPercentChange } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { Card } from '../../../ui/card';
import { cx } from '../../../ui/class-names';
import { Empty } from '../../../ui/empty';
import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { periodLabel } from '../shared/format-days';
import { LedgerLink } from '../shared/ledger-link';
import { knownPeriods, statementRows, unknownNotes, type KnownPeriod, type StatementRow } from './statement-rows';

type OfCurrency = components['schemas']['PnlCurrencyView'];

interface StatementTableProps extends OfCurrency {
  readonly book: string;
  readonly isSingle: boolean;
}

const CELL = 'h-9 px-4 py-1 whitespace-nowrap text-right';
const HEAD = 'sticky left-0 px-4 py-1 text-left font-normal whitespace-nowrap max-sm:max-w-40 max-sm:truncate';

/** The income statement, a column for each period in which something is booked. */
export function StatementTable({ currency, periods, book, isSingle }: StatementTableProps) {
  const known = knownPeriods(periods);
  const rows = statementRows(known);
  const empty = periods.length - known.length;
  const notes = unknownNotes(rows);
  if (known.length === 0)
    return <Empty title="No income and no expense in these days">Choose other days, or the other book.</Empty>;
  return (
    <Card
      title={isSingle ? 'Statement' : `Statement in ${currency}`}
      hint={empty === 0 ? undefined : `Nothing is booked in ${plural(empty, 'other period')} of these days.`}
      isPadded={false}
    >
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Income statement">
        <table className="w-full border-collapse">
          <thead>
            <tr className="border-b border-line text-[13px] text-ink-3">
              <th scope="col" className={cx(HEAD, 'bg-surface font-medium')}>
                Line
              </th>
              {known.map((period) => (
                <th key={period.name} scope="col" className={cx(CELL, 'font-medium')}>
                  {periodLabel(period)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} currency={currency} book={book} />
            ))}
            <Comparison periods={known} currency={currency} />
          </tbody>
        </table>
      </div>
      {notes.length > 0 && (
        <ul className="flex flex-col gap-0.5 border-t border-line px-4 py-3 text-[13px] text-warn">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({
  row,
  currency,
  book,
}: {
  readonly row: StatementRow;
  readonly currency: string;
  readonly book: string;
}) {
  const { label, kind, account, about, cells } = row;
  return (
    <tr className={cx('border-b border-line', kind !== 'line' && 'bg-sunken font-semibold')}>
      <th
        scope="row"
        title={about}
        className={cx(HEAD, kind === 'line' ? 'bg-surface pl-7 text-ink-2' : 'bg-sunken font-semibold')}
      >
        {label}
      </th>
      {cells.map(({ period, from, to, amountMinor, percent, reason }) => (
        <td key={period} className={CELL} title={reason}>
          {amountMinor === null ? (
            <span className="font-normal text-ink-3">{kind === 'line' ? '–' : 'not known'}</span>
          ) : account ? (
            <LedgerLink of={{ account, from, to, book, currency }}>
              <Money minor={amountMinor} currency={currency} />
            </LedgerLink>
          ) : (
            <Money minor={amountMinor} currency={currency} />
          )}
          {percent !== undefined && percent !== null && (
            <span className="block text-xs font-normal text-ink-3">{formatPercent(percent)} of net revenue</span>
          )}
        </td>
      ))}
    </tr>
  );
}

function Comparison({ periods, currency }: { readonly periods: readonly KnownPeriod[]; readonly currency: string }) {
  return (
    <tr>
      <th scope="row" className={cx(HEAD, 'bg-surface text-ink-2')}>
        Net revenue against the period before
      </th>
      {periods.map(({ name, previous }) => (
        <td key={name} className={cx(CELL, 'text-ink-2')} title={previous.reason}>
          {previous.netRevenueChangePercent === null ? (
            <span className="text-ink-3" title={previous.reason}>
              {previous.netRevenueMinor === null ? 'nothing before' : '–'}
            </span>
          ) : (
            formatPercentChange(previous.netRevenueChangePercent)
          )}
          {previous.netRevenueMinor !== null && (
            <span className="block text-xs text-ink-3">
              was <Money minor={previous.netRevenueMinor} currency={currency} />
            </span>
          )}
        </td>
      ))}
    </tr>
  );
}
