import type { MarginRow, Margins } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { csvOf, type CsvCell } from '@vividwalls/platform';

const COLUMNS = [
  ...['row', 'key', 'name', 'order', 'placed', 'currency', 'orders', 'units', 'net revenue', 'cost of goods'],
  ...['processor fees', 'commissions', 'advertising', 'agent runs', 'other costs', 'margin', 'percent'],
  ...['orders of unknown cost', 'note'],
].map((title) => ({ title }));

/** One page as a table, amounts in major units; the rest and the totals are rows of their own. */
export function marginsCsv({ by, items, rest, totals, reason }: Margins): string {
  const rows = [
    ...items.map((row) => cells(by, row)),
    ...rest.map((row) => cells('rest', row)),
    ...totals.map((row) => cells('total', row)),
  ];
  const empty = [[...Array<null>(COLUMNS.length - 1).fill(null), reason ?? null]];
  return csvOf(COLUMNS, rows.length === 0 ? empty : rows);
}

function cells(what: string, row: MarginRow): CsvCell[] {
  const amount = (minor: string | null | undefined) =>
    minor === null || minor === undefined ? null : formatMinor(BigInt(minor), row.currency);
  const notes = [row.reason, row.margin.reason].filter((note) => note !== undefined);
  return [
    ...[what, row.key, row.name, row.orderId ?? null, row.placedOn ?? null, row.currency, row.orders, row.units],
    ...[amount(row.netRevenueMinor), amount(row.costOfGoodsMinor), amount(row.processorFeesMinor)],
    ...[amount(row.commissionsMinor), amount(row.advertisingMinor), amount(row.agentRunsMinor)],
    ...[amount(row.otherCostsMinor), amount(row.margin.amountMinor), row.margin.percent, row.unknown.orders],
    notes.join(' ') || null,
  ];
}
