import type { Revenue, RevenuePeriod, StreamRevenue } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import type { RangeOptions } from './pnl.js';
import { columns } from '../output.js';
import { shownAmount, UNKNOWN } from './report-text.js';
import { writeCsv } from './write-csv.js';

const COLUMNS = columns(
  ['period', 'stream'],
  ['orders', 'gross', 'discounts', 'refunds', 'shipping', 'other', 'net', ''],
);

/** Revenue by day, week or month; a row for each stream where there are several. */
export const revenue: Action<RangeOptions & { readonly by?: string; readonly stream?: string }> = async (
  context,
  { csv, ...query },
) => {
  const { api, output } = context;
  const path = '/api/finance/reports/revenue';
  if (csv) return writeCsv(context, path, query);
  const found = await api.get<Revenue>(path, { ...query });
  output.result(found, () => {
    if (found.reason !== undefined && found.currencies.length === 0) return found.reason;
    return output.table(
      COLUMNS,
      found.currencies.flatMap(({ currency, periods }) => periods.flatMap((period) => rowsOf(period, currency))),
    );
  });
};

function rowsOf(period: RevenuePeriod, currency: string): string[][] {
  const whole = [
    ...[period.name, 'all', period.orders === null ? UNKNOWN : String(period.orders), ...parts(period, currency)],
    ...[shownAmount(period.shippingMinor, currency), shownAmount(period.otherMinor, currency)],
    ...[shownAmount(period.netMinor, currency), currency],
  ];
  if (period.streams.length < 2) return [whole];
  return [
    whole,
    ...period.streams.map((one) => [
      ...['', one.stream, one.orders === null ? UNKNOWN : String(one.orders), ...parts(one, currency)],
      ...['', '', shownAmount(one.netMinor, currency), currency],
    ]),
  ];
}

function parts(one: Pick<StreamRevenue, 'grossMinor' | 'discountsMinor' | 'refundsMinor'>, currency: string): string[] {
  return [one.grossMinor, one.discountsMinor, one.refundsMinor].map((minor) => shownAmount(minor, currency));
}
