import { heightOf, formatMoney } from '../../../format/money';
import { plural } from '../../../format/words';
import { ChartFrame, SeriesChart } from '../../../ui/chart-frame';
import { DataTable, type Column } from '../../../ui/data-table';
import { Money } from '../../../ui/money';
import type { components } from '../../../api/openapi';
import { periodLabel } from '../shared/format-days';
import { knownPeriods } from './statement-rows';

type OfCurrency = components['schemas']['PnlCurrencyView'];
type Period = OfCurrency['periods'][number];

const SERIES = [
  { key: 'net', label: 'Net revenue', as: 'bar' },
  { key: 'gross', label: 'Gross profit', as: 'bar' },
  { key: 'result', label: 'Operating result', as: 'bar' },
] as const;

export function PnlChart({ currency, periods }: OfCurrency) {
  const height = (minor: string | null | undefined) => heightOf(minor, currency);
  const points = periods.map(({ statement, ...period }) => ({
    label: periodLabel(period),
    net: height(statement?.netRevenueMinor),
    gross: height(statement?.grossProfit.amountMinor),
    result: height(statement?.operatingResult.amountMinor),
  }));
  const known = knownPeriods(periods);
  const last = known.at(-1);
  const summary = last
    ? `${plural(known.length, 'period')} with trade; in ${periodLabel(last)} net revenue was ${formatMoney(last.statement.netRevenueMinor, currency)}.`
    : 'No period with trade.';
  const money = (of: (period: Period) => string | null | undefined) => (period: Period) => (
    <Money minor={of(period)} currency={currency} />
  );
  const columns: Column<Period>[] = [
    { id: 'name', header: 'Period', cell: periodLabel },
    { id: 'net', header: 'Net revenue', align: 'right', cell: money(({ statement }) => statement?.netRevenueMinor) },
    {
      ...{ id: 'gross', header: 'Gross profit', align: 'right' },
      cell: money(({ statement }) => statement?.grossProfit.amountMinor),
    },
    {
      ...{ id: 'result', header: 'Operating result', align: 'right' },
      cell: money(({ statement }) => statement?.operatingResult.amountMinor),
    },
  ];
  return (
    <ChartFrame
      title="Revenue, margin and result"
      hint="Net revenue is after discounts and refunds. A gap is a period that the books do not cover, or a figure that is not known."
      chart={
        <SeriesChart
          points={points}
          series={SERIES}
          format={(value) =>
            new Intl.NumberFormat(undefined, { style: 'currency', currency, notation: 'compact' }).format(value)
          }
        />
      }
      summary={summary}
      table={
        <DataTable
          label="Profit and loss by period"
          columns={columns}
          rows={periods}
          rowKey={({ name }) => name}
          empty={null}
        />
      }
    />
  );
}
