import { $api } from '../../api/client';
import type { components } from '../../api/openapi';
import { useShop } from '../../app/session';
import { formatMoney, heightOf } from '../../format/money';
import { formatNumber } from '../../format/numbers';
import { formatCalendar } from '../../format/times';
import { plural } from '../../format/words';
import { Card } from '../../ui/card';
import { ChartFrame } from '../../ui/chart-frame';
import { DayBars } from '../../ui/day-bars';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Answered } from '../../ui/loading';
import { Money, Unknown } from '../../ui/money';

type Point = components['schemas']['ShopFigurePointView'];

interface Day {
  readonly day: string;
  readonly revenue: string | null;
  readonly orders: string | null;
}

/** Net revenue of the last thirty days, each day beside its orders. */
export function RevenueChart() {
  const { currency: own } = useShop();
  const figures = $api.useQuery(
    'get',
    '/api/orchestration/figures',
    { params: { query: { names: 'net_revenue,orders' as never, period: '30d', series: 'true' } } },
    { meta: { topics: ['finance'] } },
  );
  return (
    <Answered of={figures} lines={8}>
      {({ figures: [revenue, orders] }) => {
        const currency = revenue?.currency ?? own;
        // Who may not see it, or could not ask the books, is not told that there was none.
        if (!revenue?.points)
          return <NoChart title="Net revenue is not known" why={revenue?.reason ?? revenue?.pointsReason} />;
        const days = daysOf(revenue.points, orders?.points ?? []);
        if (days.length === 0)
          return <NoChart title="No revenue yet" why="It appears as soon as the first order is paid." />;
        return (
          <ChartFrame
            title="Net revenue by day"
            hint={revenue.how}
            summary={`Net revenue of ${plural(days.length, 'day')}; the table has the figures.`}
            chart={
              <DayBars
                top={highestOf(days, currency)}
                bars={days.map(({ day, revenue: minor }) => ({
                  ...{ key: day, label: formatCalendar(day), height: heightOf(minor, currency) },
                  text: minor === null ? 'no data' : formatMoney(minor, currency),
                }))}
              />
            }
            table={
              <DataTable
                label="Net revenue by day"
                columns={columnsIn(currency)}
                rows={days.toReversed()}
                rowKey={({ day }) => day}
                empty={null}
              />
            }
          />
        );
      }}
    </Answered>
  );
}

const NoChart = ({ title, why }: { readonly title: string; readonly why: string | null | undefined }) => (
  <Card title="Net revenue by day">
    <Empty title={title}>{why}</Empty>
  </Card>
);

/** Both courses have the same days: the API makes them of one calendar. */
const daysOf = (revenue: readonly Point[], orders: readonly Point[]): Day[] =>
  revenue.map(({ from: day, value }, at) => ({ day, revenue: value, orders: orders[at]?.value ?? null }));

/** The best day's figure, which is the height of the picture. */
function highestOf(days: readonly Day[], currency: string): string {
  const known = days.flatMap(({ revenue }) => (revenue === null ? [] : [BigInt(revenue)]));
  const highest = known.reduce((most, one) => (one > most ? one : most), 0n);
  return formatMoney(highest, currency);
}

const columnsIn = (currency: string): readonly Column<Day>[] => [
  { id: 'day', header: 'Day', cell: ({ day }) => formatCalendar(day), sortBy: ({ day }) => day },
  {
    ...{ id: 'orders', header: 'Orders', align: 'right' },
    cell: ({ orders }) => (orders === null ? <Unknown /> : formatNumber(orders)),
    sortBy: ({ orders }) => (orders === null ? null : Number(orders)),
  },
  {
    ...{ id: 'revenue', header: 'Net revenue', align: 'right' },
    cell: ({ revenue }) => <Money minor={revenue} currency={currency} />,
    sortBy: ({ revenue }) => (revenue === null ? null : BigInt(revenue)),
  },
];
