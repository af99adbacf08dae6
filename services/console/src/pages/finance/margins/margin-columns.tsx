import type { ReactNode } from 'react';
import { formatNumber, formatPercent } from '../../../format/numbers';
import { formatCalendar } from '../../../format/times';
import { asWords } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import type { Column } from '../../../ui/data-table';
import { Money } from '../../../ui/money';
import { AgentLink, OrderLink, PlaceLink } from '../../../ui/place-links';
import type { components } from '../../../api/openapi';
import type { MarginsBy } from './margins-search';

export type MarginRow = components['schemas']['MarginRowView'];

/** What something brought, what it cost, and what is left; what loses money says so. */
export function marginColumns(by: MarginsBy, { hasOrder = true } = {}): Column<MarginRow>[] {
  const isGroup = by !== 'order' && by !== 'line';
  const cost = (id: keyof MarginRow & `${string}Minor`, header: string): Column<MarginRow> => ({
    ...{ id, header, align: 'right' as const, isSecondary: true },
    cell: ({ [id]: minor, currency, unknown, spentReason }) =>
      minor === undefined ? (
        '–'
      ) : (
        <Money
          minor={minor as string | null | undefined}
          currency={currency}
          reason={id === 'costOfGoodsMinor' ? unknown.reason : (spentReason ?? null)}
        />
      ),
  });
  return [
    {
      ...{ id: 'name', header: HEADERS[by], isWide: true },
      cell: (row) => <RowName row={row} by={by} hasOrder={hasOrder} />,
    },
    ...(isGroup || !hasOrder
      ? []
      : [
          {
            ...{ id: 'placed', header: 'Placed', isSecondary: true },
            cell: ({ placedOn }: MarginRow) => (placedOn ? formatCalendar(placedOn) : '–'),
          },
        ]),
    ...(isGroup
      ? [
          {
            ...{ id: 'orders', header: 'Orders', align: 'right' as const },
            cell: ({ orders }: MarginRow) => formatNumber(orders),
          },
        ]
      : []),
    ...(by === 'order'
      ? []
      : [
          {
            ...{ id: 'units', header: 'Units', align: 'right' as const, isSecondary: true },
            cell: ({ units }: MarginRow) => (units === null ? '–' : formatNumber(units)),
          },
        ]),
    {
      ...{ id: 'net', header: 'Net revenue', align: 'right' },
      cell: ({ netRevenueMinor, currency }) => <Money minor={netRevenueMinor} currency={currency} />,
    },
    cost('costOfGoodsMinor', 'Goods'),
    cost('processorFeesMinor', 'Fees'),
    cost('commissionsMinor', 'Commissions'),
    ...(by === 'agent'
      ? [
          cost('advertisingMinor', 'Advertising'),
          cost('agentRunsMinor', 'Models and tools'),
          cost('otherCostsMinor', 'Other costs'),
        ]
      : []),
    { ...{ id: 'margin', header: 'Left', align: 'right' }, cell: (row) => <Margin row={row} /> },
  ];
}

/** What of the orders belongs to none of the groups, and all of them together: the last rows, to which the others add up. */
export function marginTotals(
  columns: readonly Column<MarginRow>[],
  page: Pick<components['schemas']['MarginsView'], 'rest' | 'totals'> | undefined,
): Record<string, ReactNode>[] {
  const cells = (row: MarginRow, text: ReactNode): Record<string, ReactNode> => {
    const all = Object.fromEntries(columns.map(({ id, cell }) => [id, cell(row)]));
    return { ...all, name: text, placed: undefined };
  };
  return [
    ...(page?.rest ?? []).map((row) => ({
      ...cells(row, 'In none of these groups'),
      // Which of these orders they are is not counted: every one can be in it.
      orders: '–',
    })),
    ...(page?.totals ?? []).map((row) => cells(row, 'All together')),
  ];
}

function RowName({
  row,
  by,
  hasOrder,
}: {
  readonly row: MarginRow;
  readonly by: MarginsBy;
  readonly hasOrder: boolean;
}) {
  const { key, name, orderId, reason } = row;
  if (key === null) return <span className="text-ink-2">{reason ?? 'All together'}</span>;
  if (by === 'agent') return <AgentLink id={key}>{name ?? undefined}</AgentLink>;
  const text = name ?? (by === 'stream' ? asWords(key) : key);
  if (by === 'order' && orderId) return <OrderLink id={orderId} name={name} />;
  if (by === 'line' && orderId && hasOrder)
    return (
      <>
        <PlaceLink to={`/finance/orders/${encodeURIComponent(orderId)}`}>{text}</PlaceLink>
      </>
    );
  return <span title={key}>{text}</span>;
}

/** What is left: in words too where it is a loss or not known. */
export function Margin({ row }: { readonly row: MarginRow }) {
  const { margin, currency, unknown } = row;
  if (margin.amountMinor === null)
    return (
      <span title={margin.reason ?? unknown.reason}>
        <Badge tone="warn">Not known</Badge>
        {margin.atMostMinor !== undefined && (
          <span className="block text-xs text-ink-3">
            at most <Money minor={margin.atMostMinor} currency={currency} />
          </span>
        )}
      </span>
    );
  return (
    <>
      {margin.amountMinor.startsWith('-') && (
        <span className="mr-2">
          <Badge tone="bad">Loss</Badge>
        </span>
      )}
      <Money minor={margin.amountMinor} currency={currency} />
      <span className="block text-xs text-ink-3" title={margin.reason}>
        {margin.percent === null ? 'no share of revenue' : formatPercent(margin.percent)}
      </span>
    </>
  );
}

const HEADERS: Readonly<Record<MarginsBy, string>> = {
  ...{ order: 'Order', line: 'Line', size: 'Size', product: 'Product', segment: 'Segment', agent: 'Agent' },
  stream: 'Stream',
};
