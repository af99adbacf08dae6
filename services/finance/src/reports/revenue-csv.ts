import type { Revenue, RevenuePeriod } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { csvOf, type CsvCell } from '@vividwalls/platform';

const AMOUNTS = ['gross', 'discounts', 'refunds', 'shipping', 'other', 'net'];
const COLUMNS = [...['currency', 'period', 'from', 'to', 'stream', 'orders', 'units'], ...AMOUNTS, 'note'].map(
  (title) => {
    return { title };
  },
);

/** A row for each period as a whole (stream `all`), and one for each stream of it. Amounts in major units. */
export function revenueCsv({ from, to, currencies, reason }: Revenue): string {
  if (reason !== undefined && currencies.length === 0) {
    return csvOf(COLUMNS, [[null, null, from, to, ...Array<null>(COLUMNS.length - 5).fill(null), reason]]);
  }
  return csvOf(
    COLUMNS,
    currencies.flatMap(({ currency, periods }) => periods.flatMap((period) => rowsOf(period, currency))),
  );
}

function rowsOf(period: RevenuePeriod, currency: string): CsvCell[][] {
  const amount = (minor: string | null) => (minor === null ? null : formatMinor(BigInt(minor), currency));
  const row = (stream: string, units: number | null, one: Amounts): CsvCell[] => [
    ...[currency, period.name, period.from, period.to, stream, one.orders, units],
    ...[amount(one.grossMinor), amount(one.discountsMinor), amount(one.refundsMinor)],
    ...[amount(one.shippingMinor ?? null), amount(one.otherMinor ?? null), amount(one.netMinor), one.reason ?? null],
  ];
  return [row('all', null, period), ...period.streams.map((one) => row(one.stream, one.units, one))];
}

type Amounts = Pick<
  RevenuePeriod,
  'orders' | 'grossMinor' | 'discountsMinor' | 'refundsMinor' | 'netMinor' | 'reason'
> &
  Partial<Pick<RevenuePeriod, 'shippingMinor' | 'otherMinor'>>;
